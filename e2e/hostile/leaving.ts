import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signupOf } from '../kit/form.ts'
import { until } from '../kit/until.ts'
import { type Shared, training } from './survival.ts'

/** A page that tells its server, while the visitor leaves it, what covers everything. */
const above = (path: string) => `
  <style>.over { position: fixed; inset: 0; z-index: 2147483647; pointer-events: none }</style>
  <div class="over">Over everything</div>
  <script>
    addEventListener('click', (event) => event.composedPath()[0].closest('[part~=exit]') && setTimeout(() => {
      const middle = [innerWidth / 2, innerHeight / 2]
      const element = document.elementFromPoint(...middle)
      const top = element?.shadowRoot?.elementFromPoint(...middle)
      const { width, height } = top?.getBoundingClientRect() ?? {}
      const isAll = width >= innerWidth && height >= innerHeight
      const typed = element?.shadowRoot?.querySelector('[name=q-givenName]')?.value
      const body = [top?.localName, isAll, top && getComputedStyle(top).backgroundColor, typed].join()
      fetch('${path}', { method: 'POST', body, keepalive: true })
    }, 50))
  </script>`

/** A page that tells its server when the visitor comes back to it. */
const returned = (path: string) => `
  <p>Before</p>
  <script>
    addEventListener('pageshow', ({ persisted }) => {
      const [{ type }] = performance.getEntriesByType('navigation')
      if (persisted || type === 'back_forward') fetch('${path}', { method: 'POST', body: 'back', keepalive: true })
    })
  </script>`

/**
 * Tests that one key press or click hides the page, and that the back button does not return to it.
 */
export function testLeaving(shared: Shared) {
  const { engine } = shared
  // Chromium fills in texts without typing them; its keyboard has its own test.
  const enter = { Chromium: undefined, Firefox: '\n', WebKit: '\uE007' }[engine.name]
  for (const [way, key] of Object.entries({ ...(enter && { 'the Enter key': enter }), 'a click': undefined }))
    test(`leaving by ${way} leaves nothing behind`, async () => {
      const { page, site } = shared
      const [left, back] = [site.expectNote(), site.expectNote()]
      const before = site.show({ pasted: returned(back.path) })
      // However slow the browser is, the page stays until it has reported.
      const weather = site.show({ pasted: '<p>Sunny</p>', after: left.note })
      await page.open(before)
      const pasted = `${site.scriptTag}${site.element(`training="${training}" exit-url="${weather}"`)}`
      await page.open(site.show({ above: above(left.path), pasted }))
      const entries = await page.read(() => history.length)
      const form = signupOf(page, training)
      await page.type(await form.see('label', 'First name'), 'Ada')
      const exit = await form.see('link', 'Leave this page')
      await (key === undefined ? page.click(exit) : page.type(exit, key))
      // Between two pages there is no page to ask.
      const isAt = (address: string) => async () => (await page.read(() => location.href).catch(() => '')) === address
      await until('the other page', isAt(weather))
      assert.equal(await page.read(() => history.length), entries)
      assert.match(await left.note, /^dialog,true,rgb\(255, 255, 255\),$/)
      // Firefox's driver waits forever for the next page after going back.
      if (key !== undefined) return
      // WebKit's driver may never answer what it is asked between two pages, so the page itself
      // reports.
      await page.read(() => {
        setTimeout(() => history.back())
      })
      assert.equal(await back.note, 'back')
    })
}
