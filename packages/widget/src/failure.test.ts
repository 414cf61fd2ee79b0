import { aTimeout, expect } from '@open-wc/testing'
import { answerOf, word } from './testing/fixtures.ts'
import {
  control,
  FakeServer,
  fillIn,
  find,
  focused,
  json,
  letTimePass,
  partText,
  press,
  problem,
  registered,
  send,
  settle,
  show,
  type,
} from './testing/show.ts'

describe('a failure', () => {
  const failures: [string, () => Response | Promise<Response>, string, string][] = [
    [
      'of the network',
      () => Promise.reject(new TypeError('Failed to fetch')),
      'failed.unknown.heading',
      'failed.unknown',
    ],
    [
      'of patience',
      () => Promise.reject(new DOMException('', 'TimeoutError')),
      'failed.unknown.heading',
      'failed.unknown',
    ],
    ['of the server', () => problem(500, 'internal'), 'failed.unknown.heading', 'failed.unknown'],
    ['of something between', () => new Response('<h1>Log in</h1>'), 'failed.unknown.heading', 'failed.unknown'],
    ['by too many', () => json(429, {}), 'failed.heading', 'failed.busy'],
    ['by a busy server', () => problem(503, 'busy'), 'failed.heading', 'failed.busy'],
    [
      'because the first try is still at work',
      () => problem(409, 'in-flight'),
      'failed.unknown.heading',
      'failed.unknown',
    ],
  ]
  for (const [how, reply, title, text] of failures) {
    it(`${how} is explained as far as it is known, above the answers; a retry sends the same bytes under the same key`, async () => {
      const { element, server } = await show()
      server.register = reply
      await fillIn(element)
      await send(element)
      expect(partText(element, 'panel-title')).to.equal(word(title))
      expect(partText(element, 'panel-text')).to.equal(word(text))
      expect(focused(element)).to.equal(find(element, '[part=panel-title]'))
      expect(control(element, 'givenName').value).to.equal('Ada')
      press(element, '[part~=language]')
      await settle(element)
      letTimePass()
      server.register = () => registered()
      press(element, '[part=panel] button')
      await settle(element)
      const [first, second] = server.posts
      expect([second?.body, second?.key]).to.deep.equal([first?.body, first?.key])
      expect(partText(element, 'reference')).to.equal('K7-PQ4M')
    })
  }

  for (const lang of ['en', 'es'] as const)
    it(`says that it is this device that is offline, where the browser knows: ${lang}`, async () => {
      const { element, server } = await show(new FakeServer(), { lang })
      server.register = () => Promise.reject(new TypeError('Failed to fetch'))
      await fillIn(element)
      Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })
      await send(element)
      Reflect.deleteProperty(navigator, 'onLine')
      expect(partText(element, 'panel-text')).to.match(
        /^(?:This device is offline|Este dispositivo no tiene conexión)\./,
      )
    })

  it('after it another person is another request', async () => {
    const { element, server } = await show()
    server.register = () => json(503, {})
    await fillIn(element)
    await send(element)
    type(element, 'givenName', 'Grace')
    await send(element)
    const [first, second] = server.posts
    expect(second?.key).not.to.equal(first?.key)
  })

  it('for want of a network is mended once the network is back, without taking the focus', async () => {
    const { element, server } = await show()
    server.register = () => Promise.reject(new TypeError('Failed to fetch'))
    await fillIn(element)
    await send(element)
    dispatchEvent(new Event('online'))
    await settle(element)
    server.register = () => registered()
    ;(element.renderRoot.activeElement as HTMLElement | null)?.blur()
    dispatchEvent(new Event('online'))
    await aTimeout(20)
    expect(server.posts, 'it is tried once').to.have.length(2)
    expect(new Set(server.posts.map(({ key, body }) => key + body)).size).to.equal(1)
    press(element, '[part=panel] button')
    await settle(element)
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
  })

  it('is not retried while the visitor is changing the answers', async () => {
    const { element, server } = await show()
    server.register = () => Promise.reject(new TypeError('Failed to fetch'))
    await fillIn(element)
    await send(element)
    type(element, 'givenName', 'Gra')
    dispatchEvent(new Event('online'))
    await aTimeout(20)
    expect(server.posts).to.have.length(1)
  })

  it('of loading is mended once the network is back', async () => {
    const server = new FakeServer()
    server.training = () => Promise.reject(new TypeError('Failed to fetch'))
    const { element } = await show(server)
    server.training = () => json(200, answerOf())
    dispatchEvent(new Event('online'))
    await settle(element)
    expect(element.renderRoot.querySelector('form')).to.exist
  })

  it('shows nothing once the element has left the page', async () => {
    const { element, server } = await show()
    server.register = () => Promise.reject(new TypeError('Failed to fetch'))
    await fillIn(element)
    await send(element)
    element.remove()
    dispatchEvent(new Event('online'))
    await aTimeout(20)
    expect(server.posts).to.have.length(1)
  })
})

describe('an element that leaves the page while it is sending', () => {
  it('has the result when it comes back', async () => {
    const { element, server, page } = await show()
    const reply = Promise.withResolvers<Response>()
    server.register = () => reply.promise
    await fillIn(element)
    press(element)
    await aTimeout(20)
    element.remove()
    reply.resolve(registered())
    await aTimeout(20)
    page.append(element)
    await settle(element)
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
    expect(server.posts).to.have.length(1)
  })
})
