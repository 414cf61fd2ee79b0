import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { test } from 'mocha'
import type { Database } from '../platform/db/database.ts'
import { afterTest } from '../testing/servers/after-test.ts'
import { onBothDatabases, testApp } from '../testing/servers/test-app.ts'

onBothDatabases('a probe', (given) => {
  /** A server with a steady clock of its own. */
  async function withClock(write: Database['beat']) {
    const { context } = given()
    const clock = { now: 0 }
    const writes: number[] = []
    const beat = (at: string) => {
      writes.push(clock.now)
      return write(at)
    }
    const steadyClock = { ...context.steadyClock, now: () => clock.now }
    const server = await testApp(context.db.name, { system: { db: { ...context.db, beat }, steadyClock } })
    afterTest(server.close)
    const probe = async (now: number) => {
      clock.now = now
      return (await server.app.request('/readyz')).status
    }
    return { writes, probe }
  }

  test('writes as durably as a sign-up', async () => {
    const { send, context } = given()
    const { db } = context
    if (db.name === 'postgres') {
      await sql`create table heard (setting text)`.execute(db.writer)
      await sql
        .raw(`
          create function hear() returns trigger language plpgsql as
            $$ begin insert into heard values (current_setting('synchronous_commit')); return new; end $$;
          create trigger hear before insert on heartbeat for each row execute function hear();`)
        .execute(db.writer)
    }
    assert.equal((await send('GET', '/readyz')).status, 200)
    const beats = await db.reader.selectFrom('heartbeat').select('at').execute()
    assert.equal(beats[0]?.at, context.now().toISOString())
    const setting =
      db.name === 'postgres'
        ? await sql<{ setting: string }>`select setting from heard`.execute(db.reader)
        : await db.probe((tx) =>
            sql<{ setting: number }>`select synchronous as setting from pragma_synchronous`.execute(tx),
          )
    // FULL, with which SQLite syncs at each commit.
    assert.deepEqual(
      setting.rows.map((row) => row.setting),
      [db.name === 'postgres' ? 'on' : 2],
    )
  })

  test('writes no more often than every two seconds, however many there are', async () => {
    const { writes, probe } = await withClock(given().context.db.beat)
    assert.deepEqual(await Promise.all([probe(0), probe(0), probe(0)]), [200, 200, 200])
    for (const now of [1_000, 1_999, 2_000, 3_999, 4_000]) assert.equal(await probe(now), 200)
    assert.deepEqual(writes, [0, 2_000, 4_000])
  })

  test('outlives writes that fail or hang, but not for ten seconds, and sees the first that succeeds', async () => {
    for (const isHanging of [false, true]) {
      const { promise, resolve } = Promise.withResolvers<void>()
      let isWell = false
      const { probe } = await withClock(async () => {
        if (isHanging) await promise
        else assert.ok(isWell, 'full')
      })
      for (const now of [0, 4_000, 9_999]) assert.equal(await probe(now), 200, String(now))
      for (const now of [10_000, 12_000]) assert.equal(await probe(now), 503, String(now))
      isWell = true
      resolve()
      assert.equal(await probe(20_000), 200)
    }
  })

  test('has a database that fails wait longer for the next write', async () => {
    const { writes, probe } = await withClock(() => Promise.reject(new Error('gone')))
    assert.equal(await probe(0), 200)
    for (const now of [10_000, 14_999, 15_000]) assert.equal(await probe(now), 503)
    assert.deepEqual(writes, [0, 10_000, 15_000])
  })

  test('takes one slow write for no failure, however long no one has asked before', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const { probe } = await withClock(() => promise)
    assert.equal(await probe(60_000), 200)
    assert.equal(await probe(69_999), 200)
    assert.equal(await probe(70_000), 503)
    resolve()
    assert.equal(await probe(90_000), 200)
  })
})
