import { expect, fixture, html } from '@open-wc/testing'
import { FakeServer, find, partText, press, serverWith, settle, show, unconnected } from './testing/show.ts'

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

describe('what a state means', () => {
  for (const details of ['full', 'brief', 'none'] as const)
    it(`is told below it, with details="${details}", so that the form begins higher`, async () => {
      const notice = { title: 'Waiting list open', text: 'All seats are taken.' }
      const { element } = await show(serverWith({ training: { state: 'waitlist', notice } }), { details })
      expect(partText(element, 'toolbar')).to.contain(notice.title).and.contain(notice.text)
      expect(partText(element, 'form')).not.to.contain(notice.text)
    })
})

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
