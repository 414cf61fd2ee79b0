import { aTimeout, expect, fixture, html } from '@open-wc/testing'
import { answerOf } from './testing/fixtures.ts'
import { FakeServer, find, json, press, settle, unconnected } from './testing/show.ts'
import { emergencyWords } from './words.ts'

const realTimeout = globalThis.setTimeout
afterEach(() => (globalThis.setTimeout = realTimeout))

/** As if ten seconds passed in no time. */
function hurry() {
  globalThis.setTimeout = ((run: () => void, ms = 0) => realTimeout(run, ms === 10_000 ? 10 : ms)) as typeof setTimeout
}

/** An element whose server has not answered for ten seconds. */
async function wait(server: FakeServer, answer = new Promise<Response>(() => {})) {
  server.training = () => answer
  hurry()
  const element = unconnected(server)
  await fixture(html`<div>${element}</div>`)
  await aTimeout(60)
  return element
}

describe('a server that does not answer for ten seconds', () => {
  it('is told of next to the link, and another try loads the form', async () => {
    const server = new FakeServer()
    const element = await wait(server)
    expect(find(element, '[role=status]').textContent).to.equal(emergencyWords('en').loading)
    expect(element.querySelector('a')?.checkVisibility()).to.equal(true)
    server.training = () => json(200, answerOf())
    press(element, '[part=quiet]')
    await settle(element)
    expect(element.renderRoot.querySelector('form')).to.exist
  })

  it('is still waited for', async () => {
    const server = new FakeServer()
    const late = Promise.withResolvers<Response>()
    const element = await wait(server, late.promise)
    late.resolve(json(200, answerOf()))
    await settle(element)
    expect(element.renderRoot.querySelector('form')).to.exist
    expect(server.requests).to.have.length(1)
  })

  it('is forgotten once it answers in time', async () => {
    const server = new FakeServer()
    hurry()
    const element = unconnected(server)
    await fixture(html`<div>${element}</div>`)
    await settle(element)
    await aTimeout(60)
    expect(element.renderRoot.querySelector('form')).to.exist
  })
})
