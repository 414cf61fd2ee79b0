import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signupOf } from './form.ts'
import { illegible } from './hostile-looks.ts'
import type { HostilePage, HostileSite } from './hostile-site.ts'
import { type Case, harm, type Shared, training, visitors } from './hostile-survival.ts'
import type { Page } from './page.ts'

const around = (before: string, after: string) => (site: HostileSite) => ({
  pasted: `${before}${site.scriptTag}${site.element()}${after}`,
})

/** Containers that pages use. In each, the form stays whole and the container looks as intended. */
const places: Record<string, (site: HostileSite) => HostilePage> = {
  'that reads from right to left': () => ({ attributes: 'dir="rtl" lang="he"' }),
  'with a narrow sidebar': around('<div style="inline-size: 200px">', '</div>'),
  'with a column of a grid that may shrink': around(
    '<div style="display: grid; grid-template-columns: auto 1fr"><aside style="inline-size: 60vw">Aside</aside>',
    '</div>',
  ),
  'with a row of a flexible box': around('<div style="display: flex"><aside>Aside</aside>', '</div>'),
  'with content that is drawn when it is near': around('<div style="content-visibility: auto">', '</div>'),
  'with a turned box that cuts off': around(
    '<div style="overflow: hidden; transform: rotate(0.001deg); contain: paint">',
    '</div>',
  ),
  'with a table': around(
    '<table><tr><td>Cell</td><td style="vertical-align: middle; font: 10px serif">',
    '</td></tr></table>',
  ),
  'with a form of its own around it': around('<form action="/elsewhere">', '</form>'),
}

/** Containers that hide the form until `open` shows it. */
const hiddenPlaces: Record<string, { place: (site: HostileSite) => HostilePage; open: () => void }> = {
  'with a dialog': {
    place: around('<dialog>', '</dialog>'),
    open: () => document.querySelector('dialog')?.showModal(),
  },
  'with a tab that is shown later': {
    place: around('<div id="tab" hidden="">', '</div>'),
    open: () => document.getElementById('tab')?.removeAttribute('hidden'),
  },
  'with details that are opened later': {
    place: around('<details><summary>More</summary>', '</details>'),
    open: () => document.querySelector('details')?.setAttribute('open', ''),
  },
  'with a popover': {
    place: around('<div popover="" id="popover">', '</div>'),
    open: () => document.getElementById('popover')?.showPopover(),
  },
  'with a shadow root of its own': {
    place: (site) => ({ pasted: `${site.scriptTag}<div id="host"></div><template>${site.element()}</template>` }),
    open: () => {
      const content = document.querySelector('template')!.content
      document.getElementById('host')?.attachShadow({ mode: 'open' }).append(content)
    },
  },
}

export const placeCases: Record<string, Case> = Object.fromEntries([
  ...Object.entries(places).map(([name, host]) => [`a page ${name}`, { host }]),
  ...Object.entries(hiddenPlaces).map(([name, { place, open }]) => [
    `a page ${name}`,
    { host: place, prepare: (page: Page) => page.read(open) },
  ]),
])

/**
 * Tests that typed text survives and the form works, in whichever document of the site it stands.
 */
export function testMoves(shared: Shared) {
  test('a page that moves the element into a frame and back', async () => {
    const { page, site } = shared
    await page.open(
      site.show({ above: '<iframe title="Frame" srcdoc="&lt;!doctype html&gt;&lt;p&gt;Frame&lt;/p&gt;"></iframe>' }),
    )
    const form = signupOf(page, training)
    await page.type(await form.see('label', 'First name'), 'Ada')
    const inFrame = await page.read(() => {
      const frame = document.querySelector('iframe')?.contentDocument
      const element = document.querySelector('training-signup')!
      frame?.body.append(element)
      const input = element.shadowRoot?.querySelector<HTMLInputElement>('[name=q-givenName]')
      return [element.ownerDocument === frame, input?.value, input && getComputedStyle(input).borderTopLeftRadius]
    })
    assert.deepEqual(inFrame, [true, 'Ada', '8px'])
    await page.read(() => {
      const element = document.querySelector('iframe')?.contentDocument?.querySelector('training-signup')
      // Moves it through a document that is never shown.
      document.createElement('template').content.append(element!)
      new DOMParser().parseFromString('', 'text/html').body.append(element!)
      document.querySelector('main')?.append(element!)
    })
    await form.see('label', 'First name')
    assert.deepEqual(await page.read(illegible, 'training-signup'), [])
    assert.deepEqual(await harm(page, visitors), [])
  })
}
