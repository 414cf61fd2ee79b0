import { aTimeout, expect, waitUntil } from '@open-wc/testing'
import { catalogue } from '../../../server/src/words/index.ts'
import { answerOf, word } from '../testing/fixtures.ts'
import {
  control,
  FakeServer,
  fillIn,
  find,
  focused,
  json,
  partText,
  press,
  send,
  settle,
  show,
  textOf,
  type,
} from '../testing/show.ts'
import type { TrainingSignupElement } from '../training-signup.ts'

const button = '.row [part=quiet]'
const severalWord = (key: string, lang: 'en' | 'es' = 'en') => catalogue(lang, 'several')[key]

/** To the form for several people, or back. */
async function regroup(element: TrainingSignupElement) {
  find(element, button).focus()
  press(element, button)
  // That the words are on their way shows nowhere until the focus goes to the result.
  const isThere = () => focused(element)?.matches('[part=form-heading], [part=summary]')
  await waitUntil(isThere, 'nothing came of it', { timeout: 60_000 })
  await settle(element)
}

const errors: unknown[] = []
const note = (event: Event) => errors.push(event)
before(() => {
  addEventListener('error', note)
  addEventListener('unhandledrejection', note)
})
beforeEach(() => (errors.length = 0))
afterEach(() => expect(errors).to.deep.equal([]))
after(() => {
  removeEventListener('error', note)
  removeEventListener('unhandledrejection', note)
})

describe('the button for several people', () => {
  it('loads the words about them, and shows their form with the focus on its heading', async () => {
    const { element, server } = await show(new FakeServer(), { partner: 'we' })
    expect(find(element, button).textContent).to.equal(word('form.several'))
    expect(server.requests.map(({ url }) => url.search)).to.deep.equal(['?partner=we&lang=en'])
    await regroup(element)
    expect(server.requests.map(({ url }) => url.search)).to.deep.equal([
      '?partner=we&lang=en',
      '?partner=we&lang=en&for=several',
    ])
    expect(partText(element, 'form-heading')).to.equal(severalWord('people.heading'))
    expect(focused(element)).to.equal(find(element, '[part=form-heading]'))
    expect(element.renderRoot.querySelector('[part=summary]')).to.equal(null)
  })

  it('shows the one form until the words are there', async () => {
    const { element, server } = await show()
    const reply = Promise.withResolvers<Response>()
    server.training = () => reply.promise
    press(element, button)
    await aTimeout(50)
    type(element, 'agency', 'KCPD')
    await element.updateComplete
    expect(partText(element, 'form-heading')).to.equal(word('form.heading'))
    expect(find(element, '[part=questions]').textContent).to.contain('First name')
    reply.resolve(json(200, answerOf('en', {}, 'several')))
    await aTimeout(20)
    await settle(element)
    expect(partText(element, 'form-heading')).to.equal(severalWord('people.heading'))
    expect(control(element, 'agency').value).to.equal('KCPD')
  })

  it('leads back to one person with the answers as they were', async () => {
    const { element } = await show()
    await fillIn(element)
    await regroup(element)
    type(element, '/coordinator/name', 'Grace')
    expect(find(element, button).textContent).to.equal(severalWord('people.one'))
    await regroup(element)
    expect(partText(element, 'form-heading')).to.equal(word('form.heading'))
    expect(focused(element)).to.equal(find(element, '[part=form-heading]'))
    for (const [key, answer] of [
      ['givenName', 'Ada'],
      ['familyName', 'Reyes'],
      ['email', 'ada.reyes@kcpd.example'],
      ['agency', 'KCPD'],
    ] as const)
      expect(control(element, key).value).to.equal(answer)
    expect(control(element, 'role', 'police').checked).to.equal(true)
    await regroup(element)
    expect(control(element, '/coordinator/name').value).to.equal('Grace')
  })

  it('begins with what was typed about the one', async () => {
    const { element } = await show()
    await fillIn(element)
    await regroup(element)
    expect(control(element, '/coordinator/name').value).to.equal('Ada Reyes')
    expect(control(element, '/coordinator/email').value).to.equal('ada.reyes@kcpd.example')
    expect(control(element, '/people/0/givenName').value).to.equal('Ada')
  })

  it('is for the form in the language that it is in, before and after', async () => {
    const { element, server } = await show()
    await regroup(element)
    press(element, '[part~=language]')
    await settle(element)
    await aTimeout(20)
    expect(partText(element, 'form-heading')).to.equal(severalWord('people.heading', 'es'))
    expect(server.requests.at(-1)?.url.search).to.equal('?lang=es&for=several')
  })

  it('pressed twice is pressed once', async () => {
    const { element } = await show()
    press(element, button)
    await regroup(element)
    expect(partText(element, 'form-heading')).to.equal(severalWord('people.heading'))
    expect(element.renderRoot.querySelector('[part=summary]')).to.equal(null)
  })

  it('tells the page that a visitor began, once, and nothing about any person', async () => {
    const events: Event[] = []
    const names = ['ready', 'start', 'registered', 'error'].map((name) => `training-signup-${name}`)
    const listen = (event: Event) => events.push(event)
    for (const name of names) document.addEventListener(name, listen)
    const { element, server } = await show()
    await fillIn(element)
    await regroup(element)
    type(element, '/coordinator/name', 'Grace')
    await regroup(element)
    await send(element)
    for (const name of names) document.removeEventListener(name, listen)
    expect(events.map((event) => event.type)).to.deep.equal(names.slice(0, 3))
    expect(JSON.stringify(events)).not.to.match(/Ada|Reyes|Grace|kcpd/)
    expect(server.impressions.map(({ body }) => JSON.parse(body).kind)).to.have.members(['view', 'start'])
  })

  it('is not there where an older server has no words for it', async () => {
    const server = new FakeServer()
    const { 'form.several': _, ...words } = answerOf().words
    server.training = () => json(200, { ...answerOf(), words })
    const { element } = await show(server)
    expect(element.renderRoot.querySelector(button)).to.equal(null)
  })
})

