import { expect, fixture, html } from '@open-wc/testing'
import type { Section } from '@training-signup/contract'
import { expectAccessible } from './testing/axe.ts'
import { answerOf } from './testing/fixtures.ts'
import { fillIn, find, send, serverWith, settle, unconnected } from './testing/show.ts'
import type { TrainingSignupElement } from './training-signup.ts'

const sameRow = true as const
const recap = true as const
const logo = `${location.origin}/examples/jackson-county/we-the-people.png`
const long = 'Wolfeschlegelsteinhausen'.repeat(4)
const name = (text: string, ...pictures: string[]) => ({ text, ...(pictures[0] ? { logo: pictures[0] } : {}) })

/** Shows the form with more details than when and where. */
async function showDetails(more: Section[], { width = 375, theme = 'light' } = {}) {
  const details = [...answerOf().training.details.slice(0, 2), ...more]
  const element = Object.assign(unconnected(serverWith({ training: { details } })), { api: location.origin, theme })
  await fixture(html`<div style="inline-size: ${width}px">${element}</div>`)
  await settle(element)
  element.renderRoot.querySelector<HTMLElement>('[aria-expanded]')?.click()
  return element
}

const all = (element: TrainingSignupElement, selector: string) => [
  ...element.renderRoot.querySelectorAll<HTMLElement>(selector),
]
const boxOf = (one: Element) => one.getBoundingClientRect()
/** Where a name begins, without what stands before it. */
function textBox(line: HTMLElement) {
  const range = document.createRange()
  const isShown = (node: Node) => node.nodeType !== Node.COMMENT_NODE && node.textContent?.trim()
  range.selectNodeContents([...line.childNodes].find(isShown)!)
  return range.getBoundingClientRect()
}
const widthsOut = (element: TrainingSignupElement) =>
  all(element, '[part=rest] *')
    .filter((one) => boxOf(one).right > boxOf(find(element, '[part=root]')).right + 1)
    .map((one) => one.outerHTML.slice(0, 80))

describe('what is good to know', () => {
  const facts: Section[] = [
    { heading: 'Who it’s for', lines: [{ text: 'Police' }, { text: 'Ages 18 and up' }] },
    { above: 'Good to know', heading: 'Credit', lines: [{ text: '7 credit hours' }, { text: 'POST' }], recap },
    { heading: 'Weapons', lines: [{ text: 'Locked in\nyour car' }], recap },
    {
      heading: 'Agenda',
      lines: [{ text: '8:00 AM' }, { text: 'Welcome', sameRow }, { text: '12:00 PM' }, { text: long, sameRow }],
    },
  ]

  for (const width of [320, 1100])
    it(`has air between its blocks, and an agenda in two columns, ${width} wide`, async () => {
      const element = await showDetails(facts, { width })
      const blocks = all(element, '[part=rest] > *')
      for (const [at, block] of blocks.slice(1).entries())
        expect(boxOf(block).top - boxOf(blocks[at]!).bottom, block.textContent).to.be.greaterThan(7)
      expect(all(element, '[part=rest] h3').map((one) => one.textContent)).to.deep.equal(['Good to know'])
      const [first, welcome, second, endless] = all(element, '[part=rest] .line').slice(-4).map(boxOf)
      expect(first!.left).to.be.closeTo(second!.left, 1)
      expect(welcome!.left).to.be.closeTo(endless!.left, 1)
      expect(welcome!.left).to.be.greaterThan(second!.right)
      expect(widthsOut(element)).to.deep.equal([])
    })

  it('waits behind the button on a desk, too, so that the form ends there', async () => {
    const element = await showDetails(facts, { width: 1100 })
    const seen = () =>
      all(element, '[part=rest] > *')
        .filter((one) => one.checkVisibility())
        .map((one) => one.textContent?.trim().split(/\s+/)[0])
    const rest = ['Good', 'Credit', 'Weapons', 'Agenda']
    expect(seen()).to.include.members(['Who', ...rest])
    find(element, '[aria-expanded]').click()
    expect(seen()).to.include('Who')
    expect(seen().filter((word) => rest.includes(word ?? ''))).to.deep.equal([])
  })

  it('has no button on a desk if there is none', async () => {
    const element = await showDetails(facts.slice(0, 1), { width: 1100 })
    expect(find(element, '[aria-expanded]').checkVisibility()).to.equal(false)
    expect(find(element, '[part=rest] [part=fact]').checkVisibility()).to.equal(true)
  })

  it('says it again, with air, to people who have a seat', async () => {
    const element = await showDetails(facts)
    await fillIn(element)
    await send(element)
    await settle(element)
    const blocks = all(element, '[part=result] [part=rest] > :not(.line)')
    expect(blocks.map((one) => one.textContent?.replace(/\s+/g, ' ').trim())).to.deep.equal([
      'Good to know',
      'Credit 7 credit hours POST',
      'Weapons Locked in your car',
    ])
    expect(boxOf(blocks[2]!).top - boxOf(blocks[1]!).bottom).to.be.greaterThan(7)
    await expectAccessible(element)
  })
})

