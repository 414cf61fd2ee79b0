import { expect } from '@open-wc/testing'
import { say } from '../../server/src/words/index.ts'
import { CodeServer } from './testing/code.ts'
import { word } from './testing/fixtures.ts'
import {
  control,
  FakeServer,
  fillIn,
  find,
  focused,
  json,
  partText,
  problem,
  send,
  settle,
  show,
  type,
} from './testing/show.ts'

type Server = FakeServer & { lost: boolean }
const noAnswer = () => Promise.reject(new TypeError('Load failed'))
const bodies = (server: FakeServer) => server.posts.map(({ body }) => JSON.parse(body))

/** A server that keeps one registration under a key, as the real one does. `lost`: no answer comes. */
function keepingServer(asCorrected: object | undefined = { correction: { secret: 'proof' } }): Server {
  const kept = new Map<string, { body: string; answer: object }>()
  const server = Object.assign(new FakeServer(), { lost: false })
  server.register = () => {
    const { key, body } = server.posts.at(-1)!
    const before = kept.get(key)
    if (before && before.body !== body) return server.lost ? noAnswer() : problem(422, 'key-reused')
    const answer = before?.answer ?? {
      reference: `REF-${kept.size + 1}`,
      status: 'confirmed',
      people: [{ status: 'confirmed' }],
      lang: 'en',
      ...asCorrected,
    }
    kept.set(key, { body, answer })
    return server.lost ? noAnswer() : json(201, answer)
  }
  return server
}

/** A form whose first answer is lost. */
async function loseAnswer(server: Server = keepingServer()) {
  const { element } = await show(server)
  await fillIn(element)
  server.lost = true
  await send(element)
  expect(partText(element, 'panel-text')).to.equal(word('failed.unknown'))
  return { element, server }
}

