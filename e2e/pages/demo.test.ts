import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, describe, mock, test } from 'node:test'
import type { Browser, Locator } from 'playwright-core'
import { runDemo } from '../../packages/server/src/start/run-demo.ts'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'

describe('the demo', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let folder: string
  let printed: string
  let demo: Awaited<ReturnType<typeof runDemo>>
  let browser: Browser
  before(async () => {
    await import('../../packages/server/src/testing/servers/hurry.ts')
    folder = scratchFolder('training-signup-demo-')
    const log = mock.method(console, 'log', () => {})
    const [port, sponsorPort] = [await freePort(), await freePort()].map(String)
    demo = await runDemo({ PORT: port, SPONSOR_PORT: sponsorPort }, folder)
    printed = log.mock.calls.map((call) => call.arguments.join(' ')).join('\n')
    log.mock.restore()
    browser = await launchChromium()
  })
  after(async () => {
    await browser?.close()
    await demo?.stop()
    rmSync(folder, { recursive: true })
  })
  const addressOf = (name: string) => new RegExp(`^  ${name} +(\\S+)$`, 'm').exec(printed)?.[1] ?? `no ${name}`

  for (const colorScheme of ['light', 'dark'] as const)
    test(`shows whose training it is, with logos from no other server, in a ${colorScheme} browser`, async () => {
      const page = await (await browser.newContext({ locale: 'en-US', colorScheme })).newPage()
      const asked = new Set<string>()
      page.on('request', (request) => asked.add(new URL(request.url()).origin))
      await page.goto(addressOf('The hosted page'))
      const places = {
        'Jackson County Training Office': 'header .brand',
        'Sponsored by We The People': '.plates > p:has(img)',
      }
      for (const [name, place] of Object.entries(places)) {
        assert.ok((await page.locator(place).innerText()).startsWith(name))
        const logo = page.locator(`${place} img`)
        assert.equal(await logo.getAttribute('alt'), '', 'the name stands next to it')
        const drawn = await logo.evaluate((image: HTMLImageElement) => ({
          isLoaded: image.complete && image.naturalWidth > 0,
          plate: getComputedStyle(image).backgroundColor,
        }))
        // A plate among others is white in the light, too.
        const isPlate = colorScheme === 'dark' || place.startsWith('.plates')
        assert.deepEqual(drawn, { isLoaded: true, plate: isPlate ? 'rgb(255, 255, 255)' : 'rgba(0, 0, 0, 0)' })
      }
      assert.deepEqual([...asked], [new URL(addressOf('The hosted page')).origin])
    })

  test('keeps everything where it is while a sponsor’s page loads the form', async () => {
    const page = await (await browser.newContext({ locale: 'en-US' })).newPage()
    await page.addInitScript(() => {
      const seen = { shift: 0 }
      Object.assign(globalThis, { seen })
      new PerformanceObserver((list) => {
        for (const one of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shift += one.value
      }).observe({ type: 'layout-shift', buffered: true })
    })
    for (const width of [375, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto(addressOf('A sponsor’s page'))
      for (const form of await page.locator('training-signup').all())
        await form.locator('[part=help]').waitFor({ state: 'attached' })
      const shift = await page.evaluate(async () => {
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
        return (globalThis as unknown as { seen: { shift: number } }).seen.shift
      })
      assert.equal(shift, 0, `${width} px`)
    }
    await page.context().close()
  })

  test('shows every email it sends, from the code to the link that manages the seat', async () => {
    const context = await browser.newContext({ locale: 'en-US' })
    const [sponsor, emails] = [await context.newPage(), await context.newPage()]
    await emails.goto(addressOf('The emails it sends'))
    await emails.getByText('No emails yet').waitFor()
    await sponsor.goto(addressOf('A sponsor’s page'))
    const form = sponsor.locator('training-signup[training="citizens"]')
    await register(form, 'ada@kcpd.example')

    // The list shows a new email without being asked to.
    await emails.locator('.emails a').first().click()
    const [code = ''] = /\b\d{6}\b/.exec(await emails.frameLocator('iframe').locator('body').innerText()) ?? []
    await form.locator('[part~="code"]').fill(code)
    await form.locator('[type="submit"]').click()
    await form
      .getByText(/[A-Z2-9]{4}-[A-Z2-9]{4}/)
      .first()
      .waitFor()

    await emails.getByRole('link', { name: 'All emails of this demo' }).click()
    const rows = emails.locator('.emails a')
    await rows.nth(1).waitFor()
    assert.match((await rows.first().innerText()).trim(), /To ada@kcpd\.example/)
    await rows.first().click()
    const [managed] = await Promise.all([
      context.waitForEvent('page'),
      emails.frameLocator('iframe').locator('a[href*="/r/"]').first().click(),
    ])
    await managed.getByRole('heading', { level: 1 }).waitFor()
    assert.match(managed.url(), /\/r\//)
    // The page is free of the frame's sandbox: its forms can be sent.
    assert.equal(await managed.evaluate(() => origin), new URL(managed.url()).origin)
    await context.close()
  })

  test('asks for no code where the training does not verify addresses, and mails the calendar file', async () => {
    const page = await (await browser.newContext({ locale: 'en-US' })).newPage()
    await page.goto(addressOf('A sponsor’s page'))
    const form = page.locator('training-signup[training="first-responders"]')
    await form.locator('[name="q-role"][value="police"], [name="role"][value="police"]').check()
    await register(form, 'luis@kcpd.example')
    await form
      .getByText(/[A-Z2-9]{4}-[A-Z2-9]{4}/)
      .first()
      .waitFor()
    await page.goto(addressOf('The emails it sends'))
    await page.locator('.emails a', { hasText: 'luis@kcpd.example' }).click()
    await page.getByText('Headers').click()
    await page.getByText(/^Message-ID: </m).waitFor()
    const href = await page.getByRole('link', { name: 'training.ics' }).getAttribute('href')
    const file = await page.request.get(new URL(href ?? '', page.url()).href)
    assert.match(await file.text(), /^BEGIN:VCALENDAR/)
    await page.context().close()
  })

  for (const colorScheme of ['light', 'dark'] as const)
    test(`shows emails on pages that fit a phone, in which axe finds no fault, ${colorScheme}`, async () => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 800 } })
      const page = await context.newPage()
      const check = async () => {
        assert.deepEqual(await faultsOf(page), [], page.url())
        assert.ok((await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)) <= 320, page.url())
      }
      await page.goto(addressOf('The emails it sends'))
      await check()
      await page.locator('.emails a').first().click()
      await page.getByText('Headers').click()
      await check()
      await context.close()
    })

  test('needs no script to show them', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(addressOf('The emails it sends'))
    // The list reloads, and shows what came.
    await page.waitForEvent('framenavigated')
    await page.locator('.emails a').first().click()
    await page.frameLocator('iframe').locator('a').first().waitFor()
    await context.close()
  })
})

async function register(form: Locator, email: string) {
  const field = (id: string) => form.locator(`[name="${id}"], [name="q-${id}"]`).first()
  for (const id of ['givenName', 'familyName']) await field(id).fill('Reyes')
  await field('email').fill(email)
  if ((await field('agency').count()) > 0) await field('agency').fill('Kansas City Police Department')
  for (const box of await form.locator('form [type=checkbox]').all()) await box.check()
  await form.locator('[type="submit"]').first().click()
}
