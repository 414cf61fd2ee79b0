import { expect } from '@open-wc/testing'
import { answerOf } from './testing/fixtures.ts'
import {
  FakeServer,
  find,
  focused,
  json,
  press,
  problem,
  serverWith,
  settle,
  show,
  textOf,
  warningsOf,
} from './testing/show.ts'
import { emergencyWords } from './words.ts'

/** A link that is slotted may still be hidden; one that is not slotted is. */
const canBeSeen = (element: Element) => element.querySelector('a')?.checkVisibility()

describe('the link that the page gives', () => {
  const failures: [string, () => Response | Promise<Response>][] = [
    ['the API is down', () => json(500, {})],
    ['the network is down', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the training is unknown', () => problem(404, 'not-found')],
    ['the training was withdrawn', () => problem(410, 'training-withdrawn')],
    ['something else answers', () => new Response('<h1>Log in to the hotel</h1>')],
    ['the answer is JSON but no training', () => json(200, { ok: true })],
    ['the answer is null', () => json(200, null)],
  ]
  for (const [when, reply] of failures) {
    it(`stays when ${when}`, async () => {
      const server = new FakeServer()
      server.training = reply
      const { element } = await show(server)
      expect(canBeSeen(element)).to.equal(true)
      expect(find(element, '[part=unavailable]').checkVisibility()).to.equal(true)
      expect(textOf(element), 'it is said what happened').to.contain(emergencyWords('en').failed)
    })
  }

  it('stands in the skeleton until the training is there, and then makes way', async () => {
    const server = new FakeServer()
    const reply = Promise.withResolvers<Response>()
    server.training = () => reply.promise
    const element = document.createElement('training-signup')
    Object.assign(element, {
      training: 'first-responders',
      api: 'https://signup.example.org',
      fetch: server.fetch,
      innerHTML: '<a href="/">Register</a>',
    })
    document.body.append(element)
    await element.updateComplete
    expect(canBeSeen(element)).to.equal(true)
    reply.resolve(json(200, answerOf()))
    await settle(element)
    expect(canBeSeen(element)).to.equal(false)
    element.remove()
  })

  it('stands alone when the form asks for what this script cannot do, and the page gets an event', async () => {
    const told: string[] = []
    const listen = ({ type, problem: what }: { type: string; problem?: string }) => told.push(what ?? type)
    document.addEventListener('training-signup-error', listen)
    const { element } = await show(serverWith({ form: { requires: ['telepathy'] } }))
    document.removeEventListener('training-signup-error', listen)
    expect(canBeSeen(element)).to.equal(true)
    expect(find(element, '[part=unavailable]').checkVisibility()).to.equal(true)
    expect(element.renderRoot.querySelector('form')).to.equal(null)
    expect(told).to.deep.equal(['garbage'])
  })

  it('gives way to a sentence where there is none, in the language of the page', async () => {
    const server = new FakeServer()
    server.training = () => json(500, {})
    const { element } = await show(server, { lang: 'es' })
    element.replaceChildren()
    element.requestUpdate()
    await element.updateComplete
    expect(textOf(element)).to.contain(emergencyWords('es').failed)
  })

  it('stays when the server’s address is missing, and the console says why', async () => {
    const element = document.createElement('training-signup')
    Object.assign(element, { training: 'first-responders', innerHTML: '<a href="/">Register</a>' })
    const warnings = await warningsOf(async () => {
      document.body.append(element)
      await element.updateComplete
      await settle(element)
    })
    expect(warnings.join()).to.contain('api=')
    expect(canBeSeen(element)).to.equal(true)
    expect(element.renderRoot.querySelector('button')).to.equal(null)
    element.remove()
  })

  it('stays when the server knows no such training, or none is named, and the console says so with the name', async () => {
    const server = new FakeServer()
    server.training = () => problem(404, 'not-found')
    const unknown = await warningsOf(() => show(server, { training: 'no-such-training' }))
    expect(unknown).to.deep.equal(['<training-signup>: no training "no-such-training"'])
    expect((await warningsOf(() => show(server, { training: ' ' }))).join()).to.contain('training="…"')
  })

  for (const [what, attributes] of [
    ['a training', {}],
    ['a series', { series: 'spring' }],
  ] as const)
    it(`keeps the focus on the button while ${what} is tried again, and then leads it to the title`, async () => {
      const server = new FakeServer()
      const { training, trainings } = server
      let reply: () => Response | Promise<Response> = () => json(500, {})
      server.training = server.trainings = () => reply()
      const { element } = await show(server, attributes)
      const retry = find(element, '[part=quiet]')
      retry.focus()
      const answer = Promise.withResolvers<Response>()
      reply = () => answer.promise
      press(element, '[part=quiet]')
      await element.updateComplete
      expect(find(element, '[part~=skeleton]').checkVisibility()).to.equal(true)
      expect(focused(element), 'while it loads').to.equal(retry)
      answer.resolve(json(500, {}))
      await settle(element)
      expect(find(element, '[part=unavailable]').checkVisibility()).to.equal(true)
      expect(focused(element), 'when it fails again').to.equal(retry)

      Object.assign(server, { training, trainings })
      press(element, '[part=quiet]')
      await settle(element)
      expect(focused(element), 'when it is there').to.equal(find(element, '[part=title]'))
    })

  it('leads the focus to the form where no details stand before it', async () => {
    const server = new FakeServer()
    server.training = () => json(500, {})
    const { element } = await show(server, { details: 'none' })
    server.training = () => json(200, answerOf())
    find(element, '[part=quiet]').focus()
    press(element, '[part=quiet]')
    await settle(element)
    expect(focused(element)).to.equal(find(element, '[part=form-heading]'))
  })

  it('may be tried to do without: a second try loads the form', async () => {
    const server = new FakeServer()
    server.training = () => json(500, {})
    const { element } = await show(server)
    server.training = () => json(200, answerOf())
    press(element, '[part=quiet]')
    await settle(element)
    await element.updateComplete
    expect(element.renderRoot.querySelector('form')).to.exist
  })
})
