import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signupOf } from '../kit/form.ts'
import { until } from '../kit/until.ts'
import { illegible } from './looks.ts'
import { type Case, harm, type Shared, testSurvival, training, visitors } from './survival.ts'

/** Containers that pages use, before and after the element. In each, the form is whole. */
const places: Record<string, [string, string]> = {
  'a narrow sidebar': ['<div style="inline-size: 200px">', '</div>'],
  'a column of a grid that may shrink': [
    '<div style="display: grid; grid-template-columns: auto 1fr"><aside style="inline-size: 60vw">Aside</aside>',
    '</div>',
  ],
  'a row of a flexible box': ['<div style="display: flex"><aside>Aside</aside>', '</div>'],
  'content that is drawn when it is near': ['<div style="content-visibility: auto">', '</div>'],
  'a turned box that cuts off': [
    '<div style="overflow: hidden; transform: rotate(0.001deg); contain: paint">',
    '</div>',
  ],
  'a table': ['<table><tr><td>Cell</td><td style="vertical-align: middle; font: 10px serif">', '</td></tr></table>'],
  'a form of its own around it': ['<form action="/elsewhere">', '</form>'],
}

/** Containers that hide the form until `open` shows it. The later ones lie over the others. */
const hiddenPlaces: Record<string, { place: [string, string]; open: () => void }> = {
  'a tab that is shown later': {
    place: ['<div id="tab" hidden="">', '</div>'],
    open: () => document.getElementById('tab')?.removeAttribute('hidden'),
  },
  'details that are opened later': {
    place: ['<details><summary>More</summary>', '</details>'],
    open: () => document.querySelector('details')?.setAttribute('open', ''),
  },
  'a shadow root of its own': {
    place: ['<div id="host"></div><template>', '</template>'],
    open: () => {
      const content = document.querySelector('template')!.content
      document.getElementById('host')?.attachShadow({ mode: 'open' }).append(content)
    },
  },
  'a popover': {
    place: ['<div popover="" id="popover">', '</div>'],
    open: () => document.getElementById('popover')?.showPopover(),
  },
  'a dialog': {
    place: ['<dialog>', '</dialog>'],
    open: () => document.querySelector('dialog')?.showModal(),
  },
}

const rightToLeft: Record<string, Case> = {
  'a page that reads from right to left': { host: () => ({ attributes: 'dir="rtl" lang="he"' }) },
}

/** Whether the form is there. Brings it into view, because not all that is out of it is drawn. */
function isShown(selector: string) {
  const roots = [document, ...[...document.querySelectorAll('*')].map((one) => one.shadowRoot)]
  const element = roots.map((root) => root?.querySelector(selector)).find(Boolean)
  element?.scrollIntoView({ behavior: 'instant' })
  return element?.shadowRoot?.querySelector('[name=q-givenName]')?.checkVisibility() === true
}

/** All containers share one page, on which none of them changes another. */
export function testPlaces(shared: Shared) {
  testSurvival(shared, rightToLeft)
  test('a page with every kind of place', async () => {
    const { page, site } = shared
    const all = [
      ...Object.entries(places),
      ...Object.entries(hiddenPlaces).map(([name, { place }]) => [name, place]),
    ] as [string, [string, string]][]
    const pasted = all.map(
      ([, [before, after]], index) =>
        `<section>${before}${site.element(`training="${training}" id="place-${index}"`)}${after}</section>`,
    )
    await page.open(site.show({ pasted: site.scriptTag + pasted.join('\n') }))
    for (const [index, [name]] of all.entries()) {
      const hidden = hiddenPlaces[name]
      if (hidden) await page.read(hidden.open)
      await until(`the form in ${name}`, () => page.read(isShown, `#place-${index}`))
      assert.deepEqual(await page.read(illegible, `#place-${index}`), [], name)
    }
    assert.deepEqual(await harm(page, visitors), [])
  })
}

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
