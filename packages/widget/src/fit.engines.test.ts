import { expect, fixture, html } from '@open-wc/testing'
import type { Field } from '@training-signup/contract'
import { answerOf, formOf, listOf } from './testing/fixtures.ts'
import { addPerson, fillShared, references, showSeveral, typePerson } from './testing/group.ts'
import { FakeServer, fillIn, find, json, problem, send, serverWith, settle, unconnected } from './testing/show.ts'

/** What a phone of 320 pixels leaves between a page's margins. */
const narrow = 288

async function showIn(width: number, server = new FakeServer(), changes: object = {}, style = '') {
  const element = Object.assign(unconnected(server), changes)
  await fixture(html`<div style="inline-size: ${width}px; font: 16px Arial; ${style}">${element}</div>`)
  await settle(element)
  return element
}

type Shown = Awaited<ReturnType<typeof showIn>>
const boxOf = (element: Shown, selector: string) => find(element, selector).getBoundingClientRect()

/** The lines of what is written in an element. */
function linesOf(one: Element) {
  const range = document.createRange()
  range.selectNodeContents(one)
  return Map.groupBy(range.getClientRects(), ({ bottom }) => Math.round(bottom))
}

const question = (changes: Partial<Field>) =>
  serverWith({ form: { fields: [{ ...formOf().fields[0]!, ...changes }], consents: [] } })

describe('letters larger than 16 pixels', () => {
  const sizeIn = async (width: number) => {
    const element = await showIn(width, new FakeServer(), {}, 'font-size: 20px')
    return Number.parseFloat(getComputedStyle(find(element, '[part=root]')).fontSize)
  }
  afterEach(() => document.documentElement.style.removeProperty('font-size'))

  it('get smaller with the widget, but not below 16', async () => {
    expect(await sizeIn(600)).to.equal(20)
    expect(await sizeIn(375)).to.be.closeTo(18, 0.1)
    expect(await sizeIn(narrow)).to.equal(16)
  })

  it('stay as large as the visitor wants them', async () => {
    document.documentElement.style.fontSize = '32px'
    expect(await sizeIn(narrow)).to.equal(32)
  })
})

describe('the other language', () => {
  for (const width of [narrow, 600, 900])
    it(`ends where the row ends, in ${width} pixels`, async () => {
      const element = await showIn(width)
      expect(boxOf(element, '[part~=state]').height).to.be.above(0)
      const row = boxOf(element, '[part=toolbar]')
      expect(boxOf(element, '[part~=language]').right).to.be.closeTo(row.right, 0.5)
    })
})

