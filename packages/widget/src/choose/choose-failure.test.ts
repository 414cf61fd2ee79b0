import { aTimeout, expect, fixture, html } from '@open-wc/testing'
import { citizens, listOf } from '../testing/fixtures.ts'
import {
  control,
  FakeServer,
  find,
  json,
  partText,
  press,
  problem,
  settle,
  show,
  type,
  warningsOf,
} from '../testing/show.ts'
import type { TrainingSignupElement } from '../training-signup.ts'

const both = { training: 'first-responders,citizens' }
const titlesOf = (element: TrainingSignupElement) =>
  [...element.renderRoot.querySelectorAll('[part=training-title]')].map(({ textContent }) => textContent?.trim())
const canBeSeen = (element: Element) => element.querySelector('a')?.checkVisibility()

const told: string[] = []
const errors: unknown[] = []
const tell = (event: { type: string; problem?: string }) => told.push(event.problem ?? event.type)
const note = (event: Event) => errors.push(event)
before(() => {
  document.addEventListener('training-signup-error', tell)
  addEventListener('error', note)
  addEventListener('unhandledrejection', note)
})
beforeEach(() => (told.length = errors.length = 0))
afterEach(() => expect(errors).to.deep.equal([]))
after(() => {
  document.removeEventListener('training-signup-error', tell)
  removeEventListener('error', note)
  removeEventListener('unhandledrejection', note)
})

describe('several trainings that cannot be had', () => {
  for (const [how, reply, reason] of [
    ['for a broken line', () => Promise.reject(new TypeError('Failed to fetch')), 'network'],
    ['for a busy server', () => json(503, {}), 'busy'],
    ['for a refusal', () => problem(400, 'malformed'), '/problems/malformed'],
    ['for something else that answers', () => new Response('<h1>Log in to the hotel</h1>'), 'garbage'],
    ['for an answer that is none', () => json(200, { trainings: 'none' }), 'garbage'],
  ] as const) {
    it(`${how} leave the link, say why, and can be tried again`, async () => {
      const server = new FakeServer()
      server.trainings = reply
      const { element } = await show(server, both)
      expect(canBeSeen(element)).to.equal(true)
      expect(find(element, '[part=unavailable]').checkVisibility()).to.equal(true)
      expect(told).to.deep.equal([reason])
      server.trainings = (lang) => json(200, listOf(lang))
      press(element, '[part=quiet]')
      await settle(element)
      expect(titlesOf(element)).to.have.length(2)
    })
  }

  it('are named on the console, if the server does not know them, and so is a series without any', async () => {
    const server = new FakeServer()
    const some = await warningsOf(() => show(server, { training: 'first-responders, no-such-training,citizens,' }))
    expect(some.join()).to.contain('no training "no-such-training"').and.not.contain('citizens')
    server.trainings = (lang) => json(200, { ...listOf(lang), trainings: [] })
    const none = await warningsOf(() => show(server, { training: undefined, series: 'no-such-series' }))
    expect(none.join()).to.contain('no series "no-such-series"')
  })

  it('are there once the network is back', async () => {
    const server = new FakeServer()
    server.trainings = () => Promise.reject(new TypeError('Failed to fetch'))
    const { element } = await show(server, both)
    server.trainings = (lang) => json(200, listOf(lang))
    dispatchEvent(new Event('online'))
    await settle(element)
    expect(titlesOf(element)).to.have.length(2)
    expect(server.requests.map(({ url }) => url.pathname)).to.deep.equal(['/api/v1/trainings', '/api/v1/trainings'])
  })

  it('stay as they are where they cannot be had in another language', async () => {
    const { element, server } = await show(new FakeServer(), both)
    server.trainings = () => json(500, {})
    press(element, '[part~=language]')
    await settle(element)
    expect([titlesOf(element).length, find(element, '[part=root]').lang]).to.deep.equal([2, 'en'])
  })

  it('are those of the last language asked for, however late an earlier answer comes', async () => {
    const late = Promise.withResolvers<Response>()
    const { element, server } = await show(new FakeServer(), both)
    server.trainings = (lang) => (lang === 'es' ? late.promise : json(200, listOf(lang)))
    element.lang = 'es'
    await element.updateComplete
    element.lang = 'en'
    await aTimeout(20)
    late.resolve(json(200, listOf('es')))
    await settle(element)
    expect(find(element, '[part=root]').lang).to.equal('en')
  })

  it('that cannot be shown leave the link, and can be tried again', async () => {
    const { warn } = console
    console.warn = () => {}
    const server = new FakeServer()
    server.trainings = () => json(200, { ...listOf(), trainings: [{ slug: 'first-responders' }, { slug: 'citizens' }] })
    const { element } = await show(server, both)
    console.warn = warn
    expect(canBeSeen(element)).to.equal(true)
    expect(find(element, '[part=unavailable]')).to.exist
    expect(told).to.deep.equal(['garbage'])
    server.trainings = (lang) => json(200, listOf(lang))
    press(element, '[part=quiet]')
    await settle(element)
    expect(titlesOf(element)).to.have.length(2)
  })
})

