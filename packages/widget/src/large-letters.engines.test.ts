import { expect, fixture, html } from '@open-wc/testing'
import { type FakeServer, fillIn, press, send, serverWith, settle, unconnected } from './testing/show.ts'

/** In pixels: what a phone of 320 leaves between a page's margins, and letters at 200 %. */
const [narrow, large] = [288, 32]

const contact = ['trainings@jackson-county-training-office.example', '816-555-0100']
const help = [
  {
    heading: 'Need help?',
    lines: [
      { text: 'In danger now? Call 911', href: 'tel:911' },
      { text: 'National Human Trafficking Hotline' },
      { text: 'Call 1-888-373-7888', href: 'tel:18883737888', sameRow: true as const },
      { text: 'Text 233733', href: 'sms:233733', sameRow: true as const },
      { text: 'Crisis Text Line' },
      { text: 'Text 741741', href: 'sms:741741', sameRow: true as const },
      { text: 'Child Abuse and Neglect Hotline' },
      { text: 'Call 1-800-392-3738', href: 'tel:18003923738', sameRow: true as const },
    ],
  },
  {
    heading: 'Contact the organizer',
    lines: [
      { text: contact[0]!, href: `mailto:${contact[0]}` },
      { text: contact[1]!, href: 'tel:8165550100', sameRow: true as const },
    ],
  },
]

async function showLarge(server: FakeServer, lang: string) {
  document.documentElement.style.fontSize = `${large}px`
  const element = Object.assign(unconnected(server), { lang })
  await fixture(html`<div style="inline-size: ${narrow}px; font: 1rem Arial">${element}</div>`)
  await settle(element)
  return element
}

/** Each line of text that is seen, and where. */
function linesIn(element: HTMLElement) {
  const walker = document.createTreeWalker(element.shadowRoot!, NodeFilter.SHOW_TEXT)
  const lines: { text: string; box: DOMRect }[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent!.trim()
    const around = node.parentElement
    if (text === '' || !around?.checkVisibility() || around.closest('.aside, option')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    lines.push(...[...range.getClientRects()].map((box) => ({ text, box })))
  }
  return lines
}

/** Returns the texts that are cut off at the card's edge, and those that lie over another. */
function faultsOf(element: HTMLElement) {
  const { left, right } = element.getBoundingClientRect()
  const lines = linesIn(element)
  const isOver = (a: DOMRect, b: DOMRect) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6
  return [
    ...lines.filter(({ box }) => box.left < left || box.right > right).map(({ text }) => `${text} is cut off`),
    ...lines.flatMap(({ text, box }, at) =>
      lines.slice(at + 1).flatMap((other) => (isOver(box, other.box) ? [`${text} lies over ${other.text}`] : [])),
    ),
  ]
}

describe('with letters twice as large, on a phone of 320 pixels', () => {
  afterEach(() => document.documentElement.style.removeProperty('font-size'))

  for (const lang of ['en', 'es'] as const) {
    it(`nothing of the form, its details, and its result is cut off or lies over other text, in ${lang}`, async () => {
      const element = await showLarge(serverWith({ training: { help } }), lang)
      press(element, '[aria-expanded]')
      await settle(element)
      expect(faultsOf(element)).to.deep.equal([])
      await fillIn(element)
      await send(element)
      expect(faultsOf(element)).to.deep.equal([])
    })

    it(`nor where there is no form, in ${lang}`, async () => {
      const notify = { label: 'Tell me when a seat opens up', href: '/t/first-responders/notify' }
      const element = await showLarge(serverWith({ training: { help, state: 'full', notify } }), lang)
      expect(faultsOf(element)).to.deep.equal([])
    })
  }
})
