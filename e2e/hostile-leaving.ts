import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signupOf } from './form.ts'
import { type Shared, training } from './hostile-survival.ts'
import { until } from './until.ts'

/** The page tells its server what is on top of everything while it is being left. */
const above = `
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
      fetch('/note', { method: 'POST', body, keepalive: true })
    }, 50))
  </script>`

/** One press, and nobody sees what was on the page, nor finds the way back to it. */
export function testLeaving(shared: Shared) {
  const { engine } = shared
  // In Chromium texts are filled in, not typed: its keyboard has a test of its own.
  const enter = { Chromium: undefined, Firefox: '\n', WebKit: '\uE007' }[engine.name]
  for (const [way, key] of Object.entries({ ...(enter && { 'the Enter key': enter }), 'a click': undefined }))
    test(`whoever leaves by ${way} leaves nothing behind`, async () => {
      const { page, site } = shared
      const before = site.show({ pasted: '<p>Before</p>' })
      const note = site.nextNote()
      // However slow the browser is, the page is there until it has told.
      const weather = site.show({ pasted: '<p>Sunny</p>', after: note })
      await page.open(before)
      const pasted = `${site.scriptTag}${site.element(`training="${training}" exit-url="${weather}"`)}`
      await page.open(site.show({ above, pasted }))
      const entries = await page.read(() => history.length)
      const form = signupOf(page, training)
      await page.type(await form.see('label', 'First name'), 'Ada')
      const exit = await form.see('link', 'Leave this page')
      await (key === undefined ? page.click(exit) : page.type(exit, key))
      // Between two pages there is nobody to ask.
      const isAt = (address: string) => async () => (await page.read(() => location.href).catch(() => '')) === address
      await until('the other page', isAt(weather))
      assert.equal(await page.read(() => history.length), entries)
      assert.match(await note, /^dialog,true,rgb\(255, 255, 255\),$/)
      // Firefox's driver waits for ever for the next page once it has been led back.
      if (key !== undefined) return
      await page.read(() => {
        setTimeout(() => history.back())
      })
      await until('the page before', isAt(before))
    })
}
