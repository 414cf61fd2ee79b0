import assert from 'node:assert/strict'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { checkInCode, darkPath } from '../../packages/server/src/platform/html/qr-code.ts'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { signIn } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

const slug = 'citizens'
const name = 'Zyxwomack'
const reached = { familyName: name, email: `${name}@example.org` }

/** Local times of a training that is going on, whatever the hour. */
function aroundNow(timeZone: string) {
  const local = (hours: number) =>
    new Date(Date.now() + hours * 3_600_000).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T').slice(0, 16)
  return { start: local(-1), end: local(2) }
}

describe('the screen of a kiosk', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  before(async () => {
    signup = await startSignup()
    browser = await launchChromium()
    const { training } = (await (await signup.admin(`trainings/${slug}`)).json()) as { training: { timeZone: string } }
    const person = { givenName: 'Ada', ...reached }
    await signup.admin('registrations', 'POST', { training: slug, people: [person], channel: 'phone' })
    const open = { agenda: null, sessions: null, doors: null, opensAt: null, closesAt: null }
    const times = aroundNow(training.timeZone)
    await signup.admin(`trainings/${slug}`, 'PATCH', { ...times, ...open, attendance: 'in-and-out' })
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })

  let accounts = 0
  const door = () => `${signup.api}/admin/door/${slug}`
  async function signedIn(context: BrowserContext): Promise<Page> {
    const page = await context.newPage()
    const email = `dana${(accounts += 1)}@example.org`
    await signIn(page, signup, email)
    await page.goto(door())
    return page
  }
  const begin = async (page: Page) => {
    await page.getByRole('button', { name: 'Start the kiosk' }).click()
    await page.getByRole('heading', { name: 'Check in here' }).waitFor()
  }
  const type = async (page: Page, fields: Record<string, string>) => {
    for (const [field, value] of Object.entries(fields)) await page.locator(`[name=${field}]`).fill(value)
    const form = page.locator('code' in fields ? '[data-by-code]' : '[data-by-name]')
    await form.getByRole('button', { name: 'Check in' }).click()
  }

  test('can be read and pressed by everyone, on a phone and on a tablet in the dark', async () => {
    const context = await browser.newContext()
    const page = await signedIn(context)
    await begin(page)
    const look = async (what: string) => {
      for (const [width, colorScheme] of [
        [320, 'light'],
        [1280, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme })
        assert.deepEqual(await faultsOf(page), [], `${what}, ${width}`)
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, what)
      }
    }
    await look('empty')
    await page.goto(`${door()}/kiosk?lang=es`)
    await look('in Spanish')
    await page.goto(`${door()}/kiosk`)
    await context.setOffline(true)
    await type(page, reached)
    await page.getByText('This screen has no connection').waitFor()
    await look('offline')
    await context.close()
  })

  test('shows what it says also on a phone, where the form is far below', async () => {
    const context = await browser.newContext({ viewport: { width: 375, height: 667 } })
    const page = await signedIn(context)
    await begin(page)
    for (const [email, words] of [
      [reached.email, 'checked in'],
      ['other@example.org', 'Ask at the desk'],
    ] as const) {
      await type(page, { familyName: name, email })
      const said = page.locator('[data-said] .band').filter({ hasText: words })
      await said.waitFor()
      const { top, bottom } = await said.evaluate((band) => band.getBoundingClientRect().toJSON())
      assert.ok(top >= 0 && bottom <= 667, `${words}: ${top} to ${bottom}`)
    }
    await context.close()
  })

  test('goes on with the clock as the server began it, in Spanish too', async () => {
    const context = await browser.newContext()
    await context.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => {
        const clock = document.querySelector('[data-clock]')
        if (!clock) return
        document.body.dataset['began'] = clock.textContent
        clock.textContent = ''
      })
    })
    const page = await signedIn(context)
    await begin(page)
    await page.goto(`${door()}/kiosk?lang=es`)
    await page.locator('[data-clock]:not(:empty)').waitFor()
    const [began, now] = await page.evaluate(() => [
      document.body.dataset['began'],
      document.querySelector('[data-clock]')?.textContent,
    ])
    assert.match(began ?? '', /^\d+:\d\d\s[ap]\.\sm\.$/)
    assert.match(now ?? '', /^\d+:\d\d\s[ap]\.\sm\.$/)
    await context.close()
  })

  test('shows nothing in the other tabs of its browser any more', async () => {
    const context = await browser.newContext()
    const page = await signedIn(context)
    const tabs = [await context.newPage(), await context.newPage()]
    for (const [index, path] of [`/door/${slug}`, `/trainings/${slug}`].entries()) {
      await tabs[index]!.goto(`${signup.api}/admin${path}`)
      await tabs[index]!.getByText(name).first().waitFor()
    }
    await begin(page)
    for (const tab of tabs) {
      await tab.waitForURL(/\/admin\/sign-in/)
      assert.doesNotMatch(await tab.content(), /Zyxwomack/)
      await tab.goBack()
      assert.doesNotMatch(await tab.content(), /Zyxwomack/)
    }
    await context.close()
  })

  test('reads the code that someone holds up to its camera', async (t) => {
    const folder = scratchFolder('training-signup-kiosk-screen-')
    const film = join(folder, 'film.mjpeg')
    const fake = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']
    await writeFile(film, '')
    const filming = await launchChromium({ whole: true, args: [...fake, `--use-file-for-fake-video-capture=${film}`] })
    t.after(async () => {
      await filming.close()
      await rm(folder, { recursive: true, force: true })
    })
    // Someone who has not come yet: what a code does next depends on that.
    const familyName = 'Moreno'
    await signup.admin('registrations', 'POST', {
      training: slug,
      people: [{ givenName: 'Ada', familyName }],
      channel: 'phone',
    })
    const find = async () => {
      const { people } = (await (await signup.admin(`trainings/${slug}/door`)).json()) as {
        people: { familyName: string; reference: string; marks: object[] }[]
      }
      return people.find((one) => one.familyName === familyName)!
    }
    const drawing = await filming.newPage({ viewport: { width: 640, height: 480 } })
    const modules = checkInCode((await find()).reference)
    const box = `0 0 ${modules.length} ${modules.length}`
    await drawing.setContent(
      `<svg width="300" shape-rendering="crispEdges" viewBox="${box}"><path d="${darkPath(modules)}"/></svg>`,
    )
    const picture = await drawing.screenshot({ type: 'jpeg', quality: 90 })
    // A film of one picture ends before it begins.
    await writeFile(film, Buffer.concat([picture, picture]))
    const page = await signedIn(await filming.newContext())
    await begin(page)
    await page.getByRole('heading', { name: 'Show your check-in code' }).waitFor()
    // The welcome stays for five seconds, which a busy machine can miss. The mark stays.
    await until('the mark', async () => (await find()).marks.length === 1)
    assert.deepEqual(await faultsOf(page), [])
  })

  test('works without a script, and Back shows no one', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await signedIn(context)
    await begin(page)
    await type(page, reached)
    await page.getByRole('heading', { name: 'already checked in' }).waitFor()
    await page.getByRole('heading', { name: 'already checked in' }).waitFor({ state: 'detached' })
    await type(page, { familyName: name, email: 'other@example.org' })
    await page.getByRole('heading', { name: 'Ask at the desk' }).waitFor()
    for (let step = 0; step < 4; step += 1) {
      await page.goBack()
      assert.doesNotMatch(await page.content(), /Welcome|Zyxwomack/)
    }
    await context.close()
  })
})