describe('who is behind a training', () => {
  const cases: [what: string, lines: Section['lines'], plates: number][] = [
    ['no logos', [name('Ada'), name('Bea')], 0],
    ['one logo of two', [name('Bea', logo), name('Ada')], 1],
    ['six logos', Array.from('abcdef', (letter) => name(letter, logo)), 6],
    ['endless names', [name(long, logo), { ...name(long, logo), href: 'https://example.org/' }], 2],
  ]
  for (const [what, lines, count] of cases)
    for (const [width, theme] of [
      [320, 'dark'],
      [1100, 'light'],
    ] as const)
      it(`stands in equal white plates next to the names: ${what}, ${width} wide, ${theme}`, async () => {
        const element = await showDetails([{ heading: 'Sponsored by', lines }], { width, theme })
        const plates = all(element, '[part=logo]')
        expect(plates.length).to.equal(count)
        const sizes = plates.map((one) => `${boxOf(one).left} ${boxOf(one).width} × ${boxOf(one).height}`)
        expect(new Set(sizes).size).to.be.at.most(1)
        for (const plate of plates) {
          const { backgroundColor, objectFit } = getComputedStyle(plate)
          expect([backgroundColor, objectFit]).to.deep.equal(['rgb(255, 255, 255)', 'contain'])
        }
        const named = all(element, '[part=rest] .line').slice(-lines.length)
        if (count > 0) {
          const lefts = named.map((line) => Math.round(textBox(line).left))
          expect(new Set(lefts).size, String(lefts)).to.equal(1)
          expect(lefts[0]).to.be.greaterThan(boxOf(plates[0]!).right)
        }
        expect(widthsOut(element)).to.deep.equal([])
      })

  it('is named in one flow with who teaches, until the first that has a logo', async () => {
    const lines = [name('By Rosa'), name('With Dan'), name('Ada', logo), name('Bea')]
    const element = await showDetails([{ lines }])
    const [rosa, dan, ada, bea] = all(element, '[part=rest] .line').slice(-4).map(textBox)
    expect(all(element, '[part=people]').length).to.equal(1)
    expect(dan!.top).to.be.closeTo(rosa!.top, 1)
    expect(ada!.top).to.be.greaterThan(dan!.bottom)
    expect(bea!.left).to.be.closeTo(ada!.left, 1)
    expect(bea!.left).to.be.greaterThan(boxOf(find(element, '[part=logo]')).right)
  })

  it('is named without a plate where no logo loads', async () => {
    const lines = [name('Ada', logo), name('Bea', logo)]
    const element = await showDetails([{ heading: 'Sponsored by', lines }])
    const heading = find(element, '[part=rest] [part=term]')
    for (const plate of all(element, '[part=logo]')) plate.dispatchEvent(new Event('error'))
    expect(all(element, '[part=logo]')).to.deep.equal([])
    const [ada] = all(element, '[part=rest] .line').slice(-2)
    expect(textBox(ada!).left).to.be.closeTo(boxOf(heading).right, 12)
  })
})
