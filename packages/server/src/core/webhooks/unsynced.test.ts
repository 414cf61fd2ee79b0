import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { sql } from 'kysely'
import { test } from 'mocha'
import { validate, version } from 'uuid'
import type { Tx } from '../../platform/db/database.ts'
import { givenWebhook, startReceiver } from '../../testing/servers/receiver.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { deliverWebhooks } from './deliver-due.ts'
import { fanOutEvents } from './fan-out.ts'

onBothDatabases('a transaction that does not wait for the disk', (running) => {
  const isSynced = async (tx: Tx) => {
    if (running().context.db.name === 'sqlite') {
      const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(tx)
      return rows[0]?.synchronous === 2
    }
    const { rows } = await sql<{ setting: string }>`select current_setting('synchronous_commit') as setting`.execute(tx)
    return rows[0]?.setting === 'on'
  }

  test('is the only one: those before, next to, and after it wait, also where it fails', async () => {
    const { transaction, unsynced } = running().context.db
    assert.deepEqual(
      await Promise.all([transaction(isSynced), unsynced(isSynced), transaction(isSynced), unsynced(isSynced)]),
      [true, false, true, false],
    )
    await assert.rejects(
      unsynced(() => Promise.reject(new Error('no'))),
      /no/,
    )
    assert.equal(await transaction(isSynced), true)
  })

  test('is all that a receiver that fails costs', async () => {
    const { context, givenTraining, signUp } = running()
    const receiver = await startReceiver((response) => response.writeHead(500).end())
    await givenWebhook(running(), receiver)
    const { slug } = await givenTraining()
    for (const person of [someone(), someone()]) await signUp(slug, { people: [person] })
    const waiting = mock.method(context.db, 'transaction')
    await deliverWebhooks(context)
    assert.equal(receiver.received.length, 2)
    assert.equal(waiting.mock.callCount(), 0)
  })

  test('leaves a delivery its id, also where a power cut has undone it', async () => {
    const { context, givenTraining, signUp } = running()
    const { rows } = running()
    const hooks = [await startReceiver(), await startReceiver()]
    for (const receiver of hooks) await givenWebhook(running(), receiver)
    const { slug } = await givenTraining({ seats: { capacity: null, waitlist: false } })
    await Promise.all([1, 2, 3].map(() => signUp(slug, { people: [someone()] })))
    const events = await rows('webhook_event')
    const idsOf = async () => {
      await fanOutEvents(context)
      const all = await rows('webhook_delivery')
      return all.filter(({ data }) => data.includes(slug)).map(({ id, webhook_id, data }) => ({ id, webhook_id, data }))
    }
    const before = await idsOf()
    assert.equal(new Set(before.map(({ id }) => id)).size, 6)
    assert.ok(before.every(({ id }) => validate(id) && version(id) === 7))
    await context.db.transaction(async (tx) => {
      await tx.deleteFrom('webhook_delivery').execute()
      await tx.insertInto('webhook_event').values(events).execute()
    })
    assert.deepEqual(await idsOf(), before)
  })
})
