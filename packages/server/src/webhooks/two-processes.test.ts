import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type Received, startReceiver, verify } from '../testing/receiver.ts'
import { kill, look, type RunningProgram, seedTrainings, startServerProcess } from '../testing/server.ts'
import { adminToken, dialects, freshDatabaseUrl, readJson, somebody } from '../testing/test-app.ts'

const patienceMs = 90_000
const people = 30

const post = (server: RunningProgram, path: string, body: unknown) =>
  fetch(`${server.url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` },
    body: JSON.stringify(body),
  })

async function until(isSo: () => boolean) {
  for (const end = performance.now() + patienceMs; performance.now() < end; await delay(50)) if (isSo()) return
  assert.fail('waited in vain')
}

const idsOf = (received: Received[]) => received.map(({ headers }) => headers['webhook-id'])

for (const dialect of dialects) {
  describe(`several processes that deliver webhooks on ${dialect}`, () => {
    test(`send each event once; what a dead one was sending is sent again under its id, on ${dialect}`, async (t) => {
      const place = await freshDatabaseUrl(dialect)
      t.after(place.remove)
      const [slug = ''] = await look(place.url, (db) =>
        seedTrainings(db, 'told', 1, () => ({ seats: { capacity: 99 } })),
      )
      const receiver = await startReceiver(t)
      const environment = { DATABASE_URL: place.url, ADMIN_TOKEN: adminToken, WEBHOOK_ALLOW: receiver.place }
      const servers = await Promise.all([1, 2].map(() => startServerProcess(environment)))
      t.after(() => Promise.all(servers.map(kill)))
      const [first, second] = servers as [RunningProgram, RunningProgram]
      const hook = await readJson(await post(first, '/admin/webhooks', { url: receiver.url }))

      const signUp = (server: RunningProgram) =>
        post(server, `/trainings/${slug}/registrations`, { people: [somebody()] })
      const answers = await Promise.all(
        Array.from({ length: people }, (_, index) => signUp(index % 2 ? first : second)),
      )
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
      await until(() => receiver.received.length >= people)
      // Several rounds of delivery.
      await delay(500)
      assert.equal(receiver.received.length, people)
      assert.equal(new Set(idsOf(receiver.received)).size, people)
      for (const one of receiver.received) verify(hook.secret, one, new Date())

      receiver.received.length = 0
      receiver.answer = () => {}
      await signUp(first)
      await until(() => receiver.received.length === 1)
      // One of the two is sending; a third one finds what they left.
      await Promise.all(servers.map(kill))
      receiver.answer = (response) => response.end()
      await look(place.url, (db) => db.writer.updateTable('webhook').set({ busy_until: '' }).execute())
      const third = await startServerProcess(environment)
      t.after(() => kill(third))
      await until(() => receiver.received.length === 2)
      const [before, after] = idsOf(receiver.received)
      assert.equal(before, after)
      assert.equal(receiver.received[0]?.body, receiver.received[1]?.body)
      assert.ok(![first, second, third].some((server) => /Reyes|hook\?key/.test(server.output())))
    })
  })
}
