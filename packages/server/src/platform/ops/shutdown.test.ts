import assert from 'node:assert/strict'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mock } from 'node:test'
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'
import type { RegistrationResult } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import { describe, test } from 'mocha'
import { createApp } from '../../start/app.ts'
import { openContext, openPort, startServer } from '../../start/serve.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { holdTrainings } from '../../testing/servers/hold.ts'
import {
  authSecret,
  kill,
  look,
  type RunningProgram,
  seedTrainings,
  startServerProcess,
} from '../../testing/servers/server.ts'
import { openSocket, postHead } from '../../testing/servers/socket.ts'
import { type Dialect, dialects, freshDatabaseUrl } from '../../testing/servers/test-app.ts'
import { readConfig } from '../config.ts'

const inFlight = 20
const drainMs = 13_000
const headersTimeoutMs = 10_000
const requestTimeoutMs = 20_000

/** A server with one open training `t-0`. */
async function serverFor(dialect: Dialect) {
  const place = await freshDatabaseUrl(dialect)
  await look(place.url, (db) => seedTrainings(db, 't', 1, () => ({ seats: { capacity: null, waitlist: false } })))
  return { place, server: await startServerProcess({ DATABASE_URL: place.url }) }
}

describe('a server under hostile conditions', () => {
  for (const dialect of dialects) {
    test(`that gets a stop signal finishes what has begun and keeps it, on ${dialect}`, async () => {
      const { place, server } = await serverFor(dialect)
      const release = await holdTrainings(dialect, place.url)
      afterTest(release)
      const clients = await Promise.all(
        Array.from({ length: inFlight }, (_, index) => signUpSlowly(server, `ada${index}@example.org`)),
      )
      // With the answer to the first request, the half of the second one has been read.
      const halfAsked = await openSocket(server.port)
      halfAsked.write(['/livez', '/readyz'].map((path) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n`).join('\r\n'))
      await halfAsked.until(/^HTTP\/1\.1 200 /)
      const kept = await openSocket(server.port)
      kept.write(getHead('/livez'))
      await kept.until(/\nalive/)
      server.child.kill('SIGTERM')
      // A second signal, as impatient people send it, is not a reason to drop anything.
      server.child.kill('SIGTERM')
      // Those who probe can see it for a while, and what is still sent is answered.
      assert.match(await probeUntil503(server), /\r\nconnection: close\r\n/i)
      await release()
      // Load balancers do so every second or two.
      await delay(1500)
      await probeUntil503(server)
      while (await isAnswered(`${server.url}/livez`)) await delay(10)
      kept.write(getHead('/livez'))
      assert.match(
        await kept.until(/\nalive[^]*\nalive/),
        /HTTP\/1\.1 200 [^]*HTTP\/1\.1 200 [^]*\r\nconnection: close\r\n/i,
      )
      halfAsked.write('\r\n')
      assert.match(await halfAsked.until(/stopping/), /HTTP\/1\.1 503 [^]*\r\nconnection: close\r\n/i)

      const references: string[] = []
      for (const client of clients) {
        const answer = await client.until(/\}$/)
        assert.match(answer, /HTTP\/1\.1 201 [^]*\r\nconnection: close\r\n/i)
        references.push((JSON.parse(answer.slice(answer.indexOf('{'))) as RegistrationResult).reference)
      }
      assert.equal(await server.ended, 0)
      assert.deepEqual(await look(place.url, contradictions), [])
      const stored = await look(place.url, (db) => db.reader.selectFrom('registration').select('reference').execute())
      assert.deepEqual(stored.map((row) => row.reference).toSorted(), references.toSorted())
      await place.remove()
    })
  }

  test('refuses a body that is too large before it has come', async () => {
    const { place, server } = await serverFor('sqlite')
    const [chunked, declared] = await Promise.all([openSocket(server.port), openSocket(server.port)])
    declared.write(postHead('t-0', `Content-Length: ${limits.bodyBytes + 1}`))
    assert.match(await declared.until(/\}$/), /^HTTP\/1\.1 413 [^]*application\/problem\+json/)
    chunked.write(postHead('t-0', 'Transfer-Encoding: chunked'))
    const chunk = `${(1024).toString(16)}\r\n${' '.repeat(1024)}\r\n`
    for (let sent = 0; sent <= limits.bodyBytes; sent += 1024) chunked.write(chunk)
    // The body has no end yet, and will never have one.
    assert.match(await chunked.until(/\}$/), /^HTTP\/1\.1 413 [^]*application\/problem\+json/)
    const sendOn = setInterval(() => chunked.write(chunk), 1)
    await Promise.race([chunked.closed, delay(10_000)])
    clearInterval(sendOn)
    assert.ok(chunked.isClosed(), 'the rest is not taken in')
    assert.equal((await signUp(server, 'ada@example.org')).status, 201)
    assert.doesNotMatch(server.output(), /a request failed/)
    for (const client of [chunked, declared]) client.end()
    await kill(server)
    await place.remove()
  })
})

// In this process, where a test can set its time limits: after the others, which run at the same
// time.
describe('a server with time limits', () => {
  async function given() {
    const place = await freshDatabaseUrl('sqlite')
    afterTest(place.remove)
    await look(place.url, (db) => seedTrainings(db, 't', 1))
    return readConfig({ DATABASE_URL: place.url, PORT: '0', AUTH_SECRET: authSecret, LOG_LEVEL: 'fatal' })
  }

  test('that gets a stop signal waits for no client longer than allowed', async () => {
    const server = await startServer(await given())
    const stuck = await openSocket(server.port)
    stuck.write(postHead('t-0', 'Content-Length: 1000', 'Expect: 100-continue') + '{"people"')
    await stuck.until(heard)
    mock.timers.enable({ apis: ['setTimeout'] })
    const stopped = server.stop({ isAnnounced: false })
    mock.timers.tick(drainMs - 1)
    // The server would have cut the connection before it closed its port.
    while (await isOpen(server.port)) await nextTurn()
    assert.equal(stuck.isClosed(), false)
    mock.timers.tick(1)
    await Promise.all([stopped, stuck.closed])
  })

  test('cuts clients that send their headers or their body too slowly', async () => {
    const config = await given()
    const { context, close } = await openContext(config)
    afterTest(close)
    const failures = mock.method(context.log, 'error')
    const server = (await openPort(config, createApp(context).fetch)) as Server
    afterTest(() => server.close())
    assert.deepEqual([server.headersTimeout, server.requestTimeout], [headersTimeoutMs, requestTimeoutMs])
    server.headersTimeout = headersTimeoutMs / 10
    server.requestTimeout = requestTimeoutMs / 4
    const { port } = server.address() as AddressInfo
    // Before the server begins to count, or a cut on its first tick would seem too early.
    const began = performance.now()
    const [slowHead, slowBody] = await Promise.all([openSocket(port), openSocket(port)])
    slowHead.write('GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n')
    slowBody.write(postHead('t-0', 'Content-Length: 1000'))
    const drip = setInterval(() => [slowHead.write('X: y\r\n'), slowBody.write(' ')], 100)
    await slowHead.closed
    assert.ok(performance.now() - began >= server.headersTimeout)
    assert.equal(slowBody.isClosed(), false)
    await slowBody.closed
    assert.ok(performance.now() - began >= server.requestTimeout)
    clearInterval(drip)
    for (const client of [slowHead, slowBody]) assert.match(client.received(), /^HTTP\/1\.1 408 /)
    assert.equal((await signUp({ url: `http://127.0.0.1:${port}` }, 'ada@example.org')).status, 201)
    assert.equal(failures.mock.callCount(), 0)
  })
})

/** The server says so once it has read the headers, so that what follows has begun. */
const heard = /^HTTP\/1\.1 100 /

/** Resolves when the server has begun to handle it. */
async function signUpSlowly({ port }: RunningProgram, email: string) {
  const client = await openSocket(port)
  const body = JSON.stringify(signUpOf(email))
  client.write(postHead('t-0', `Content-Length: ${body.length}`, 'Expect: 100-continue') + body)
  await client.until(heard)
  return client
}

const getHead = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`

/** Returns what a new connection gets once the server says that it stops. */
async function probeUntil503({ port }: RunningProgram): Promise<string> {
  for (;;) {
    const probe = await openSocket(port)
    probe.write(getHead('/readyz'))
    const answer = await probe.until(/ready|stopping/)
    probe.end()
    if (answer.startsWith('HTTP/1.1 503 ')) return answer
  }
}

const isOpen = (port: number) =>
  openSocket(port).then(
    (socket) => {
      socket.end()
      return true
    },
    () => false,
  )

const isAnswered = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  )

const signUpOf = (email: string) => ({ people: [{ givenName: 'Ada', familyName: 'Reyes', email }] })

const signUp = ({ url }: Pick<RunningProgram, 'url'>, email: string) =>
  fetch(`${url}/api/v1/trainings/t-0/registrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(signUpOf(email)),
  })
