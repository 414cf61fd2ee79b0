import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { snippetOf } from '../look/measure.ts'
import { type Place, startPlace } from '../look/place.ts'

/** So soon after a press, what moves is its answer, with time left to draw it. */
const quickMs = 200

// Only Chromium says what has shifted, and whether that was the answer to a press.
describe('the space that a page keeps with the builder’s snippet', { skip: missing(engines[0]!) }, () => {
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

  /** Registers Ada in a window that is high enough to show what is below the form. */
  async function registered({ delayMs = 0 } = {}) {
    const page = await browser.newPage({ viewport: { width: 1100, height: 1600 } })
    place.host.paste(await snippetOf(page, place.api, 'en'))
    await page.addInitScript(() => {
      const shifts: number[] = []
      Object.assign(globalThis, { shifts })
      addEventListener('click', ({ timeStamp }) => Object.assign(globalThis, { pressedAt: timeStamp }), true)
      type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean }
      new PerformanceObserver((list) => {
        for (const one of list.getEntries() as Shift[]) if (!one.hadRecentInput) shifts.push(one.value)
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.route('**/registrations', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, delayMs))
      await route.continue()
    })
    await page.goto(place.host.origin)
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('Email address').fill('ada.reyes@kcpd.example')
    await page.getByLabel('Police officer or deputy').check()
    await page.getByLabel('Agency or organization').fill('Kansas City Police Department')
    // No one types this fast.
    await page.waitForTimeout(3000)
    await page.getByRole('button', { name: 'Register', exact: true }).click()
    await page.getByText('You’re in, Ada').waitFor()
    return page
  }
  const heights = (page: Page) =>
    page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame)
      const box = document.querySelector('training-signup')!
      const root = box.shadowRoot!.querySelector('[part=root]')!
      return {
        left: Math.round(box.getBoundingClientRect().height - root.getBoundingClientRect().height),
        shifts: (globalThis as unknown as { shifts: number[] }).shifts,
      }
    })
  /** Returns how many milliseconds after the press the answer was there. */
  const answeredAfter = (page: Page) =>
    page.evaluate(() => {
      const asked = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      const answer = asked.findLast(({ name }) => name.endsWith('/registrations'))
      return (answer?.responseEnd ?? 0) - (globalThis as unknown as { pressedAt: number }).pressedAt
    })

  test('is given back with the answer to a press, which counts as no shift', async () => {
    const page = await registered()
    const { left, shifts } = await heights(page)
    // On a busy machine, this answer is late, too: then only the helplines have moved.
    if (left === 0 || (await answeredAfter(page)) < quickMs) assert.deepEqual({ left, shifts }, { left: 0, shifts: [] })
    else assert.ok(shifts.reduce((sum, one) => sum + one, 0) < 0.02, String(shifts))
    await page.close()
  })

  test('stays where the answer comes late, and is given back with the next press in the form', async () => {
    const page = await registered({ delayMs: 1500 })
    const late = await heights(page)
    assert.ok(late.left > 100)
    // What moves are the helplines, inside the form.
    assert.ok(late.shifts.reduce((sum, one) => sum + one, 0) < 0.02, String(late.shifts))
    await page.getByText('Your reference number').click()
    assert.deepEqual(await heights(page), { left: 0, shifts: late.shifts })
    await page.close()
  })
})