describe('a page that changes its mind while trainings are loading', () => {
  const lists = () => {
    const server = new FakeServer()
    const list = Promise.withResolvers<Response>()
    server.trainings = () => list.promise
    return { server, list }
  }

  it('from several to one has the one, whatever becomes of the several', async () => {
    for (const answer of [json(200, listOf()), json(200, listOf('en', [{}])), json(500, {})]) {
      const { server, list } = lists()
      const { element } = await showSoon(server, both)
      element.training = 'citizens'
      await settle(element)
      list.resolve(answer)
      await aTimeout(20)
      await settle(element)
      expect(partText(element, 'title')).to.equal(citizens().title)
      expect(find(element, 'form')).to.exist
      expect(document.activeElement).not.to.equal(element)
    }
    expect(told).to.deep.equal([])
  })

  it('from one to several and back has the one, with what was typed', async () => {
    const { server, list } = lists()
    const { element } = await show(server, { training: 'first-responders' })
    type(element, 'givenName', 'Ada')
    element.training = both.training
    await aTimeout(20)
    expect(find(element, '[part~=skeleton]')).to.exist
    element.training = 'first-responders'
    await settle(element)
    list.resolve(json(200, listOf()))
    await aTimeout(20)
    expect(control(element, 'givenName').value).to.equal('Ada')
    expect(titlesOf(element)).to.deep.equal([])
  })

  it('from one to several has the several, whatever becomes of the one', async () => {
    const one = Promise.withResolvers<Response>()
    const server = new FakeServer()
    server.training = () => one.promise
    const { element } = await showSoon(server, { training: 'first-responders' })
    element.series = 'jackson'
    await aTimeout(20)
    one.resolve(json(500, {}))
    await settle(element)
    expect(titlesOf(element)).to.have.length(2)
    expect(told).to.deep.equal([])
  })

  it('about its language or partner has them once, in the last language and for the last partner', async () => {
    const server = new FakeServer()
    const { element } = await showSoon(server, both, 0)
    element.lang = 'es'
    element.partner = 'we'
    await element.updateComplete
    await settle(element)
    expect(find(element, '[part=root]').lang).to.equal('es')
    expect(server.requests.every(({ url }) => url.pathname === '/api/v1/trainings')).to.equal(true)
    expect(server.requests.at(-1)?.url.search).to.contain('partner=we&lang=es')
    expect(told).to.deep.equal([])
  })
})

/** As `show`, but looks at it before anything has come. */
async function showSoon(server: FakeServer, attributes: Parameters<typeof show>[1], ms = 20) {
  const element = document.createElement('training-signup')
  Object.assign(element, { api: 'https://signup.example.org', lang: 'en', fetch: server.fetch }, attributes)
  element.innerHTML = '<a href="https://signup.example.org/">Register here</a>'
  await fixture(html`<div>${element}</div>`)
  await element.updateComplete
  if (ms > 0) await aTimeout(ms)
  return { element, server }
}
