import assert from 'node:assert/strict'
import { type Kysely, sql } from 'kysely'
import { test } from 'mocha'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import type { Tx } from './database.ts'
import { insertRows } from './insert-rows.ts'
import type { Tables } from './schema.ts'
import { type Write, writeTogether } from './write-together.ts'

onBothDatabases('rows that are inserted together', (given) => {
  const row = (key: string, request_hash: string | null, answer: string | null = null) =>
    ({ key, training_id: 'one', request_hash, answer }) as never
  /** Writes to a table of the test's own, which has the name of a real one for this connection. */
  const storing = (...steps: ((tx: Tx) => Write[])[]) => {
    const { db } = given().context
    return db.transaction(async (tx) => {
      await sql`create temporary table idempotency
        (key text primary key, training_id text, request_hash text default 'left out', answer text)`.execute(tx)
      for (const writesOf of steps) await writeTogether(db, tx, writesOf(tx))
      const rows = await (tx as Kysely<Tables>).selectFrom('idempotency').selectAll().orderBy('key').execute()
      await sql`drop table idempotency`.execute(tx)
      return rows.map((one) => ({ ...one }))
    })
  }

  test('get each its own values, and null where only another one has a value', async () => {
    const rows = await storing(() => [
      insertRows('idempotency', [row('a', "it's", '?'), row('b', 'h'), row('c', null, '$1')]),
    ])
    assert.deepEqual(rows, [
      { key: 'a', training_id: 'one', request_hash: "it's", answer: '?' },
      { key: 'b', training_id: 'one', request_hash: 'h', answer: null },
      { key: 'c', training_id: 'one', request_hash: null, answer: '$1' },
    ])
  })

  test('do not name a column in which no row has a value', async () => {
    const rows = await storing(() => [insertRows('idempotency', [row('a', null), row('b', null)])])
    assert.deepEqual(
      rows.map((one) => one.request_hash),
      ['left out', 'left out'],
    )
  })

  test('take other writes and an ending along', async () => {
    const ending = 'on conflict (key) do update set answer = excluded.answer'
    const rows = await storing(
      (tx) => [insertRows('idempotency', [row('a', 'h', 'first')]), tx.insertInto('idempotency').values(row('b', 'h'))],
      (tx) => [
        insertRows('idempotency', [row('a', 'h', 'second')], ending),
        tx.updateTable('idempotency').set({ answer: 'other' }).where('key', '=', 'b'),
      ],
    )
    assert.deepEqual(
      rows.map((one) => one.answer),
      ['second', 'other'],
    )
  })

  test('are as many as the largest batch has people', async () => {
    const keys = Array.from({ length: 400 }, (_, index) => `k${String(index).padStart(3, '0')}`)
    const rows = await storing(() => [
      insertRows(
        'idempotency',
        keys.map((key) => row(key, key)),
      ),
    ])
    assert.deepEqual(
      rows.map((one) => one.request_hash),
      keys,
    )
  })
})
