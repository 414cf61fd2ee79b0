import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, test } from 'mocha'
import { afterTest } from '../../testing/servers/after-test.ts'
import { type Received, startReceiver, verify } from '../../testing/servers/receiver.ts'
import { kill, look, type RunningProgram, startServerProcess } from '../../testing/servers/server.ts'
import { dialects, someone } from '../../testing/servers/test-app.ts'
import { ask, sendTo, startTwoServers } from '../../testing/servers/two-servers.ts'
import { until } from '../../testing/servers/until.ts'

const people = 30

const idsOf = (received: Received[]) => received.map(({ headers }) => headers['webhook-id'])

for (const dialect of dialects) {
  describe(`several processes that deliver webhooks on ${dialect}`, () => {
    test(`send each event once; what a dead one was sending is sent again under its id, on ${dialect}`, async () => {
      const receiver = await startReceiver()
      const started = await startTwoServers(dialect, { environment: { WEBHOOK_ALLOW: receiver.place } })
      const { url, slug, servers, environment } = started
      const [first, second] = servers
      const hook = await ask(first, 'POST', '/admin/webhooks', { url: receiver.url })

      const signUp = (server: RunningProgram) =>
        sendTo(server, 'POST', `/trainings/${slug}/registrations`, { people: [someone()] })
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
      await look(url, (db) => db.writer.updateTable('webhook').set({ busy_until: '' }).execute())
      const third = await startServerProcess(environment)
      afterTest(() => kill(third))
      await until(() => receiver.received.length === 2)
      const [before, after] = idsOf(receiver.received)
      assert.equal(before, after)
      assert.equal(receiver.received[0]?.body, receiver.received[1]?.body)
      assert.ok(![first, second, third].some((server) => /Reyes|hook\?key/.test(server.output())))
    })
  })
}
