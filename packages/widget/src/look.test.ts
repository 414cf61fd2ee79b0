import { expect, fixture, html } from '@open-wc/testing'
import type { Field } from '@training-signup/contract'
import { formOf } from './testing/fixtures.ts'
import { control, find, focused, serverWith, settle, show, unconnected } from './testing/show.ts'

const phone = 375
const desk = 1100
// What a sponsor's page leaves at the sides.
const gutter = 16

const role = (count: number): Field => ({
  id: 'role',
  type: 'radio',
  label: 'Your role',
  required: true,
  options: Array.from({ length: count }, (_, index) => ({ value: `r${index}`, label: `Police officer ${index}` })),
})
const withRoles = (count: number, changes: Partial<Field>[] = []) => {
  const fields = formOf()
    .fields.filter(({ id }) => id !== 'attestation')
    .map((field) => (field.id === 'role' ? role(count) : field))
  return serverWith({ form: { fields: [...fields, ...(changes as Field[])], consents: [] } })
}

/** Shows the form on a page as wide as this, in a font as wide as Arial. */
async function showAt(width: number, server = withRoles(6), attributes: Partial<{ details: 'brief' | 'none' }> = {}) {
  const element = Object.assign(unconnected(server), attributes)
  await fixture(
    html`<div style="inline-size: ${width - 2 * gutter}px; font: 16px 'DejaVu Sans Condensed', Arial">${element}</div>`,
  )
  await settle(element)
  return { element }
}

describe('the form', () => {
  it('stands next to the details on a desk’s screen', async () => {
    const { element } = await showAt(desk)
    const [card, stage] = ['[part=card]', '[part=stage]'].map((one) => find(element, one).getBoundingClientRect())
    expect(card!.right).to.be.lessThan(stage!.left + 1)
    expect(card!.top).to.be.lessThan(stage!.top + 2)
  })

  it('has one measure: all that stands below each other begins and ends alike', async () => {
    for (const width of [phone, desk]) {
      const { element } = await showAt(width)
      const shown = '[name="q-email"], [part=choices], [name="q-agency"], .needs, [part~=submit], [part=privacy]'
      const edges = [...element.renderRoot.querySelectorAll(shown)].map((one) => {
        const { left, right } = one.getBoundingClientRect()
        return `${Math.round(left)}–${Math.round(right)}`
      })
      expect(edges).to.have.length(6)
      expect([...new Set(edges)]).to.have.length(1)
    }
  })

  it('shows up to eight choices in a box, in two columns where there is room, and more in a list', async () => {
    const topsOf = (choices: Element[]) =>
      new Set(choices.map((one) => Math.round(one.getBoundingClientRect().top))).size
    for (const [width, rows] of [
      [phone, 8],
      [desk, 4],
    ] as const) {
      const { element } = await showAt(width, withRoles(8))
      expect(topsOf([...element.renderRoot.querySelectorAll('[part=choices] [part=choice]')])).to.equal(rows)
    }
    const { element } = await showAt(phone, withRoles(9))
    expect(control(element, 'role').localName).to.equal('select')
  })

  it('folds the question for accommodations until it has an answer', async () => {
    const { element } = await showAt(phone)
    const box = find(element, '.needs') as HTMLDetailsElement
    expect(box.open).to.equal(false)
    element.prefill = { needs: 'Captions' }
    element.requestUpdate()
    await element.updateComplete
    expect(box.open).to.equal(true)
    control(element, 'needs').value = ''
    control(element, 'needs').dispatchEvent(new InputEvent('input', { bubbles: true }))
    await element.updateComplete
    expect(box.open).to.equal(true)
  })

  it('unfolds it where the list of faults leads to it', async () => {
    const { element } = await showAt(phone)
    const box = find(element, '.needs') as HTMLDetailsElement
    control(element, 'needs').value = 'x'.repeat(5000)
    find(element, '[part~=submit]').click()
    await element.updateComplete
    box.open = false
    find(element, '[part~=summary] a[href="#q-needs"]').click()
    expect(box.open).to.equal(true)
    expect(focused(element)).to.equal(control(element, 'needs'))
  })

  it('shows where the focus is also at a fault', async () => {
    const { element } = await showAt(phone)
    find(element, '[part~=submit]').click()
    await element.updateComplete
    const email = control(element, 'email')
    const ring = () => getComputedStyle(email)
    expect([ring().outlineStyle, ring().boxShadow === 'none', ring().borderTopStyle]).to.deep.equal([
      'none',
      false,
      'solid',
    ])
    email.focus()
    expect([ring().outlineStyle, ring().outlineWidth, ring().boxShadow === 'none']).to.deep.equal([
      'solid',
      '3px',
      false,
    ])
  })

  it('has labels and boxes of names at one height, whatever stands between them', async () => {
    const { element } = await showAt(500)
    const topsOf = (selector: string) =>
      ['givenName', 'familyName'].map((id) =>
        Math.round(control(element, id).closest('[part=field]')!.querySelector(selector)!.getBoundingClientRect().top),
      )
    for (const selector of ['[part=label]', 'input']) {
      const [first, last] = topsOf(selector)
      expect(first, selector).to.equal(last)
    }
  })
})

