import { aTimeout, expect, waitUntil } from '@open-wc/testing'
import { answerOf, word } from './testing/fixtures.ts'
import {
  FakeServer,
  fillIn,
  find,
  json,
  partText,
  press,
  problem,
  registered,
  send,
  settle,
  show,
} from './testing/show.ts'

const errors: unknown[] = []
const note = (event: Event) => errors.push(event)
before(() => {
  addEventListener('error', note)
  addEventListener('unhandledrejection', note)
})
beforeEach(() => (errors.length = 0))
after(() => {
  removeEventListener('error', note)
  removeEventListener('unhandledrejection', note)
})

/** A whole answer but for one thing, by its path. */
function answerWith(path: string, value?: unknown) {
  const answer = answerOf()
  const names = path.split('.')
  const last = names.pop() ?? ''
  const owner = names.reduce(
    (at, name) => at[name] as Record<string, unknown>,
    answer as unknown as Record<string, unknown>,
  )
  owner[last] = value
  return answer
}

const garbage: [path: string, value?: unknown][] = [
  ['languages'],
  ['training.notice'],
  ['training.details'],
  ['training.details', [null]],
  ['training.details', [{ heading: 'Where' }]],
  ['training.help'],
  ['training.help', [null]],
  ['training.title', { toString: 1, valueOf: 1 }],
  ['form.fields', 'none'],
  ['form.fields', [null]],
  ['form.consents'],
  ['form.requires'],
  ['form.requires', { some: 1 }],
  ['words'],
]

describe('an answer that cannot be shown', () => {
  const { warn } = console
  before(() => (console.warn = () => {}))
  after(() => (console.warn = warn))

  for (const [path, value] of garbage) {
    it(`for its ${path} ${JSON.stringify(value) ?? 'that is missing'} leaves the link, fires one event, and is no error of the page`, async () => {
      const told: string[] = []
      const listen = ({ type, problem: what }: { type: string; problem?: string }) => told.push(`${type} ${what}`)
      document.addEventListener('training-signup-error', listen)
      document.addEventListener('training-signup-ready', listen)
      const server = new FakeServer()
      server.training = () => json(200, answerWith(path, value))
      const { element } = await show(server)
      await aTimeout(10)
      document.removeEventListener('training-signup-error', listen)
      document.removeEventListener('training-signup-ready', listen)
      expect(element.querySelector('a')?.checkVisibility()).to.equal(true)
      expect(find(element, '[part=unavailable]').checkVisibility()).to.equal(true)
      expect(told).to.deep.equal(['training-signup-error garbage'])
      expect(errors).to.deep.equal([])
      server.training = () => json(200, answerOf())
      press(element, '[part=quiet]')
      await settle(element)
      expect(find(element, 'form')).to.exist
    })
  }

  it('leaves the link also when the fault shows only later', async () => {
    const server = new FakeServer()
    server.training = () => json(200, answerWith('training.links'))
    const { element } = await show(server)
    server.register = () => json(503, {})
    await fillIn(element)
    await send(element)
    expect(element.querySelector('a')?.checkVisibility()).to.equal(true)
    expect(errors).to.deep.equal([])
  })

  it('does not hide the result from the person being registered', async () => {
    const { element, server } = await show()
    const reply = Promise.withResolvers<Response>()
    server.register = () => reply.promise
    await fillIn(element)
    press(element)
    await aTimeout(20)
    server.training = () => json(200, answerWith('languages'))
    element.partner = 'we-the-people'
    await waitUntil(() => element.renderRoot.querySelector('[part=unavailable]'), 'it stays', { timeout: 60_000 })
    reply.resolve(registered())
    await settle(element)
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
    expect(errors).to.deep.equal([])
  })
})

describe('a refusal that cannot be read', () => {
  for (const faults of ['many', [null], [{ code: 'x' }]]) {
    it(`${JSON.stringify(faults)} is one all the same`, async () => {
      const { element, server } = await show()
      server.register = () => problem(422, 'invalid-answers', faults as [])
      await fillIn(element)
      await send(element)
      await waitUntil(() => element.renderRoot.querySelector('[part~=panel-text]'), 'it says nothing', {
        timeout: 60_000,
      })
      expect(partText(element, 'panel-text')).to.equal(word('failed.refused'))
      expect(errors).to.deep.equal([])
    })
  }
})

describe('an address of the server that is none', () => {
  it('leaves the link', async () => {
    const { warn } = console
    console.warn = () => {}
    const { element } = await show()
    element.api = 'https://['
    await settle(element)
    console.warn = warn
    expect(element.querySelector('a')?.checkVisibility()).to.equal(true)
    expect(errors).to.deep.equal([])
  })
})