describe('after a lost answer, another address', () => {
  it('replaces what was stored', async () => {
    const { element, server } = await loseAnswer()
    server.lost = false
    type(element, 'email', 'ada@kcpd.example')
    await send(element)
    const [first, changed, again, replacing] = server.posts
    expect(changed?.key, 'if nothing was stored, the new answers are').to.equal(first?.key)
    expect([again?.key, again?.body]).to.deep.equal([first?.key, first?.body])
    expect(replacing?.key).not.to.equal(first?.key)
    expect(JSON.parse(replacing?.body ?? '')).to.deep.include({ replaces: { reference: 'REF-1', secret: 'proof' } })
    expect(partText(element, 'reference')).to.equal('REF-2')
    expect(bodies(server).at(-1).people[0].email).to.equal('ada@kcpd.example')
    expect(focused(element)).to.equal(find(element, '[part=result-title]'))
  })

  it('is the only one where nothing was stored, and the old address is never sent again', async () => {
    const server = keepingServer()
    const { register } = server
    server.register = noAnswer
    const { element } = await show(server)
    await fillIn(element)
    await send(element)
    server.register = register
    type(element, 'email', 'ada@kcpd.example')
    await send(element)
    expect(server.posts).to.have.length(2)
    expect(bodies(server)[1]).not.to.have.property('replaces')
    expect(partText(element, 'reference')).to.equal('REF-1')
  })

  it('sends nothing new while no answer comes, and loses nothing', async () => {
    const { element, server } = await loseAnswer()
    type(element, 'email', 'ada@kcpd.example')
    await send(element)
    type(element, 'email', 'ada@kc.example')
    await send(element)
    expect(new Set(server.posts.map(({ key }) => key)).size).to.equal(1)
    expect(partText(element, 'panel-text')).to.equal(word('failed.unknown'))
    expect(control(element, 'email').value).to.equal('ada@kc.example')
    expect(control(element, 'givenName').value).to.equal('Ada')
    server.lost = false
    await send(element)
    expect(bodies(server).at(-1)).to.deep.include({ replaces: { reference: 'REF-1', secret: 'proof' } })
    expect(partText(element, 'reference')).to.equal('REF-2')
  })

  it('is kept where the repeated request fails, too', async () => {
    const { element, server } = await loseAnswer()
    const { register } = server
    let sent = 0
    server.lost = false
    server.register = () => (++sent === 2 ? problem(503, 'busy') : register())
    type(element, 'email', 'ada@kcpd.example')
    await send(element)
    expect(partText(element, 'panel-text')).to.equal(word('failed.busy'))
    expect(control(element, 'email').value).to.equal('ada@kcpd.example')
    await send(element)
    expect(partText(element, 'reference')).to.equal('REF-2')
  })

  it('replaces once also where the answer to the correction is lost', async () => {
    const { element, server } = await loseAnswer()
    const { register } = server
    let sent = 0
    server.lost = false
    server.register = () => {
      server.lost = ++sent === 3
      return register()
    }
    type(element, 'email', 'ada@kcpd.example')
    await send(element)
    expect(partText(element, 'panel-text')).to.equal(word('failed.unknown'))
    await send(element)
    const [lost, again] = server.posts.slice(-2)
    expect([again?.key, again?.body]).to.deep.equal([lost?.key, lost?.body])
    expect(partText(element, 'reference')).to.equal('REF-2')
  })

  it('stays as it is, and says so, where it cannot be corrected', async () => {
    const { element, server } = await loseAnswer(keepingServer({}))
    server.lost = false
    type(element, 'email', 'ada@kcpd.example')
    for (const count of [3, 5]) {
      await send(element)
      expect(server.posts).to.have.length(count)
      expect(partText(element, 'panel-title')).to.equal(say('en', 'state.not-correctable'))
      expect(control(element, 'email').value).to.equal('ada@kcpd.example')
    }
  })

  it('stays as it is where the seats were gone in between', async () => {
    const { element, server } = await loseAnswer()
    const { register } = server
    server.lost = false
    server.register = () =>
      server.posts.at(-1)?.body.includes('replaces') ? problem(409, 'not-correctable') : register()
    type(element, 'email', 'ada@kcpd.example')
    await send(element)
    expect(partText(element, 'panel-title')).to.equal(say('en', 'state.not-correctable'))
    await send(element)
    expect(bodies(server).at(-1)).to.deep.include({ replaces: { reference: 'REF-1', secret: 'proof' } })
  })

  it('is not lost by a fault in the new answers', async () => {
    const { element, server } = await loseAnswer()
    const { register } = server
    server.register = () =>
      problem(422, 'invalid-answers', [{ pointer: '/people/0/email', code: 'bounced', message: 'It comes back' }])
    server.lost = false
    type(element, 'email', 'ada@kcpd.example')
    await send(element)
    server.register = register
    type(element, 'email', 'ada@kc.example')
    await send(element)
    expect(server.posts[2]?.key).to.equal(server.posts[0]?.key)
    expect(bodies(server).at(-1)).to.deep.include({ replaces: { reference: 'REF-1', secret: 'proof' } })
  })

  it('takes nothing over for another person', async () => {
    const { element, server } = await loseAnswer()
    server.lost = false
    type(element, 'givenName', 'Grace')
    type(element, 'email', 'grace@kcpd.example')
    await send(element)
    expect(server.posts).to.have.length(2)
    expect(server.posts[1]?.key).not.to.equal(server.posts[0]?.key)
    expect(bodies(server)[1]).not.to.have.property('replaces')
  })

  it('asks for the code that went there', async () => {
    const server = new CodeServer()
    const { element } = await show(server)
    const { signUp } = server
    await fillIn(element)
    server.signUp = noAnswer
    await send(element)
    const [lost] = server.posts
    server.signUp = () => {
      const { key, body } = server.posts.at(-1)!
      return key === lost?.key && body !== lost.body ? problem(422, 'key-reused') : signUp()
    }
    type(element, 'email', 'ada@kcpd.example')
    await send(element)
    await settle(element)
    expect(server.said('registrations').at(-1)?.replaces).to.deep.equal({ reference: 'WAIT-3', secret: 'secret-3' })
    expect(partText(element, 'code-text')).to.contain('ada@kcpd.example')
  })
})
