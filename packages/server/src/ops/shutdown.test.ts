import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { RegistrationResult } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import { holdTrainings } from '../testing/hold.ts'
import { contradictions } from '../testing/recount.ts'
import { kill, look, type RunningProgram, seedTrainings, startServerProcess } from '../testing/server.ts'
import { openSocket, postHead } from '../testing/socket.ts'
import { type Dialect, dialects, freshDatabaseUrl } from '../testing/test-app.ts'

const inFlight = 20
// Fourteen are allowed; the rest is for a machine that is busy with other tests.
const longestStopMs = 22_000
// So long that all who ask have been heard, and shorter than anybody waits for the database.
const heardMs = 1500

/** A server with one open training `t-0`. */
async function serverFor(dialect: Dialect) {
  const place = await freshDatabaseUrl(dialect)
  await look(place.url, (db) => seedTrainings(db, 't', 1, () => ({ seats: { capacity: null, waitlist: false } })))
  return { place, server: await startServerProcess({ DATABASE_URL: place.url }) }
}

// Most of this file is waiting for time limits, which is done together.
describe('a server in bad company', { concurrency: true }, () => {
  for (const dialect of dialects) {
    test(`that is told to stop finishes what has begun and keeps it, on ${dialect}`, async (t) => {
      const { place, server } = await serverFor(dialect)
      const halfAsked = await openSocket(server.port)
      halfAsked.write('GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n')
      const release = await holdTrainings(dialect, place.url)
      t.after(release)
      const answers = Array.from({ length: inFlight }, (_, index) => signUp(server, `ada${index}@example.org`))
      await delay(heardMs)
      const told = performance.now()
      server.child.kill('SIGTERM')
      await delay(200)
      halfAsked.write('\r\n')
      assert.match(await halfAsked.until(/stopping/), /^HTTP\/1\.1 503 [^]*\r\nconnection: close\r\n/i)
      await assert.rejects(fetch(`${server.url}/livez`), 'nothing new is taken')
      await release()

      const references: string[] = []
      for (const response of await Promise.all(answers)) {
        assert.equal(response.status, 201)
        assert.equal(response.headers.get('connection'), 'close')
        references.push(((await response.json()) as RegistrationResult).reference)
      }
      assert.equal(await server.ended, 0)
      assert.ok(performance.now() - told < longestStopMs)
      assert.deepEqual(await look(place.url, contradictions), [])
      const stored = await look(place.url, (db) => db.reader.selectFrom('registration').select('reference').execute())
      assert.deepEqual(stored.map((row) => row.reference).toSorted(), references.toSorted())
      place.remove()
    })
  }

  test('that is told to stop waits for nobody longer than it may', async () => {
    const { place, server } = await serverFor('sqlite')
    const stuck = await openSocket(server.port)
    stuck.write(postHead('t-0', 'Content-Length: 1000') + '{"people"')
    await delay(200)
    const told = performance.now()
    server.child.kill('SIGTERM')
    // A second signal, as impatient people send it, is not a reason to drop anything.
    server.child.kill('SIGTERM')
    assert.equal(await server.ended, 0)
    assert.ok(performance.now() - told < longestStopMs)
    place.remove()
  })

  test('cuts clients that send their headers or their body too slowly', async () => {
    const { place, server } = await serverFor('sqlite')
    const [slowHead, slowBody] = await Promise.all([openSocket(server.port), openSocket(server.port)])
    slowHead.write('GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n')
    slowBody.write(postHead('t-0', 'Content-Length: 1000'))
    const began = performance.now()
    const drip = setInterval(() => [slowHead.write('X: y\r\n'), slowBody.write(' ')], 500)
    const cutAfter = (client: typeof slowHead) => client.closed.then(() => performance.now() - began)
    const cuts = await Promise.all([cutAfter(slowHead), cutAfter(slowBody)])
    clearInterval(drip)
    // A machine that is busy cuts later, but the headers always before the body.
    assert.ok(cuts[0] > 9_000 && cuts[0] < 18_000, `headers were awaited for ${cuts[0]} ms`)
    assert.ok(cuts[1] > 19_000 && cuts[1] < 28_000, `the body was awaited for ${cuts[1]} ms`)
    for (const client of [slowHead, slowBody]) assert.match(client.received(), /^HTTP\/1\.1 408 /)
    assert.equal((await signUp(server, 'ada@example.org')).status, 201)
    assert.doesNotMatch(server.output(), /a request failed/)
    await kill(server)
    place.remove()
  })

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
    place.remove()
  })
})

const signUp = ({ url }: RunningProgram, email: string) =>
  fetch(`${url}/api/v1/trainings/t-0/registrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ people: [{ givenName: 'Ada', familyName: 'Reyes', email }] }),
  })
