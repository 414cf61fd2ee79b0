import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { after, before, describe, test } from 'mocha'
import pg from 'pg'
import { type Postgres, startPostgres } from '../../testing/databases/postgres.ts'
import { inShare } from './connection-queue.ts'
import { type Database, openDatabase } from './database.ts'

/** Connects until the server has no connection left for anyone. */
async function takeConnections(connectionString: string): Promise<pg.Client[]> {
  const taken: pg.Client[] = []
  for (;;) {
    const client = new pg.Client({ connectionString })
    client.on('error', () => {})
    try {
      await client.connect()
      taken.push(client)
    } catch (error) {
      assert.equal((error as { code?: string }).code, '53300')
      return taken
    }
  }
}

describe('a PostgreSQL server', () => {
  let postgres: Postgres
  let url: string
  let db: Database
  before(async () => {
    postgres = await startPostgres({ maxConnections: 10 })
    url = await postgres.createDatabase()
    db = await openDatabase(url)
  })
  after(async () => {
    await db.close()
    await postgres.stop()
  })

  test('ends a statement that takes too long by itself, so that it holds no lock for no one, on postgres', async () => {
    const slow = db.writer.transaction().execute((tx) => sql`select pg_sleep(30)`.execute(tx))
    await assert.rejects(slow, { code: '57014' })
  })

  test('ends a wait for a lock, which is then tried again, on postgres', async () => {
    await db.beat(new Date().toISOString())
    const locked = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const holder = db.migrator.transaction().execute(async (tx) => {
      await sql`update heartbeat set at = at`.execute(tx)
      locked.resolve()
      await release.promise
    })
    await locked.promise
    const waiter = db.writer.transaction().execute((tx) => sql`update heartbeat set at = at`.execute(tx))
    await assert.rejects(waiter, { code: '55P03' })
    release.resolve()
    await holder
  })

  test('that has no connection left is asked again until it has one, on postgres', async () => {
    const begun = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    // Keeps the connection that the pool has, so that the next transaction needs another one.
    const first = db.transaction(async () => {
      begun.resolve()
      await finish.promise
    })
    await begun.promise
    const taken = await takeConnections(url)
    const second = inShare('sign-ups', () =>
      db.transaction(async (tx) => (await sql<{ one: number }>`select 1 as one`.execute(tx)).rows),
    )
    await delay(300)
    await Promise.all(taken.map((client) => client.end()))
    assert.deepEqual(await second, [{ one: 1 }])
    finish.resolve()
    await first
  })
})
