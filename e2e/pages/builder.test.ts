import assert from 'node:assert/strict'
import { after, before, describe, type TestContext, test } from 'node:test'
import jsQR from 'jsqr'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing, startOnce } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { signupOf } from '../kit/form.ts'
import type { Browser as AnyBrowser, Page as AnyPage } from '../kit/page.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'
import { type HostPage, startHostPage } from '../widget/host-page.ts'

const training = 'first-responders'
const chromium = engines[0]!
/** The form is higher than this, in every engine and width. */
const leastPx = 500

let signup: Signup
before(async () => {
  signup = await startSignup()
})
after(() => signup?.stop())

describe('the builder', { concurrency: false, skip: missing(chromium) }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchChromium()
  })
  after(() => browser?.close())

  async function open(path = '/embed', options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (message) => {
      if (/Content Security Policy|TrustedHTML/.test(message.text())) faults.push(message.text())
    })
    await page.goto(`${signup.api}${path}`)
    return { page, faults, close: () => context.close() }
  }
  const code = (page: Page, id = 'html-0') => page.locator(`#${id}`).textContent()
  const codeWith = (page: Page, text: string, id?: string) =>
    until(`“${text}” in the snippet`, async () => (await code(page, id))?.includes(text))

  test('shows right away what is chosen, and leaves nothing in the history', async () => {
    const { page, faults, close } = await open()
    const preview = page.frameLocator('iframe.preview')
    await preview.getByLabel('First name').waitFor()
    const entries = await page.evaluate(() => history.length)
    await page.getByLabel('Your short name').fill('Rotary North')
    await codeWith(page, 'partner="rotary-north"')
    await page.getByText('Ask the organizer to add rotary-north').waitFor()
    await page.getByLabel('Language of the form').selectOption('es')
    await preview.getByLabel('Nombre').first().waitFor()
    await page.getByRole('textbox', { name: 'Accent color', exact: true }).fill('#7a1f2b')
    await page.getByRole('textbox', { name: 'Your page’s background color', exact: true }).fill('#fbf7ee')
    await codeWith(page, '--training-signup-accent')
    const colours = await until('the chosen colors', async () => {
      // The preview may just be loading anew.
      const colorOf = (selector: string) =>
        preview
          .locator(selector)
          .evaluate((one) => getComputedStyle(one).backgroundColor)
          .catch(() => '')
      return (await colorOf('body')) === 'rgb(251, 247, 238)' && (await colorOf('[part~=submit]'))
    })
    assert.equal(colours, 'rgb(122, 31, 43)')
    assert.equal(await page.evaluate(() => history.length), entries)
    assert.match(page.url(), /partner=Rotary\+North.*lang=es.*accent=%237a1f2b/)
    assert.deepEqual(faults, [])
    await close()
  })

  test('keeps what is open and where the keyboard is while the code changes', async () => {
    const { page, close } = await open()
    await page.locator('#react > summary').click()
    await page.getByLabel('Your short name').fill('rotary')
    await codeWith(page, 'partner="rotary"', 'react-0')
    assert.equal(await page.locator('#react').getAttribute('open'), '')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'partner')
    await close()
  })

  test('says when the code is older than the choice', async () => {
    const { page, close } = await open()
    const trouble = page.getByText('The code below doesn’t include your last change')
    assert.equal(await trouble.isVisible(), false)
    await page.context().setOffline(true)
    await page.getByLabel('Your short name').fill('rotary')
    await trouble.waitFor()
    await page.context().setOffline(false)
    await page.getByLabel('Your short name').fill('rotary-north')
    await codeWith(page, 'partner="rotary-north"')
    await trouble.waitFor({ state: 'hidden' })
    await close()
  })

  test('proposes the nearest color that can be seen, and takes it', async () => {
    const { page, close } = await open()
    const accent = page.getByRole('textbox', { name: 'Accent color', exact: true })
    await accent.fill('#ffcc00')
    await page.getByText('too low to see').waitFor()
    await page.locator('.fails a').first().click()
    await page.getByText('too low to see').waitFor({ state: 'detached' })
    assert.match(await accent.inputValue(), /^#(?!ffcc00)[\da-f]{6}$/)
    assert.ok(await accent.evaluate((one) => one === document.activeElement))
    await close()
  })

  test('stores nothing that is sent from the preview, and asks for nothing to be stored', async () => {
    const { page, close } = await open()
    const sent: string[] = []
    page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()))
    await page.getByText('nothing you send from this preview is saved').waitFor()
    const form = page.frameLocator('iframe.preview')
    await form.getByLabel('First name').fill('Ada')
    await form.getByLabel('Last name').fill('Reyes')
    await form.getByLabel('Email address').fill('ada.reyes@kcpd.example')
    await form.getByLabel('Police officer or deputy').check()
    await form.getByLabel('Agency or organization').fill('Kansas City Police Department')
    await form.getByRole('button', { name: 'Register', exact: true }).click()
    await form.getByText('SAMP-LE22').first().waitFor()
    assert.deepEqual(sent, [])
    const list = await (await signup.admin(`registrations?training=${training}`)).json()
    assert.deepEqual(list.registrations, [])
    await close()
  })

  test('has no form to send where what keeps it from being stored did not arrive', async () => {
    const { page, close } = await open('/livez')
    await page.route(/\/assets\/preview-/, (route) => route.abort())
    await page.goto(`${signup.api}/embed?training=${training}`)
    const preview = page.frameLocator('iframe.preview')
    await preview.getByRole('link', { name: 'Register for the free training' }).waitFor()
    await page.waitForLoadState('networkidle')
    assert.equal(await preview.getByLabel('First name').count(), 0)
    await close()
  })

  test('shows the preview to no page that could take its answer for real', async () => {
    const { page, close } = await open(`/embed/preview?training=${training}&accent=%237a1f2b`)
    await page.getByText('nothing you send from this preview is saved').waitFor()
    assert.equal(page.url(), `${signup.api}/embed?training=${training}&accent=%237a1f2b`)
    await close()
  })

  test('copies by keyboard, and says so', async () => {
    const { page, close } = await open('/embed', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy: HTML' }).focus()
    await page.keyboard.press('Enter')
    await until('the news', async () => (await page.locator('#news').textContent()) === 'Copied')
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await code(page))
    await close()
  })

  test('does its work without a script', async () => {
    const { page, close } = await open('/embed', { javaScriptEnabled: false })
    await page.getByLabel('Human trafficking training for citizens').check()
    await page.getByLabel('Your short name').fill('rotary')
    await page.getByRole('button', { name: 'Update' }).click()
    assert.match((await code(page)) ?? '', /training="first-responders,citizens" partner="rotary"/)
    assert.equal(await page.getByRole('button', { name: 'Copy: HTML' }).count(), 0)
    await close()
  })

  test('shows the form as on a phone or a computer, without a script too', async () => {
    for (const javaScriptEnabled of [true, false])
      for (const width of [320, 1100]) {
        const viewport = { width, height: 700 }
        const { page, close } = await open('/embed', { javaScriptEnabled, viewport })
        const widths = () =>
          page.locator('iframe.preview').evaluate((frame) => {
            const screen = frame.parentElement?.getBoundingClientRect()
            return [frame.clientWidth, frame.getBoundingClientRect().right - (screen?.right ?? 0)]
          })
        const [phone] = await widths()
        assert.equal(phone, Math.min(375, width - 34))
        await page.getByLabel('Computer', { exact: true }).check()
        const [computer = 0, over = 1] = await widths()
        // Wide enough for the form's two columns, and no wider than the page has room for.
        assert.ok(computer >= 768 && over <= 0, `${computer} ${over}`)
        if (!javaScriptEnabled) {
          await page.getByRole('button', { name: 'Update' }).click()
          assert.ok(await page.getByLabel('Computer', { exact: true }).isChecked())
        }
        await close()
      }
  })

  test('shows as little of the training as chosen', async () => {
    const { page, close } = await open('/embed?channel=following')
    const card = page.frameLocator('iframe.preview').locator('[part~=card]')
    await card.waitFor()
    await page.getByLabel('What the form shows').selectOption('none')
    await codeWith(page, ' details="none"')
    await page.frameLocator('iframe.preview').getByLabel('First name').waitFor()
    await card.waitFor({ state: 'detached' })
    await close()
  })

  for (const [width, height] of [
    [1100, 800],
    [375, 667],
    [320, 568],
  ] as const)
    test(`keeps the code in reach, and hides nothing that has the keyboard: ${width} px`, async () => {
      const viewport = { width, height }
      const permissions = ['clipboard-read', 'clipboard-write']
      for (const language of ['en', 'es']) {
        const { page, close } = await open(`/embed?ui=${language}`, { viewport, permissions })
        const bar = page.locator('.reach')
        const copy = bar.getByRole('button')
        await copy.waitFor()
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
        const box = await bar.boundingBox()
        assert.ok(box && Math.abs(box.y + box.height - height) < 1 && box.height < 80, JSON.stringify(box))
        // The last choices are reached above the bar, which ends below them.
        for (const name of ['partner', 'font', 'site', 'exit', 'channel-following']) {
          await page.locator(`#${name}`).focus()
          await page.keyboard.press('Tab')
          const hidden = await page.evaluate(() => {
            const top = document.querySelector('.reach')!.getBoundingClientRect().top
            const active = document.activeElement!
            const { top: from, bottom } = active.getBoundingClientRect()
            return bottom > top || from < 0 ? active.outerHTML.slice(0, 80) : ''
          })
          assert.equal(hidden, '', name)
        }
        await copy.focus()
        await page.keyboard.press('Enter')
        await until('the news', async () => ((await page.locator('#news').textContent()) ?? '').startsWith('Copi'))
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await code(page))
        await close()
      }
    })

  for (const ending of ['svg', 'png'])
    test(`has a QR code that leads to the hosted page: ${ending}`, async () => {
      const { page, close } = await open('/embed?training=first-responders&partner=we-the-people')
      const { pixels, width, height } = await page.evaluate(pixelsOf, `/t/${training}/qr.${ending}?p=we-the-people`)
      const found = jsQR.default(colorsOf(pixels), width, height)
      assert.equal(found?.data, `${signup.api}/t/${training}?p=we-the-people`)
      await close()
    })

  for (const colorScheme of ['light', 'dark'] as const)
    for (const [place, path] of [
      ['the builder', '/embed?training=first-responders&partner=rotary&accent=%23ffcc00&exit=x&site=localhost'],
      ['the frame', `/t/${training}/frame?theme=${colorScheme}`],
      ['the frame of no training', '/t/nope/frame'],
    ] as const)
      test(`has nothing that axe finds fault with: ${place}, ${colorScheme}`, async () => {
        const { page, close } = await open(path, { colorScheme })
        const form = place === 'the builder' ? page.frameLocator('iframe.preview') : page
        if (place !== 'the frame of no training') await form.getByLabel('First name').waitFor()
        await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)))
        const inDark = colorScheme === 'dark' ? ({ changed: 'colors' } as const) : {}
        assert.deepEqual(await faultsOf(page, inDark), [])
        await close()
      })
})

