import assert from 'node:assert/strict'
import type { Problem } from '@training-signup/contract'
import { Hono } from 'hono'
import { after, before, beforeEach, describe, test } from 'mocha'
import { createManageTokens } from '../../../core/registrations/manage-token.ts'
import { addressed, statusesOf } from '../../../testing/pages/addressed.ts'
import { afterTest } from '../../../testing/servers/after-test.ts'
import { kill, startServerProcess } from '../../../testing/servers/server.ts'
import { adminToken, freshDatabaseUrl, someone, type TestApp, testApp } from '../../../testing/servers/test-app.ts'
import { readConfig } from '../../config.ts'
import { createLimits } from './limits.ts'
import { isProxyUnnamed } from './visitor-address.ts'

const tenMinutesMs = 600_000
// Visitors come directly; behind a proxy that is not named they would have no address.
const environment = {
  RATE_LIMITS: 'on',
  TRUSTED_PROXIES: '192.0.2.1',
  SMTP_URL: 'smtp://127.0.0.1:1',
  MAIL_FROM: 'signup@example.org',
}

const all = (status: number, count: number) => Array.from({ length: count }, () => status)

let addresses = 0
/** An address that no request has come from. */
const newAddress = () => `198.51.100.${(addresses += 1)}`

describe('limits per address', () => {
  let server: TestApp
  before(async () => {
    server = await testApp('sqlite', { environment })
  })
  after(() => server.close())
  beforeEach(() => {
    server.clock.now = new Date('2027-01-10T12:00:00.000Z')
  })
  const visitor = (address = newAddress()) => addressed(address, server.app)

  test('let three hundred people of one academy sign up together, then one every other second', async () => {
    const { slug } = await server.givenTraining({ seats: { capacity: null, waitlist: false } })
    const academy = visitor()
    const signUp = () => academy.json(`/api/v1/trainings/${slug}/registrations`, { people: [someone()] })
    assert.deepEqual(await statusesOf(300, signUp), all(201, 300))
    const refused = await signUp()
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('retry-after'), '2')
    assert.equal(refused.headers.get('access-control-allow-origin'), '*')
    const { requestId, ...problem } = (await refused.json()) as Problem
    assert.equal(requestId, refused.headers.get('x-request-id'))
    assert.deepEqual(problem, { type: '/problems/too-many-requests', title: 'Too many requests', status: 429 })
    assert.equal((await visitor().json(`/api/v1/trainings/${slug}/registrations`, { people: [someone()] })).status, 201)
    server.clock.later({ seconds: 2 })
    assert.deepEqual(await statusesOf(2, signUp), [201, 429])
    server.clock.later({ minutes: 10 })
    const empty = () => academy.json(`/api/v1/trainings/${slug}/registrations`, {})
    assert.deepEqual(await statusesOf(301, empty), [...all(422, 300), 429])
  })
  test('show the hosted form again with what was typed, and when to send it', async () => {
    const { slug } = await server.givenTraining({ seats: { capacity: null, waitlist: false } })
    const academy = visitor()
    const [, token = ''] = /name="_token" value="([^"]+)"/.exec(await (await academy.get(`/t/${slug}`)).text()) ?? []
    server.clock.later({ seconds: 5 })
    await statusesOf(300, () => academy.json(`/api/v1/trainings/${slug}/registrations`, {}))
    const answer = await academy.form(`/t/${slug}?lang=es`, { ...someone({ givenName: 'Zoë' }), _token: token })
    assert.equal(answer.status, 429)
    assert.equal(answer.headers.get('retry-after'), '2')
    const page = await answer.text()
    assert.match(page, /Sus respuestas siguen aquí/)
    assert.match(page, /value="Zoë"/)
  })
  test('let a coordinator sign up fifty people twenty times, then no one from their address for a while', async () => {
    const { slug } = await server.givenTraining({ seats: { capacity: null, waitlist: false } })
    const [academy, other] = [visitor(), visitor()]
    const group = (place: typeof academy) => () =>
      place.json(`/api/v1/trainings/${slug}/registrations`, {
        people: Array.from({ length: 50 }, () => ({ givenName: 'Ada', familyName: crypto.randomUUID() })),
        coordinator: { name: 'Pat', email: someone().email },
      })
    assert.deepEqual(await statusesOf(21, group(academy)), [...all(201, 20), 429])
    assert.equal((await group(other)()).status, 201)
    server.clock.later({ seconds: 30 })
    assert.deepEqual(await statusesOf(2, group(academy)), [201, 429])
  })
  test('count wrong links separately, so that no one with a right link waits', async () => {
    const { slug } = await server.givenTraining({ audience: { verify: true } })
    const { body } = await server.signUp(slug, { people: [someone()] })
    const added = await server.admin('POST', '/registrations', {
      training: slug,
      channel: 'phone',
      people: [someone()],
    })
    const { id } = added.body.registrations[0]
    const link = `/r/${createManageTokens(server.context).issue({ kind: 'registration', id, version: 1 })}`
    const building = visitor()
    const verify = (secret: string) =>
      building.json(`/api/v1/trainings/${slug}/registrations/${body.reference}/verification`, { secret, code: '12' })
    assert.deepEqual(await statusesOf(31, () => building.get(`/r/${'A'.repeat(66)}`)), [...all(404, 30), 429])
    assert.deepEqual(await statusesOf(700, () => verify('A'.repeat(64))), all(429, 700))
    assert.equal((await building.get(link)).status, 200)
    assert.equal((await verify(body.verification.secret)).status, 422)
  })
  test('show a page that waits', async () => {
    const guesser = visitor()
    assert.deepEqual(await statusesOf(31, () => guesser.get('/r/wrong')), [...all(404, 30), 429])
    const page = await (await guesser.get('/r/wrong', { 'accept-language': 'es' })).text()
    assert.match(page, /Espere un momento/)
    assert.match(page, /en 20 segundos/)
    assert.doesNotMatch(page, /<form/)
  })
  test('keep what was typed where links are asked for', async () => {
    const { slug } = await server.givenTraining()
    const office = visitor()
    const ask = () => office.form(`/t/${slug}/find`, { email: '"ada"@kcpd.example' })
    await statusesOf(100, ask)
    const answer = await ask()
    assert.equal(answer.status, 429)
    assert.equal(answer.headers.get('retry-after'), '6')
    const page = await answer.text()
    assert.match(page, /Try again in 6 seconds/)
    assert.match(
      page,
      /<form method="post" [^>]*><input type="hidden" name="email" value="&quot;ada&quot;@kcpd.example">/,
    )
    assert.equal((await office.get(`/t/${slug}/find`)).status, 200)
    // Giving seats away sends mails to strangers too.
    assert.equal((await office.form('/r/someone/pass', { _pressed: '1' })).status, 429)
    // So does asking to be told when registration opens.
    assert.equal((await office.form(`/t/${slug}/notify`, { email: 'ada@kcpd.example' })).status, 429)
  })
  test('slow down people who guess the organizer’s token, but no one who has it', async () => {
    const guesser = visitor()
    const list = (token: string) => guesser.get('/api/v1/admin/trainings', { authorization: `Bearer ${token}` })
    const guess = () => list('a-guess-0123456789-0123456789-0123456789')
    assert.deepEqual(await statusesOf(12, guess), [...all(401, 10), 429, 429])
    assert.equal((await list(adminToken)).status, 200)
    assert.equal((await visitor().get('/api/v1/admin/trainings')).status, 401)
    assert.equal(server.logged.filter((line) => line.includes('without a valid token')).length, 13)
    assert.ok(!server.logged.some((line) => line.includes('a-guess') || line.includes('198.51.100')))
    server.clock.later({ minutes: 1 })
    assert.equal((await guess()).status, 401)
  })
  test('are apart from each other, and count views, codes and ended subscriptions', async () => {
    const { slug } = await server.givenTraining()
    const busy = visitor()
    const tries = {
      300: () => busy.json(`/api/v1/trainings/${slug}/registrations/ABCD-EFGH/verification`, { code: '000000' }),
      600: () => busy.form('/unsubscribe/wrong', {}),
      1200: () => busy.form(`/api/v1/trainings/${slug}/seen`, {}),
    }
    for (const [count, ask] of Object.entries(tries)) {
      const statuses = await statusesOf(Number(count) + 1, ask)
      assert.equal(statuses.at(-1), 429, count)
      assert.equal(statuses[Number(count) / 20 - 1] === 429, false, count)
    }
    assert.equal((await busy.get(`/r/verify/wrong`)).status, 429)
    assert.equal((await busy.form(`/t/${slug}/find`, { email: someone().email })).status, 200)
  })
})