describe('on a phone of 320 pixels', () => {
  it('a phone number stays on one line, wherever the line ends', async () => {
    for (let width = narrow - 60; width <= narrow; width += 10) {
      const hint = 'Or contact the Training Office, trainings@example.org, 816-555-0100.'
      const element = await showIn(width, question({ hint }))
      expect(linesOf(find(element, '[part=hint] .unbroken')), `${width}`).to.have.length(1)
      expect(find(element, '[part=hint]').textContent).to.equal(hint)
    }
  })

  it('each helpline has a row, its numbers below its name and as high as a finger', async () => {
    const element = await showIn(narrow)
    const rows = [...find(element, '[part=help-section]').querySelectorAll('p')]
    expect(rows.map(({ innerText }) => innerText.replace(/\s+/g, ' ').trim())).to.deep.equal([
      'In danger now? Call 911',
      'National Human Trafficking Hotline Call 1-888-373-7888 Text 233733',
      'Crisis Text Line Text 741741',
    ])
    const boxes = rows.map((row) => row.getBoundingClientRect())
    for (const [index, { top }] of boxes.slice(1).entries()) expect(top).to.be.at.least(boxes[index]!.bottom)
    // With the emergency number three lines, and no number on the line of a name.
    const [call, text] = rows[1]!.querySelectorAll('a')
    const [one, other] = [call!, text!].map((link) => link.getBoundingClientRect())
    expect(one!.top).to.equal(other!.top)
    expect(boxes[1]!.height).to.be.lessThan(50)
    for (const link of find(element, '[part=help-section]').querySelectorAll('a')) {
      const { height, left, width, top, bottom } = link.getBoundingClientRect()
      expect(height).to.be.at.least(44)
      link.scrollIntoView({ block: 'center' })
      const moved = link.getBoundingClientRect()
      for (const y of [moved.top + 1, moved.bottom - 1])
        expect(element.shadowRoot?.elementFromPoint(left + width / 2, y) === link, `${top} to ${bottom}`).to.equal(true)
    }
  })

  it('the numbers of a helpline stand together on a desk, next to its name or below it', async () => {
    const element = await showIn(736)
    for (const width of [736, 760, 780, 820, 900, 1100]) {
      element.parentElement!.style.inlineSize = `${width}px`
      for (const row of find(element, '[part=help-section]').querySelectorAll('p')) {
        const [first, ...others] = [...row.querySelectorAll('a')].map((link) => link.getBoundingClientRect().top)
        expect(
          others.every((top) => top === first),
          `${width}: ${row.innerText}`,
        ).to.equal(true)
      }
    }
  })

  it('a reference number stays on one line, in Spanish too', async () => {
    const server = new FakeServer()
    server.register = () =>
      json(201, {
        reference: 'WLHS-2KTZ',
        status: 'confirmed',
        people: [{ status: 'confirmed' }],
        next: {},
        lang: 'es',
      })
    for (let width = narrow - 60; width <= narrow; width += 10) {
      const element = await showIn(width, server, { lang: 'es' })
      await fillIn(element)
      await send(element)
      expect(linesOf(find(element, '[part=reference]')), `${width}`).to.have.length(1)
    }
  })

  for (const number of ['816-555-0100', 'WLHS-2KTZ'])
    it(`${number} stays on one line in the list of errors, underlined like the rest of its link`, async () => {
      const message = `Someone at ${number} can tell you more`
      const server = new FakeServer()
      server.register = () => problem(422, 'invalid', [{ pointer: '/people/0/agency', code: 'unheard-of', message }])
      const element = await showIn(narrow, server)
      await fillIn(element)
      await send(element)
      const [link, piece] = [find(element, '[part=summary] li a'), find(element, '[part=summary] .unbroken')]
      expect([link.textContent, piece.textContent]).to.deep.equal([message, number])
      expect(getComputedStyle(piece).textDecorationLine).to.equal('underline')
      for (let width = 180; width <= narrow; width += 6) {
        element.parentElement!.style.inlineSize = `${width}px`
        expect(linesOf(piece), `${width}`).to.have.length(1)
      }
    })

  for (const [lang, hours] of [
    ['en', '8\u00A0AM – 4\u00A0PM'],
    ['es', '8\u00A0a.\u00A0m. – 4\u00A0p.\u00A0m.'],
  ] as const)
    it(`the hours of a training to choose stay on one line where they fit in one, in ${lang}`, async () => {
      const element = await showIn(narrow, new FakeServer(), { training: 'first-responders,citizens', lang })
      const [piece, note] = [find(element, '[part=training] .unbroken'), find(element, '[part=training] [part=note]')]
      expect(piece.textContent).to.equal(hours)
      for (let width = 160; width <= 420; width += 10) {
        element.parentElement!.style.inlineSize = `${width}px`
        const [needed, there] = [lang === 'en' ? 90 : 120, note.getBoundingClientRect().width]
        if (there > needed) expect(linesOf(piece), `${width}`).to.have.length(1)
        else expect(piece.getBoundingClientRect().width).to.be.at.most(there)
      }
    })

  it('no word of a button stands alone in a second line', async () => {
    const notify = { label: 'Tell me when a seat opens up', href: '/t/first-responders/tell-me' }
    const element = await showIn(narrow, serverWith({ training: { state: 'full', notify } }))
    // Which width is too narrow for one line, engines do not agree on.
    for (let width = narrow - 80; width <= narrow; width += 8) {
      element.parentElement!.style.inlineSize = `${width}px`
      const lines = [...linesOf(find(element, '[part=panel] a')).values()].map(([box]) => box!.width)
      expect(lines.length, `${width}`).to.be.at.least(width < narrow - 8 ? 2 : 1)
      if (lines.length === 2) expect(Math.min(...lines) / Math.max(...lines), `${width}`).to.be.greaterThan(0.6)
    }
  })

  it('a training’s state and the way to it never lie over each other', async () => {
    const server = new FakeServer()
    const notice = { title: 'No quedan cupos en esta capacitación', text: '' }
    server.trainings = () => json(200, listOf('es', [{ state: 'full', notice }, {}]))
    const element = await showIn(narrow, server, { training: 'first-responders,citizens', lang: 'es' })
    const [state, go] = [boxOf(element, '[part=training] [part=state]'), boxOf(element, '.go')]
    expect(state.height, 'lines of the state').to.be.lessThan(50)
    expect(state.bottom <= go.top || state.right <= go.left).to.equal(true)
  })
})

