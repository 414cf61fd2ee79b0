import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { addressed, statusesOf } from '../../../testing/pages/addressed.ts'
import { afterTest } from '../../../testing/servers/after-test.ts'
import { someone, type TestApp, testApp } from '../../../testing/servers/test-app.ts'

/** A server whose clock a test moves, and where visitors come directly. */
async function serverFor(rateLimits = 'on') {
  const environment = { RATE_LIMITS: rateLimits, TRUSTED_PROXIES: '192.0.2.1' }
  const server = await testApp('sqlite', { environment })
  afterTest(() => server.close())
  return server
}

const unlimited = { seats: { capacity: null, waitlist: false } }

const signUps = (server: TestApp, slug: string) => {
  const send = (address: string, input: object) =>
    addressed(address, server.app).json(`/api/v1/trainings/${slug}/registrations`, input)
  return {
    alone: (address: string) => send(address, { people: [someone()] }),
    group: (address: string, size: number) =>
      send(address, {
        people: Array.from({ length: size }, () => ({ givenName: 'Ada', familyName: crypto.randomUUID() })),
        coordinator: { name: 'Pat', email: someone().email },
      }),
    send,
  }
}

describe('a training that many sign up for', () => {
  test('is not closed by requests that store nothing', async () => {
    const server = await serverFor()
    const { slug } = await server.givenTraining(unlimited)
    const { send, alone, group } = signUps(server, slug)
    const invalid = {
      people: Array.from({ length: 50 }, () => ({})),
      coordinator: { name: 'Pat', email: 'p@x.example' },
    }
    for (const address of ['198.51.100.1', '198.51.100.2', '198.51.100.3'])
      assert.deepEqual(new Set(await statusesOf(20, () => send(address, invalid))), new Set([422]))
    assert.equal((await alone('203.0.113.1')).status, 201)
    // More than one address could bring if the training were crowded.
    assert.deepEqual(await statusesOf(5, () => group('203.0.113.2', 50)), [201, 201, 201, 201, 201])
    // Nor do they use up what their own address can bring.
    assert.equal((await group('198.51.100.1', 50)).status, 201)
  })

  test('is not closed by one request that is repeated', async () => {
    const server = await serverFor('people-of-training=60,people-when-crowded=60,people=60')
    const { slug } = await server.givenTraining(unlimited)
    const office = addressed('198.51.100.1', server.app)
    const group = JSON.stringify({
      people: Array.from({ length: 50 }, (_, index) => ({ givenName: 'Ada', familyName: `Reyes ${index}` })),
      coordinator: { name: 'Pat', email: someone().email },
    })
    const key = { 'idempotency-key': crypto.randomUUID() }
    const send = () => office.json(`/api/v1/trainings/${slug}/registrations`, JSON.parse(group), key)
    assert.deepEqual(new Set(await statusesOf(1, send)), new Set([201]))
    server.clock.later({ minutes: 10 })
    assert.deepEqual(new Set(await statusesOf(20, send)), new Set([201]))
    assert.equal((await signUps(server, slug).group('198.51.100.1', 50)).status, 201)
  })

  test('lets only those wait who brought many themselves', async () => {
    const server = await serverFor('people-of-training=6,people-when-crowded=2')
    const { slug } = await server.givenTraining(unlimited)
    const { alone } = signUps(server, slug)
    const academy = '198.51.100.9'
    assert.deepEqual(await statusesOf(7, () => alone(academy)), [201, 201, 201, 201, 201, 201, 429])
    for (let one = 1; one <= 20; one += 1)
      assert.deepEqual(await statusesOf(3, () => alone(`203.0.113.${one}`)), [201, 201, 429])
    const other = await server.givenTraining(unlimited)
    assert.deepEqual(
      await statusesOf(7, () => signUps(server, other.slug).alone(academy)),
      [201, 201, 201, 201, 201, 201, 429],
    )
  })

  test('takes every honest visitor through two minutes of 25 requests a second from one IPv6 /48', async () => {
    const server = await serverFor()
    const { slug } = await server.givenTraining(unlimited)
    const { alone, group } = signUps(server, slug)
    const honest = { sent: 0, stored: 0 }
    const visit = async (address: string) => {
      honest.sent += 1
      if ((await alone(address)).status === 201) honest.stored += 1
    }
    let [floods, flooded] = [0, 0]
    for (let second = 0; second < 120; second += 1) {
      for (let one = 0; one < 25; one += 1) {
        // A fresh /64 each time.
        floods += 1
        if ((await group(`2001:db8:bad:${floods.toString(16)}::1`, 5)).status === 201) flooded += 5
      }
      // An academy behind one address, and people at home.
      await visit('198.51.100.200')
      if (second % 3 === 0) await visit(`203.0.113.${second % 200}`)
      if (second % 3 === 1) await visit(`2001:db8:${second.toString(16)}:1::1`)
      server.clock.later({ seconds: 1 })
    }
    assert.equal(floods, 3000)
    assert.equal(honest.stored, honest.sent)
    // Until the training is crowded, and then a tenth of what the /48 could bring.
    assert.ok(flooded >= 2500 && flooded <= 4000, String(flooded))
  })
})
