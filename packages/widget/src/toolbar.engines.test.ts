import { expect, fixture, html } from '@open-wc/testing'
import { FakeServer, find, press, settle, unconnected } from './testing/show.ts'

/** In pixels. What a theme with wide letters makes of 16, as wide as DejaVu Sans, and of 200 %. */
const sizes = { Arial: 16, 'as wide as DejaVu Sans': 19, 'twice as large': 32 }

function boxOf(one: Node) {
  const range = document.createRange()
  range.selectNodeContents(one)
  return range.getBoundingClientRect()
}

const areOver = (a: DOMRect, b: DOMRect) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1

/** Returns what lies over something else, or leaves its place. */
function faultsOf(texts: Element[], place: Element) {
  const { right } = place.getBoundingClientRect()
  const boxes = texts.map(boxOf)
  return texts
    .filter((_, at) => boxes[at]!.right > right || boxes.slice(at + 1).some((other) => areOver(boxes[at]!, other)))
    .map((one) => one.textContent)
}

describe('after choosing among several trainings', () => {
  for (const lang of ['en', 'es'] as const)
    for (const [letters, size] of Object.entries(sizes))
      it(`the way back, the state, and the language never lie over each other, in ${lang}, ${letters}`, async () => {
        const element = Object.assign(unconnected(new FakeServer()), { training: 'first-responders,citizens', lang })
        const place = await fixture<HTMLElement>(html`<div style="font: ${size}px Arial">${element}</div>`)
        await settle(element)
        press(element, '[part=training] button')
        await settle(element)
        const parts = ['[part=toolbar] > button', '[part=toolbar] [part=state]', '[part~=language]']
        const texts = parts.map((one) => find(element, one))
        for (let width = 240; width <= 480; width += 6) {
          place.style.inlineSize = `${width}px`
          expect(faultsOf(texts, place), `${width}`).to.deep.equal([])
        }
      })
})
