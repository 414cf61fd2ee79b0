import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { assertUnharmed, assertWhole, fillIn, type InChromium, listed, send, signUp, testPage } from './chromium.ts'

/** Tests ten elements on a page: five trainings, and five that fail, each for another reason. */
export function testCrowd(shared: InChromium) {
  testPage(shared, 'ten on a page: what one of them cannot do is no matter to the others', async (page) => {
    const { site } = shared
    const working = [
      'training="first-responders"',
      'training="citizens"',
      'training="first-responders" lang="es"',
      'series="jackson-county"',
      'training="first-responders,citizens"',
    ]
    const [toAll, ownLink] = ['See all trainings', 'Register for the free training']
    const broken = [
      ['training="no-such-training"', toAll],
      ['training="../../etc"', toAll],
      ['', ownLink],
      ['training="citizens" api="http://127.0.0.1:9"', ownLink],
      ['training="citizens" fetch="no"  series="no-such-series"', toAll],
    ] as const
    // Of two equal attributes, the first counts.
    const elements = broken.map(([attributes]) => site.element(attributes).replace(/api="[^"]*"(.*api=)/, '$1'))
    await page.goto(site.show({ pasted: site.scriptTag + [...working.map(site.element), ...elements].join('\n') }))
    const all = page.locator('training-signup')
    await all.nth(0).getByLabel('First name').waitFor()
    await all.nth(1).getByLabel('First name').waitFor()
    await all.nth(2).getByLabel('Nombre', { exact: true }).waitFor()
    for (const index of [3, 4]) await all.nth(index).getByRole('button').first().waitFor()
    for (const [index, [, name]] of broken.entries())
      await all
        .nth(working.length + index)
        .getByRole('link', { name })
        .waitFor()
    await all.nth(2).getByLabel('Nombre', { exact: true }).fill('Grace')
    const email = await fillIn(all.nth(0))
    await send(all.nth(0))
    await all.nth(0).getByText('Your reference number', { exact: true }).waitFor()
    assert.deepEqual(await listed(shared, email), ['confirmed we-the-people'])
    assert.equal(await all.nth(2).getByLabel('Nombre', { exact: true }).inputValue(), 'Grace')
    await assertWhole(page)
  })
}

/** Words that blockers hide, matched as whole words like in their lists. */
const blocked = /(^|[^a-z])(ads?|advert\w*|banner|sponsor\w*|track\w*|cookie\w*|analytics|pixel)([^a-z]|$)/i

/** Sets up a blocker that hides and stops what looks like advertising. */
async function block(page: Page) {
  const asked: string[] = []
  await page.route('**', (route) => {
    const url = route.request().url()
    asked.push(url)
    return blocked.test(url) ? route.abort() : route.continue()
  })
  const words = ['ad', 'banner', 'sponsor', 'track', 'cookie', 'analytics', 'pixel']
  const selectors = words.map((word) => `[class*="${word}"], [id*="${word}"], [name*="${word}"]`)
  return { asked, head: `<style>${selectors.join()} { display: none !important }</style>` }
}

export function testBlockers(shared: InChromium) {
  testPage(shared, 'a visitor whose blocker hides and stops what it takes for advertising', async (page) => {
    const { asked, head } = await block(page)
    await page.goto(shared.site.show({ head }))
    await signUp(shared, page)
    await page.getByRole('button', { name: 'Register another person' }).click()
    await page.getByRole('button', { name: 'Bringing a group?' }).click()
    await page.getByLabel('Your email address').waitFor()
    const wasStopped = (url: string) => blocked.test(url)
    assert.deepEqual(asked.filter(wasStopped), [])
    const kinds = ['training-signup.js', '/seen', '/registrations']
    assert.ok(
      kinds.every((kind) => asked.some((url) => url.includes(kind))),
      String(asked),
    )
    // Some blockers look into shadow roots.
    const names = await page.locator('training-signup').evaluate((element) => {
      const inside = [...(element.shadowRoot?.querySelectorAll('*') ?? [])]
      return inside.flatMap((one) => [...one.attributes].map(({ name, value }) => (name === 'href' ? '' : value)))
    })
    assert.ok(names.length > 100)
    assert.deepEqual(names.filter(wasStopped), [])
    await assertWhole(page)
  })
}

/** Changes that pages' scripts make to shared objects. */
const patches = `
  Object.prototype.pageExtra = 1
  Array.prototype.pageFirst = function () { return this[0] }
  String.prototype.pageTrim = function () { return this.trim() }
  const pageAttach = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (init) { return pageAttach.call(this, { ...init, mode: init.mode }) }
  const pageFetch = fetch
  pageAsked = 0
  fetch = function (input, init) { pageAsked += 1; return pageFetch.call(this, input, init).then((answer) => answer.clone()) }
  const pageDefine = customElements.define
  customElements.define = function (...given) { return pageDefine.apply(this, given) }
  const pageTimeout = setTimeout
  setTimeout = (run, ms, ...more) => pageTimeout(() => run(...more), ms)
  Promise = class Promise extends globalThis.Promise {}
  Array.from = ((from) => function (...given) { return from.apply(this, given) })(Array.from)
  Element.prototype.remove = function () { this.parentNode?.removeChild(this) }
  addEventListener('load', () => {
    new MutationObserver((records) => {
      for (const { target } of records) if (target.dataset && !target.dataset.page) target.dataset.page = 'seen'
      for (const one of document.querySelectorAll('training-signup')) if (one.className !== 'page') one.className = 'page'
    }).observe(document, { subtree: true, childList: true, attributes: true })
  })
  pageWatch.begin()`

export function testPatches(shared: InChromium) {
  testPage(shared, 'a page whose scripts have changed what all scripts share', async (page) => {
    await page.goto(shared.site.show({ head: `<script>${patches}</script>` }))
    await page.getByRole('button', { name: 'Bringing a group?' }).click()
    await page.getByRole('button', { name: 'Just you?' }).click()
    await signUp(shared, page)
    const asked = await page.evaluate(() => (globalThis as unknown as { pageAsked: number }).pageAsked)
    assert.ok(asked >= 4, 'it is the page’s own fetch that asks')
    await assertWhole(page)
  })

  testPage(
    shared,
    'a page whose old library writes lists as texts: the visitor sees a message, and the answers stay',
    async (page) => {
      const head = '<script>Array.prototype.toJSON = function () { return String(this) }; pageWatch.begin()</script>'
      await page.goto(shared.site.show({ head }))
      await fillIn(page)
      await send(page)
      await page.getByRole('link', { name: 'Open the registration page' }).waitFor()
      assert.equal(await page.getByLabel('First name').inputValue(), 'Ada')
      await assertUnharmed(page)
    },
  )
}