describe('what has several lines', () => {
  it('has one for each half day, below a result, too', async () => {
    const [when, ...others] = answerOf().training.details
    const halves = ['Morning: 8 AM – 12 PM', 'Afternoon: 1 PM – 4 PM'].map((text) => ({ text }))
    const details = [{ ...when!, lines: [...when!.lines.slice(0, 2), ...halves] }, ...others]
    const element = await showIn(600, serverWith({ training: { details } }))
    await fillIn(element)
    await send(element)
    const [one, other] = element.renderRoot.querySelectorAll('[part=result] [part=rest] > .line')
    expect(Math.round(other!.getBoundingClientRect().top)).to.be.at.least(
      Math.round(one!.getBoundingClientRect().bottom),
    )
  })

  it('has what explains a box below it', async () => {
    const element = await showIn(narrow, question({ type: 'checkbox', hint: 'Your number is printed instead' }))
    const [hint, choice] = ['hint', 'choice'].map((part) => boxOf(element, `[part=${part}]`))
    expect(Math.round(hint!.top)).to.be.at.least(Math.round(choice!.bottom))
  })

  const middle = ({ top, bottom }: DOMRect) => (top + bottom) / 2

  it('has its circle at the first of them, and a single line has it in the middle', async () => {
    const label = 'Give seats to as many people as possible, and put the rest on the waiting list'
    const options = [label, 'Keep us together'].map((text, index) => ({ value: `${index}`, label: text }))
    const element = await showIn(narrow, question({ type: 'radio', options }))
    for (const choice of element.renderRoot.querySelectorAll('[part=choice]')) {
      const [circle, text] = [...choice.children].map((one) => one.getClientRects()[0]!)
      const line = Number.parseFloat(getComputedStyle(choice).fontSize) * 1.45
      expect(Math.abs(middle(circle!) - text!.top - line / 2), choice.textContent).to.be.lessThan(1.5)
    }
    const [, short] = [...element.renderRoot.querySelectorAll('[part=choice]')]
    const [box, text] = [short!.getBoundingClientRect(), short!.lastElementChild!.getBoundingClientRect()]
    expect(Math.abs(middle(box) - middle(text))).to.be.lessThan(1)
  })

  it('has the tile with the date at the first of them', async () => {
    const element = await showIn(narrow, new FakeServer(), { training: 'first-responders,citizens' })
    const [tile, title] = [boxOf(element, '[part=tile]'), boxOf(element, '[part=training-title]')]
    expect(Math.abs(tile.top - title.top)).to.be.lessThan(1)
  })
})

describe('on a page whose own ground shows through', () => {
  const clear = '--training-signup-surface: transparent; --training-signup-on-surface: currentcolor; color: #20301a'
  const alpha = (color: string) => {
    const brush = document.createElement('canvas').getContext('2d')!
    brush.fillStyle = color
    brush.fillRect(0, 0, 1, 1)
    return brush.getImageData(0, 0, 1, 1).data[3]
  }

  it('the box of choices has that ground too, with lines between the choices', async () => {
    const options = ['Police', 'Fire'].map((label) => ({ value: label, label }))
    const element = await showIn(narrow, question({ type: 'radio', options }), {}, clear)
    expect(alpha(getComputedStyle(find(element, '[part=choices]')).backgroundColor)).to.equal(0)
    const { outlineStyle, outlineColor } = getComputedStyle(find(element, '[part=choice]'))
    expect(outlineStyle).to.equal('solid')
    expect(alpha(outlineColor)).to.be.greaterThan(20)
  })

  it('the icon of a refusal is drawn on the page’s own ground', async () => {
    const server = serverWith({ training: { state: 'full', notice: { title: 'Full', text: 'No seats' } } })
    const element = await showIn(narrow, server, {}, clear)
    expect(getComputedStyle(find(element, '.disc')).backgroundColor).to.equal('rgba(0, 0, 0, 0)')
    expect(getComputedStyle(find(element, '.disc svg')).color).to.contain('color(srgb 0.12')
  })
})

describe('a result', () => {
  it('has ways to calendar, place, and colleagues that a thumb can hit', async () => {
    const element = await showIn(narrow)
    await fillIn(element)
    await send(element)
    const ways = [...element.renderRoot.querySelectorAll('[part=result] a')]
    expect(ways).to.have.length(3)
    for (const way of ways) {
      way.scrollIntoView({ block: 'center' })
      const { right, top, height } = way.getBoundingClientRect()
      expect(height).to.be.at.least(43.9)
      expect(element.shadowRoot!.elementFromPoint(right - 8, top + 8)).to.equal(way)
    }
  })

  it('of a group names its reference once, in a line with what it is', async () => {
    const { element } = await showSeveral()
    await typePerson(element, 0, { givenName: 'Ada', familyName: 'Reyes', role: 'police' })
    await addPerson(element)
    await typePerson(element, 1, { givenName: 'Luis', familyName: 'Ortega', role: 'police' })
    await fillShared(element)
    await send(element)
    expect(references(element)).to.deep.equal(['PART-1'])
    expect(find(element, '[part=result]').textContent.split('PART-1')).to.have.length(2)
    const [label, reference] = [boxOf(element, '[part=reference-label]'), boxOf(element, '[part=reference]')]
    expect(Math.abs(label.bottom - reference.bottom)).to.be.lessThan(2)
  })
})

it('a note below a box in the form keeps a distance from it', async () => {
  const { element } = await showSeveral()
  find(element, '[part~=submit]').click()
  await element.updateComplete
  const [summary, note] = [boxOf(element, '[part=summary]'), boxOf(element, '[part=questions] > [part=note]')]
  expect(note.top - summary.bottom).to.be.at.least(12)
})