describe('a form for several people that cannot be had', () => {
  const expectComplaint = (element: TrainingSignupElement) => {
    const entries = [...find(element, '[part=summary]').querySelectorAll('li')]
    expect(entries.map(({ textContent }) => textContent?.trim())).to.deep.equal([word('error.several')])
    expect((find(element, '[part=summary] a') as HTMLAnchorElement).href).to.equal(
      'https://signup.example.org/t/first-responders',
    )
    expect(focused(element)).to.equal(find(element, '[part=summary]'))
    expect(partText(element, 'form-heading')).to.equal(word('form.heading'))
  }

  it('without its words is explained in the summary, with the page as a way on, and can be tried again', async () => {
    const told: string[] = []
    const { element, server } = await show()
    element.addEventListener('training-signup-error', ({ problem }) => told.push(problem))
    await fillIn(element)
    server.training = () => json(503, {})
    await regroup(element)
    expectComplaint(element)
    expect(told).to.deep.equal(['busy'])
    expect(control(element, 'givenName').value).to.equal('Ada')
    server.training = (lang) => json(200, answerOf(lang, {}, 'several'))
    await regroup(element)
    expect(partText(element, 'form-heading')).to.equal(severalWord('people.heading'))
    expect(element.renderRoot.querySelector('[part=summary]')).to.equal(null)
  })

  it('does not stand in the way of registering one', async () => {
    const { element, server } = await show()
    await fillIn(element)
    server.training = () => json(503, {})
    await regroup(element)
    await send(element)
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
    expect(JSON.parse(server.posts[0]?.body ?? '').people).to.have.length(1)
    expect(server.posts[0]?.body).not.to.contain('coordinator')
  })

  it('is not complained of on a page that has turned to another training in the meantime', async () => {
    const { element, server } = await show()
    const reply = Promise.withResolvers<Response>()
    const { training } = server
    server.training = () => reply.promise
    press(element, button)
    await aTimeout(50)
    server.training = training
    element.training = 'citizens'
    await settle(element)
    reply.resolve(json(503, {}))
    await aTimeout(20)
    await settle(element)
    expect(partText(element, 'form-heading')).to.equal(word('form.heading'))
    expect(textOf(element)).not.to.contain(word('error.several'))
    expect(document.activeElement).not.to.equal(element)
  })
})