/** Counts under the address that it finds: two views from each. */
function counting(given: Record<string, string>) {
  const clock = { now: new Date('2027-01-10T12:00:00.000Z') }
  const limits = createLimits(readConfig({ AUTH_SECRET: 'x'.repeat(32), ...given }), () => clock.now)
  const app = new Hono()
  app.get('/', (c) => {
    limits.take('views', c)
    return c.text('')
  })
  app.onError(() => new Response(null, { status: 429 }))
  const ask = async (address: string, forwarded?: string) =>
    (await addressed(address, app).get('/', forwarded === undefined ? {} : { 'x-forwarded-for': forwarded })).status
  return { clock, ask }
}
const proxied = { RATE_LIMITS: 'views=1', TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8:1::1, 192.0.2.9' }

describe('the address that a request counts for', () => {
  test('is the other end of the connection, whatever it says of itself', async () => {
    const { ask } = counting({ RATE_LIMITS: 'views=1' })
    assert.equal(await ask('203.0.113.1', '198.51.100.1'), 200)
    assert.equal(await ask('203.0.113.1', '198.51.100.2'), 429)
    assert.equal(await ask('::ffff:203.0.113.1'), 429)
  })
  test('is the last address that our proxies name and that is not a proxy', async () => {
    const { ask } = counting(proxied)
    assert.equal(await ask('10.1.2.3', '198.51.100.1'), 200)
    assert.equal(await ask('10.1.2.3', '198.51.100.2, 192.0.2.9'), 200)
    // What stands before it, the visitor wrote.
    assert.equal(await ask('10.3.2.1', '198.51.100.77, 198.51.100.1'), 429)
    assert.equal(await ask('::ffff:10.1.2.3', 'nonsense, 198.51.100.2, 10.0.0.1'), 429)
    assert.equal(await ask('2001:db8:1::1', '198.51.100.1:4711'), 429)
    assert.equal(await ask('10.1.2.3', '[2001:db8:2::1]:4711'), 200)
    assert.equal(await ask('10.1.2.3', '2001:db8:2::2'), 429)
    // Not our proxy, so not trusted.
    assert.equal(await ask('203.0.113.5', '198.51.100.3'), 200)
    assert.equal(await ask('203.0.113.5', '198.51.100.4'), 429)
  })
  test('is the proxy itself where it names no one', async () => {
    const { ask } = counting(proxied)
    assert.deepEqual(
      [await ask('10.1.2.3'), await ask('10.1.2.3', 'unknown'), await ask('10.1.2.3', '')],
      [200, 429, 429],
    )
    assert.deepEqual([await ask('10.9.9.9', '10.8.8.8'), await ask('10.8.8.8')], [200, 429])
  })
  test('is read from the connection of a real server', async () => {
    const { url, remove } = await freshDatabaseUrl('sqlite')
    afterTest(remove)
    const given = { RATE_LIMITS: 'wrong-links=1', TRUSTED_PROXIES: '127.0.0.1' }
    const server = await startServerProcess({ DATABASE_URL: url, ...given })
    afterTest(() => kill(server))
    const statusOf = async (address: string) =>
      (await fetch(`${server.url}/r/wrong`, { headers: { 'x-forwarded-for': address } })).status
    assert.deepEqual([await statusOf('198.51.100.1'), await statusOf('198.51.100.1')], [404, 429])
    assert.equal(await statusOf('198.51.100.2'), 404)
  })
  test('is unknown behind a proxy that is not configured', () => {
    const isOne = (given: Record<string, string>) =>
      isProxyUnnamed(readConfig({ AUTH_SECRET: 'x'.repeat(32), PUBLIC_URL: 'https://signup.example', ...given }))
    assert.equal(isOne({}), true)
    for (const fine of [{ TRUSTED_PROXIES: '127.0.0.1' }, { PUBLIC_URL: 'http://127.0.0.1' }])
      assert.equal(isOne(fine as Record<string, string>), false)
  })
  test('is no one there, so that no one is refused because of others', async () => {
    const [https, http] = ['https://signup.example', 'http://signup.example'].map((PUBLIC_URL) =>
      counting({ RATE_LIMITS: 'views=1', PUBLIC_URL }),
    )
    assert.ok(https && http)
    const inside = ['127.0.0.1', '::ffff:172.18.0.2', '::1', 'fd00::7']
    // A proxy elsewhere, or one that names no visitor, hides them as well.
    for (const proxy of [...inside, '203.0.113.9'])
      for (const forwarded of ['198.51.100.1', undefined])
        assert.deepEqual([await https.ask(proxy, forwarded), await https.ask(proxy, forwarded)], [200, 200], proxy)
    for (const proxy of inside)
      assert.deepEqual([await http.ask(proxy, '198.51.100.1'), await http.ask(proxy, '198.51.100.2')], [200, 200])
    // Without https a visitor can come directly, and write any header.
    assert.deepEqual([await http.ask('10.0.0.2'), await http.ask('10.0.0.2')], [200, 429])
    const direct = () => http.ask('203.0.113.9', '198.51.100.1')
    assert.deepEqual([await direct(), await direct()], [200, 429])
  })
  test('is a whole network of 2⁶⁴ addresses in IPv6', async () => {
    const { ask } = counting({ RATE_LIMITS: 'views=1' })
    assert.equal(await ask('2001:db8:7:1::1'), 200)
    assert.equal(await ask('2001:db8:7:1:ffff:1:2:3'), 429)
    assert.equal(await ask('2001:db8:7:2::1'), 200)
    assert.equal(await ask('fe80::1%eth0'), 200)
  })
  test('is in IPv6 the network of 2⁸⁰ addresses around it too, which has ten times as much', async () => {
    const { ask } = counting({ RATE_LIMITS: 'views=1' })
    let next = 1
    const other = () => ask(`2001:db8:9:${(next += 1)}::1`)
    assert.deepEqual(await statusesOf(11, async () => Response.json(null, { status: await other() })), [
      ...all(200, 10),
      429,
    ])
    assert.equal(await ask('2001:db8:a:1::1'), 200)
  })
})

describe('what is kept of addresses', () => {
  test('is forgotten with its window, or when others come in masses', async () => {
    const { clock, ask } = counting({ RATE_LIMITS: 'views=1' })
    assert.deepEqual([await ask('203.0.113.1'), await ask('203.0.113.1')], [200, 429])
    clock.now = new Date(clock.now.getTime() + tenMinutesMs)
    assert.deepEqual([await ask('203.0.113.1'), await ask('203.0.113.1')], [200, 429])
    for (let one = 0; one < 20_001; one += 1) await ask(`10.0.${one >> 8}.${one & 255}`)
    assert.equal(await ask('203.0.113.1'), 200)
  })
  test('makes no one wait longer than a window when the clock is set back', async () => {
    const { clock, ask } = counting({ RATE_LIMITS: 'views=2' })
    assert.equal(await ask('203.0.113.1'), 200)
    clock.now = new Date(clock.now.getTime() - 24 * tenMinutesMs)
    assert.equal(await ask('203.0.113.1'), 429)
    clock.now = new Date(clock.now.getTime() + tenMinutesMs / 2)
    assert.equal(await ask('203.0.113.1'), 200)
  })
  test('is as much as the operator says', async () => {
    const three = counting({ RATE_LIMITS: 'views=3, sign-ups=1' })
    assert.deepEqual(
      await statusesOf(4, async () => Response.json(null, { status: await three.ask('a') })),
      [200, 200, 200, 429],
    )
    const off = counting({ RATE_LIMITS: 'off' })
    assert.deepEqual(
      new Set(await statusesOf(2000, async () => Response.json(null, { status: await off.ask('a') }))),
      new Set([200]),
    )
  })
})
