import { aTimeout, expect, waitUntil } from '@open-wc/testing'
import { answerOf } from './testing/fixtures.ts'
import {
  FakeServer,
  fillIn,
  find,
  json,
  partText,
  press,
  registered,
  send,
  serverWith,
  settle,
  show,
  type,
} from './testing/show.ts'

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

// A count is sent in its own task, after the event. Of two that are sent together, either may come
// first.
const tellMs = 50

/** What was counted, in short. A busy browser may take long to say what came into view. */
async function counted(server: FakeServer, atLeast = 1) {
  await waitUntil(() => server.impressions.length >= atLeast, 'too little was counted', { timeout: 60_000 })
  await aTimeout(tellMs)
  return server.impressions.map(({ url, body }) => `${url.pathname.split('/').at(-2)} ${JSON.parse(body).kind}`)
}

describe('what is counted', () => {
  it('is one view when the training is shown, and one start when the visitor begins', async () => {
    const { element, server } = await show()
    expect(await counted(server)).to.have.members(['first-responders view'])
    await fillIn(element)
    await send(element)
    expect(await counted(server, 2)).to.have.members(['first-responders view', 'first-responders start'])
  })

  it('goes to the training, as plain text that no browser asks leave for, and nothing goes with it', async () => {
    const { element, server } = await show(new FakeServer(), { partner: 'we-the-people' })
    await fillIn(element)
    await counted(server, 2)
    expect(server.impressions.map(({ url }) => url.href)).to.deep.equal([
      'https://signup.example.org/api/v1/trainings/first-responders/seen',
      'https://signup.example.org/api/v1/trainings/first-responders/seen',
    ])
    expect(server.impressions.map(({ body }) => body)).to.have.members([
      '{"kind":"view","partner":"we-the-people"}',
      '{"kind":"start","partner":"we-the-people"}',
    ])
    for (const { url, init } of server.impressions) {
      const { method, keepalive, credentials, referrerPolicy, headers } = init
      expect([method, keepalive, credentials, referrerPolicy, headers]).to.deep.equal([
        'POST',
        true,
        'omit',
        'no-referrer',
        undefined,
      ])
      // What fetch itself does.
      expect(new Request(url, init).headers.get('content-type')).to.equal('text/plain;charset=UTF-8')
    }
  })

  it('names no partner where there is none, or one that cannot be', async () => {
    for (const attributes of [{}, { partner: 'We The People' }]) {
      const { server, page } = await show(new FakeServer(), attributes)
      await counted(server)
      expect(server.impressions.map(({ body }) => body)).to.deep.equal(['{"kind":"view"}'])
      // Two do not fit on the screen.
      page.remove()
    }
  })

  it('is no second view in another language, for another partner, after a move or when it is drawn again', async () => {
    const { element, server, page } = await show()
    press(element, '[part~=language]')
    await settle(element)
    element.partner = 'we-the-people'
    await settle(element)
    element.theme = 'dark'
    element.prefill = { agency: 'KCPD' }
    element.remove()
    page.append(element)
    await settle(element)
    type(element, 'givenName', 'Ada')
    press(element, '[part~=language]')
    await settle(element)
    type(element, 'familyName', 'Reyes')
    expect(await counted(server, 2)).to.have.members(['first-responders view', 'first-responders start'])
  })

  it('is no second view after a sign-up, a refusal or for the next person', async () => {
    const { element, server } = await show()
    server.register = () => (server.posts.length === 1 ? json(503, {}) : registered())
    await fillIn(element)
    await send(element)
    await send(element)
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
    press(element, '[part=result] button')
    await settle(element)
    await fillIn(element, { givenName: 'Grace' })
    expect(await counted(server, 2)).to.have.members(['first-responders view', 'first-responders start'])
  })

  it('is a view of a training that takes no one too, and no second one when it is asked for again', async () => {
    const server = serverWith({ training: { state: 'full' } })
    const { element } = await show(server)
    press(element, '[part=panel] button')
    await settle(element)
    expect(await counted(server)).to.have.members(['first-responders view'])
  })

  it('is nothing of what could not be shown', async () => {
    const { warn } = console
    console.warn = () => {}
    for (const reply of [
      () => json(500, {}),
      () => json(200, { ...answerOf(), languages: null }),
      () => json(200, answerOf('en', { form: { requires: ['telepathy'] } })),
    ]) {
      const server = new FakeServer()
      server.training = reply
      await show(server)
      await aTimeout(tellMs)
      expect(server.impressions).to.have.length(0)
    }
    console.warn = warn
  })

  it('is another view of each training that is shown', async () => {
    const { element, server } = await show()
    type(element, 'givenName', 'Ada')
    await counted(server, 2)
    element.training = 'citizens'
    await settle(element)
    type(element, 'familyName', 'Reyes')
    expect(await counted(server, 4)).to.have.members([
      'first-responders view',
      'first-responders start',
      'citizens view',
      'citizens start',
    ])
  })

  it('is a view of a chosen training, not of those it was chosen from', async () => {
    const { element, server } = await show(new FakeServer(), { series: 'jackson' })
    await aTimeout(tellMs)
    expect(server.impressions).to.have.length(0)
    find(element, '[part=training]:last-child button').click()
    await settle(element)
    expect(await counted(server)).to.have.members(['citizens view'])
  })
})

describe('counting that does not work', () => {
  for (const [how, count] of [
    ['is refused', () => json(429, {})],
    ['fails', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['hangs', () => new Promise<Response>(() => {})],
    [
      'is stopped by what stands in the way of requests on the page',
      () => {
        throw new Error('Blocked')
      },
    ],
  ] as const) {
    it(`because it ${how} disturbs nothing`, async () => {
      const told: string[] = []
      const server = new FakeServer()
      server.count = count
      const { fetch } = server
      // A page's own fetch may throw right away, or return nothing.
      Object.assign(server, {
        fetch: (url: string, init: RequestInit) => (url.endsWith('/seen') ? server.count() : fetch(url, init)),
      })
      const { element } = await show(server)
      element.addEventListener('training-signup-error', ({ problem }) => told.push(problem))
      await fillIn(element)
      await send(element)
      await aTimeout(10)
      expect(partText(element, 'reference')).to.equal('K7-PQ4M')
      expect(told).to.deep.equal([])
    })
  }
})
