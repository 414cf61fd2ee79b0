import { aTimeout, expect } from '@open-wc/testing'
import { TrainingSignupElement } from './define.ts'
import { canRender } from './define-tag.ts'
import { FakeServer, settle, warningsOf } from './testing/show.ts'

const mark = 'data-training-signup'

function markedDiv() {
  const div = document.createElement('div')
  Object.assign(div.dataset, {
    training: 'first-responders',
    partner: 'we-the-people',
    api: 'https://signup.example.org',
  })
  div.setAttribute(mark, '')
  div.innerHTML = '<a href="https://signup.example.org/t/first-responders">Register here</a>'
  return div
}

const inside = (div: Element) => div.shadowRoot?.querySelector('training-signup')

describe('define', () => {
  it('leaves a definition that is there alone, also of another script with classes of its own', async () => {
    const div = markedDiv()
    document.body.append(div)
    let copy: typeof import('./define.ts') | undefined
    const warnings = await warningsOf(async () => {
      copy = await import(new URL('/copy/packages/widget/src/define.ts', location.href).href)
    })
    expect(warnings.join()).to.match(/^<training-signup> is already defined/)
    expect(copy?.TrainingSignupElement).not.to.equal(TrainingSignupElement)
    expect(customElements.get('training-signup')).to.equal(TrainingSignupElement)
    const later = markedDiv()
    document.body.append(later)
    await aTimeout(0)
    for (const one of [div, later]) {
      expect(one.shadowRoot?.querySelectorAll('training-signup')).to.have.length(1)
      expect(inside(one)).to.be.instanceOf(TrainingSignupElement)
      one.remove()
    }
  })

  it('does without where the page forbids what rendering needs', () => {
    expect(canRender()).to.equal(true)
    expect(
      canRender(() => {
        throw new TypeError('This document requires TrustedHTML')
      }),
    ).to.equal(false)
  })

  it('takes over what was set before the script came', async () => {
    class Late extends TrainingSignupElement {}
    const early = document.createElement('late-signup') as TrainingSignupElement
    const server = new FakeServer()
    Object.assign(early, {
      training: 'first-responders',
      api: 'https://signup.example.org',
      fetch: server.fetch,
      prefill: { givenName: 'Ada' },
    })
    document.body.append(early)
    Late.define('late-signup')
    await settle(early)
    expect(early.getAttribute('training')).to.equal('first-responders')
    expect(early.renderRoot.querySelector<HTMLInputElement>('[name=q-givenName]')?.value).to.equal('Ada')
    early.remove()
  })
})

describe('a marked div', () => {
  it('becomes the widget around its own content, also when it comes later and deep inside', async () => {
    const section = document.createElement('section')
    const div = markedDiv()
    section.append(div)
    document.body.append(section)
    await aTimeout(0)
    const element = inside(div)
    expect(element?.training).to.equal('first-responders')
    expect(element?.partner).to.equal('we-the-people')
    expect(div.isConnected && div.querySelector('a') !== null).to.equal(true)
    if (element) await settle(element)
    const slot = element?.renderRoot.querySelector('slot')
    expect(slot?.assignedElements({ flatten: true }).map(({ tagName }) => tagName)).to.deep.equal(['A'])
    section.remove()
  })

  it('passes changes on, and is upgraded once', async () => {
    const div = markedDiv()
    document.body.append(div)
    await aTimeout(0)
    const element = inside(div)
    div.dataset['partner'] = 'another'
    div.dataset['training'] = 'citizens'
    delete div.dataset['api']
    div.remove()
    document.body.append(div)
    await aTimeout(0)
    expect(inside(div)).to.equal(element)
    expect([element?.partner, element?.training, element?.api]).to.deep.equal(['another', 'citizens', undefined])
    div.remove()
  })

  it('passes on every setting of the widget, and takes it back', async () => {
    const div = markedDiv()
    const told = {
      series: 'jackson',
      lang: 'es',
      theme: 'dark',
      details: 'brief',
      'exit-url': 'https://www.weather.gov/',
      'success-url': 'https://partner.example.org/thanks',
    }
    for (const [name, value] of Object.entries(told)) div.setAttribute(`data-${name}`, value)
    document.body.append(div)
    await aTimeout(0)
    const element = inside(div)
    const heard = () => Object.keys(told).map((name) => element?.getAttribute(name))
    expect(heard()).to.deep.equal(Object.values(told))
    expect(TrainingSignupElement.observedAttributes).to.have.members([
      ...Object.keys(told),
      'training',
      'partner',
      'api',
    ])
    for (const name of Object.keys(told)) div.removeAttribute(`data-${name}`)
    await aTimeout(0)
    expect(heard()).to.deep.equal(Object.keys(told).map(() => null))
    div.setAttribute('data-exit-url', '/away')
    await aTimeout(0)
    expect(element?.getAttribute('exit-url')).to.equal('/away')
    div.remove()
  })

  it('may get its mark later', async () => {
    const div = markedDiv()
    div.removeAttribute(mark)
    document.body.append(div)
    await aTimeout(0)
    expect(inside(div)).to.equal(undefined)
    div.setAttribute(mark, '')
    await aTimeout(0)
    expect(inside(div)).to.exist
    div.remove()
  })

  it('does not stop at one in which the page has put something closed', async () => {
    const [taken, free] = [markedDiv(), markedDiv()]
    taken.attachShadow({ mode: 'closed' })
    document.body.append(taken, free)
    await aTimeout(0)
    expect([inside(taken), inside(free) !== undefined]).to.deep.equal([undefined, true])
    taken.remove()
    free.remove()
  })
})
