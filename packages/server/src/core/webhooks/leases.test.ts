import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { mock } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { test } from 'mocha'
import type { Tx } from '../../platform/db/database.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { givenWebhook, startReceiver } from '../../testing/servers/receiver.ts'
import { someone, testApp } from '../../testing/servers/test-app.ts'
import { deliverWebhooks } from './deliver-due.ts'

test('PostgreSQL may lease more receivers than asked: all get theirs, and later ones too', async () => {
  const server = await testApp('postgres')
  afterTest(server.close)
  const { db } = server.context
  const { unsynced } = db
  // Leaves the planner only the way that runs the inner query once per row.
  mock.method(db, 'unsynced', <T>(work: (tx: Tx) => Promise<T>) =>
    unsynced(async (tx) => {
      for (const way of ['hashjoin', 'mergejoin', 'hashagg', 'sort', 'material'])
        await sql.raw(`set local enable_${way} = off`).execute(tx)
      return work(tx)
    }),
  )
  const held: ServerResponse[] = []
  const receiver = await startReceiver((response) => held.push(response))
  const hooks = 25
  for (let count = 0; count < hooks; count++)
    await givenWebhook(server, { ...receiver, url: `${receiver.url}?${count}` })
  const { slug } = await server.givenTraining()
  await server.signUp(slug, { people: [someone()] })
  const delivering = deliverWebhooks(server.context)
  while (held.length < hooks) await Promise.race([delay(20), delivering])
  await givenWebhook(server, receiver)
  await server.signUp(slug, { people: [someone()] })
  // While they hold, it looks whether it may lease more.
  await Promise.race([delay(2_500), delivering])
  receiver.answer = (response) => response.end()
  for (const response of held) response.end()
  await delivering
  assert.equal(receiver.received.length, hooks + hooks + 1)
})