describe('the details', () => {
  it('name the month with a capital letter in Spanish too, as pages do', async () => {
    const { element } = await show(undefined, { lang: 'es' })
    // Unlike `textContent`, it is the text as it is drawn.
    expect(find(element, '[part=tile] b').innerText).to.equal('Dic')
  })

  const isSeen = (element: HTMLElement, selector: string) =>
    (element.shadowRoot?.querySelector(selector)?.getBoundingClientRect().height ?? 0) > 0

  it('unfold on a phone, and always stand next to the form on a desk', async () => {
    const { element } = await showAt(phone)
    expect(isSeen(element, '[part~=about]')).to.equal(false)
    const button = find(element, '[aria-expanded]')
    expect(button.getAttribute('aria-expanded')).to.equal('false')
    button.click()
    expect(isSeen(element, '[part~=about]')).to.equal(true)
    expect(button.getAttribute('aria-expanded')).to.equal('true')
    const { element: wide } = await showAt(desk)
    expect(isSeen(wide, '[part~=about]')).to.equal(true)
    expect(isSeen(wide, '[aria-expanded]')).to.equal(false)
  })

  it('are only title, time, and place, or none, as the page wishes', async () => {
    const { element: brief } = await showAt(desk, withRoles(6), { details: 'brief' })
    expect([isSeen(brief, '.when'), isSeen(brief, '[part~=about]')]).to.deep.equal([true, false])
    const { element: none } = await showAt(desk, withRoles(6), { details: 'none' })
    expect([isSeen(none, '[part=card]'), isSeen(none, '[part~=language]')]).to.deep.equal([false, true])
    expect(find(none, '[part=stage]').getBoundingClientRect().width).to.be.greaterThan(desk - 2 * gutter - 3)
  })
})

it('a page’s ring on everything in focus does not go around the widget', async () => {
  const style = document.createElement('style')
  style.textContent = '*:focus { outline: 2px solid red }'
  document.head.append(style)
  const { element } = await show()
  control(element, 'givenName').focus()
  expect(getComputedStyle(element).outlineStyle).to.equal('none')
  expect(getComputedStyle(control(element, 'givenName')).outlineStyle).to.equal('solid')
  style.remove()
})

it('a link is as dark as text has to be, whatever the accent', async () => {
  const { element } = await show()
  element.style.setProperty('--training-signup-accent', '#ffd500')
  const probe = document.createElement('canvas').getContext('2d')!
  probe.fillStyle = getComputedStyle(find(element, '[part=link]')).color
  probe.fillRect(0, 0, 1, 1)
  const [red = 255, green = 255] = probe.getImageData(0, 0, 1, 1).data
  expect(Math.max(red, green)).to.be.lessThan(150)
})