/**
 * An image as the browser draws it, a character for each pixel: millions of numbers take seconds on
 * their way.
 */
async function pixelsOf(url: string) {
  const image = new Image()
  image.src = url
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth
  canvas.height = image.naturalHeight
  const context = canvas.getContext('2d')
  context?.drawImage(image, 0, 0)
  const { width, height } = canvas
  const { data } = context?.getImageData(0, 0, width, height) ?? { data: [] }
  const isDark = (pixel: number) => (data[4 * pixel] ?? 255) < 128
  return {
    pixels: Array.from({ length: width * height }, (_, pixel) => (isDark(pixel) ? '1' : '0')).join(''),
    width,
    height,
  }
}

/** The same pixels in red, green, blue, and alpha. */
const colorsOf = (pixels: string) =>
  Uint8ClampedArray.from({ length: 4 * pixels.length }, (_, index) =>
    index % 4 < 3 && pixels[Math.floor(index / 4)] === '1' ? 0 : 255,
  )

// Hostile pages have such a policy and such a frame in every engine.
describe('what was copied', { concurrency: false, skip: missing(chromium) }, () => {
  const browser = startOnce(chromium)
  let host: HostPage
  before(async () => {
    host = await startHostPage()
  })
  after(() => host?.stop())

  async function visit(t: TestContext) {
    const page = await browser().open()
    t.after(page.close)
    await page.open(host.origin)
    return page
  }

  test('works on another origin under the policy it names', async (t) => {
    const [html, csp] = await readCode(browser(), { accent: '#7a1f2b' }, ['html-0', 'csp-0'])
    const needed = csp!.slice(0, csp!.indexOf('For the frame')).matchAll(/^ {2}(.+)$/gm)
    const directives = [...needed].map(([, line]) => line)
    host.paste(html!, ["default-src 'none'", "require-trusted-types-for 'script'", ...directives].join('; '))
    const page = await visit(t)
    await signupOf(page, training).see('label', 'First name')
    assert.equal(await page.read(accentOf), 'rgb(122, 31, 43)')
  })

  test('gives a frame on another origin its height, and no one else', async (t) => {
    const [frame, csp] = await readCode(browser(), { site: host.origin }, ['iframe-0', 'csp-0'])
    const directives = [...csp!.slice(csp!.indexOf('For the frame')).matchAll(/^ {2}(.+)$/gm)].map(([, line]) => line)
    host.paste(frame!, ["default-src 'none'", ...directives].join('; '))
    const page = await visit(t)
    // Steady once everything is in it.
    let last = ''
    const height = await until('the frame’s height', async () => {
      const now = await page.read(() => document.querySelector('iframe')?.style.height ?? '')
      const isSteady = now === last
      last = now
      await pause(page)
      return isSteady && Number.parseInt(now, 10) > leastPx && now
    })
    await page.read(() => postMessage({ type: 'training-signup-height', height: 5 }, '*'))
    await pause(page)
    assert.equal(await page.read(() => document.querySelector('iframe')?.style.height), height)
  })
})

const pause = (page: AnyPage) => page.read(() => new Promise((resolve) => setTimeout(() => resolve(null), 300)))

/** Texts of the builder, by their ids. */
async function readCode(browser: AnyBrowser, choice: Record<string, string>, ids: string[]): Promise<string[]> {
  const page = await browser.open()
  const query = new URLSearchParams({ training, partner: 'rotary', ...choice }).toString()
  await page.open(`${signup.api}/embed?${query}`)
  const texts = await page.read((all: string[]) => all.map((id) => document.getElementById(id)?.textContent ?? ''), ids)
  await page.close()
  return texts
}

function accentOf() {
  const button = document.querySelector('training-signup')?.shadowRoot?.querySelector('[part~=submit]')
  return button ? getComputedStyle(button).backgroundColor : ''
}
