import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { findCrowded, findCut } from '../kit/seen.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { givenPages } from '../look/pages.ts'
import { type Place, startPlace } from '../look/place.ts'
import { startSponsor } from '../widget/sponsor.ts'

describe('pages with a form', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let sponsor: Awaited<ReturnType<typeof startSponsor>>
  let browser: Browser
  before(async () => {
    signup = await startSignup()
    sponsor = await startSponsor(signup)
    browser = await launchChromium()
  })
  after(async () => {
    await browser?.close()
    await sponsor?.stop()
    await signup?.stop()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const place of ['the sponsor’s page', 'the hosted page'])
      test(`have nothing that axe finds fault with: ${place}, ${colorScheme}`, async () => {
        const page = await (await browser.newContext({ colorScheme })).newPage()
        await page.goto(place === 'the hosted page' ? `${signup.api}/t/first-responders` : sponsor.url)
        await page.getByLabel('First name').first().waitFor()
        assert.deepEqual(await faultsOf(page, colorScheme === 'dark' ? { changed: 'colors' } : {}), [])
        await page.context().close()
      })
  }
})

describe('pages of the server', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let place: Place
  let browser: Browser
  before(async () => {
    place = await startPlace()
    browser = await launchChromium()
  })
  after(async () => {
    await browser?.close()
    await place?.stop()
  })

  /**
   * Checks what is shown now: with all rules in the light, and with those that colors can break in
   * the dark. With letters twice as large, nothing is cut off, lies over other text, or has more
   * lines than words, which are not longer than that.
   */
  const check = async (page: Page, what: string, longestWord = 8) => {
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} is too wide`)
    await page.emulateMedia({ colorScheme: 'light' })
    assert.deepEqual(await faultsOf(page, { isWhole: true }), [], what)
    await page.emulateMedia({ colorScheme: 'dark' })
    assert.deepEqual(await faultsOf(page, { changed: 'colors' }), [], `${what}, dark`)
    await page.emulateMedia({ colorScheme: 'light' })
    await enlarge(page, '200%')
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      `${what} is too wide, large`,
    )
    const seen = [...(await page.evaluate(findCut)), ...(await page.evaluate(findCrowded, longestWord))]
    assert.deepEqual(seen, [], `${what}, large`)
    await enlarge(page, '')
  }

  const enlarge = (page: Page, size: string) =>
    page.evaluate((wanted) => document.documentElement.style.setProperty('font-size', wanted), size)

  test('fit a narrow phone, and axe finds no fault with them, in every state of a training', async () => {
    const { list, nothing } = await givenPages(place)
    const onlineUrl = 'https://meet.example.org/first-responders'
    await place.server.givenTraining({
      ...place.responders,
      slug: 'online',
      series: undefined,
      venue: undefined,
      onlineUrl,
    })
    const twice = { ...place.responders, series: 'twice', closesAt: undefined, opensAt: undefined }
    const on = (first: string, last = first) => ({ start: `${first}T08:00`, end: `${last}T16:00` })
    await place.server.givenTraining({ ...twice, ...on('2098-03-03'), slug: 'called-off', status: 'cancelled' })
    await place.server.givenTraining({ ...twice, ...on('2098-04-07', '2098-04-08'), slug: 'instead' })
    // Those that take sign-ups show a form. A closed one looks like one that is over.
    const states = ['full', 'upcoming', 'canceled', 'called-off', 'past'].map((slug) => `/t/${slug}`)
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } })
    const forms = [
      'first-responders',
      'first-responders/group',
      'approval',
      'full/notify',
      'online',
      'first-responders/frame?details=none',
    ]
    const paths = [
      list,
      nothing,
      ...states,
      '/t/first-responders/find',
      '/t/withdrawn',
      '/accessibility',
      '/accessibility?training=first-responders&lang=es',
      ...forms.map((one) => `/t/${one}`),
    ]
    for (const path of [...paths, '/t/first-responders/frame', '/t/withdrawn/frame']) {
      await page.goto(`${place.api}${path}`)
      if (path.includes('/first-responders/frame')) await page.getByLabel('First name').waitFor()
      if (path.endsWith('/group')) await page.getByRole('button', { name: 'Add another person' }).waitFor()
      await check(page, path)
      assert.ok(await page.evaluate(isMarkSeen), `${path}: something lies over the mark`)
    }
    await page.close()
  })

  test('fold a training’s details on a phone, without a script, and show them on a wide page and on paper', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    const shown = async () => ({
      summary: await page.getByText('Who it’s for').isVisible(),
      street: await page.getByText('6885 NE Pleasant Valley Rd').isVisible(),
      fold: await page.getByText('Details', { exact: true }).isVisible(),
    })
    for (const path of ['/t/first-responders', '/t/first-responders/group']) {
      await page.setViewportSize({ width: 375, height: 800 })
      await page.goto(`${place.api}${path}?lang=en`)
      assert.deepEqual(await shown(), { summary: false, street: false, fold: true })
      await page.setViewportSize({ width: 1100, height: 800 })
      assert.deepEqual(await shown(), { summary: true, street: true, fold: false })
      await page.setViewportSize({ width: 375, height: 800 })
      await page.emulateMedia({ media: 'print' })
      assert.deepEqual(await shown(), { summary: true, street: true, fold: false })
      await page.emulateMedia({ media: null })
      await page.getByText('Details', { exact: true }).click()
      assert.deepEqual(await shown(), { summary: true, street: true, fold: true })
    }
    await context.close()
  })

  test('take a registration from a keyboard alone, without a script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${place.api}/t/first-responders?lang=en`)
    /** Goes on with Tab until there. */
    const goTo = async (control: Locator) => {
      for (let presses = 0; !(await isFocused(control)); presses += 1) {
        assert.ok(presses < 30, `${String(control)} cannot be reached`)
        await page.keyboard.press('Tab')
      }
    }
    for (const [label, text] of Object.entries({
      'First name': 'Ada',
      'Last name': 'Reyes',
      'Email address': 'ada.keys@kcpd.example',
    })) {
      await goTo(page.getByLabel(label))
      await page.keyboard.insertText(text)
    }
    await goTo(page.getByRole('radio').first())
    await page.keyboard.press('Space')
    await goTo(page.getByLabel('Agency or organization'))
    await page.keyboard.insertText('KCPD')
    place.server.clock.now = new Date(place.server.clock.now.getTime() + 5000)
    await goTo(page.getByRole('button', { name: 'Register', exact: true }))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /You’re in, Ada/ }).waitFor()
    await context.close()
  })

  test('fit a narrow phone, and axe finds no fault with them, from a form’s faults to its result', async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } })
    const send = async () => {
      // Nothing is sent quicker than a person can.
      place.server.clock.now = new Date(place.server.clock.now.getTime() + 5000)
      await page.getByRole('button', { name: 'Join the waiting list' }).click()
    }
    await page.goto(`${place.api}/t/waitlist`)
    await page.getByLabel('Email address').fill('ada@gmial')
    await send()
    await page.getByRole('heading', { name: 'There’s a problem' }).waitFor()
    // The state stands in the line that unfolds the details, and breaks in its words.
    await check(page, 'faults', 0)
    for (const [label, text] of Object.entries({ 'First name': 'Ada', 'Agency or organization': 'KCPD' }))
      await page.getByLabel(label).fill(text)
    await page.getByLabel('Email address').fill('ada.axe@kcpd.example')
    await page.getByLabel('Firefighter').check()
    await send()
    await page.getByRole('heading', { name: 'You’re on the list, but you do not have a seat yet' }).waitFor()
    await check(page, 'result')
    await page.close()
  })
})

/** Whether a control has the keyboard, asked without a script of the page. */
const isFocused = (control: Locator) => control.evaluate((element) => element === document.activeElement)

/** Whether nothing lies over the mark that says what a state means, if there is one. */
function isMarkSeen() {
  const mark = document.querySelector('.mark')
  if (mark === null) return true
  mark.scrollIntoView({ block: 'center' })
  const { left, top, width, height } = mark.getBoundingClientRect()
  return mark.contains(document.elementFromPoint(left + width / 2, top + height / 2))
}
