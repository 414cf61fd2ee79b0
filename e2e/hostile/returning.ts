import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { assertUnharmed, fillIn, type InChromium, listed, send, testPage } from './chromium.ts'

/** Events in the tab before sending. Typed text survives all of them, and is sent. */
type Meanwhile = (page: Page, shared: InChromium) => Promise<unknown>
const meanwhile: Record<string, Meanwhile> = {
  'was frozen': async (page) => {
    const session = await page.context().newCDPSession(page)
    for (const state of ['frozen', 'active'] as const) await session.send('Page.setWebLifecycleState', { state })
  },
  'was without a network': async (page) => {
    await page.context().setOffline(true)
    await send(page)
    await page.getByText('Your registration wasn’t sent').waitFor()
  },
  'had its element taken out and put back, and its attributes changed': (page) =>
    page.evaluate(async () => {
      const element = document.querySelector('training-signup')!
      const place = element.parentElement!
      element.remove()
      await new Promise((resolve) => setTimeout(resolve, 50))
      place.append(element)
      element.setAttribute('theme', 'dark')
      element.setAttribute('partner', 'nobody-knows')
      element.setAttribute('partner', 'we-the-people')
      document.body.prepend(place)
    }),
}

const goAndComeBack: Meanwhile = async (page, { site }) => {
  await page.goto(site.show({ pasted: '<p>Another page</p>' }))
  await page.goBack({ waitUntil: 'commit' })
  const isKept = await page.evaluate(() => 'pageMark' in globalThis)
  assert.ok(isKept, 'the browser has loaded the page anew')
}

/** Needs a browser that keeps pages for the Back button. */
export function testKept(shared: InChromium) {
  testLosesNothing(shared, 'was kept for the Back button', goAndComeBack)
  testPage(shared, 'a page that was kept for the Back button: it shows what became of the training', async (page) => {
    const { signup, site } = shared
    const slug = 'canceled-meanwhile'
    const times = { timeZone: 'America/Chicago', start: '2090-03-06T09:00', end: '2090-03-06T15:00' }
    const given = { slug, status: 'published', title: { en: 'Short' }, venue: { name: 'Hall' }, ...times }
    await signup.admin('trainings', 'POST', given)
    const head = '<script>pageMark = 1; pageWatch.begin()</script>'
    await page.goto(site.show({ head, pasted: site.scriptTag + site.element(`training="${slug}"`) }))
    await page.getByLabel('First name').fill('Ada')
    await signup.admin(`trainings/${slug}`, 'PATCH', { status: 'cancelled' })
    await goAndComeBack(page, shared)
    await page.locator('training-signup [part=panel]').waitFor()
    await assertUnharmed(page, /^history was \d+ and is \d+$/)
  })
}

export function testReturning(shared: InChromium) {
  for (const [name, happen] of Object.entries(meanwhile)) testLosesNothing(shared, name, happen)
}

function testLosesNothing(shared: InChromium, name: string, happen: Meanwhile) {
  testPage(shared, `a page that ${name}: nothing that was typed is lost`, async (page) => {
    await page.goto(shared.site.show({ head: '<script>pageMark = 1; pageWatch.begin()</script>' }))
    const email = await fillIn(page)
    await happen(page, shared)
    assert.equal(await page.getByLabel('Email address').inputValue(), email)
    // A request that failed without a network is retried automatically.
    await (name === 'was without a network' ? page.context().setOffline(false) : send(page))
    await page.getByText('Your reference number', { exact: true }).waitFor()
    assert.deepEqual(await listed(shared, email), ['confirmed we-the-people'])
    // Going away and back again adds two pages.
    await assertUnharmed(page, /^history was \d+ and is \d+$/)
  })
}
