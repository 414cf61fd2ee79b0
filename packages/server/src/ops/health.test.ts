import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { sql } from 'kysely'
import { test } from 'mocha'
import { onBothDatabases } from '../testing/test-app.ts'

onBothDatabases('a probe', (given) => {
  test('writes, but does not have the disk synced for a stranger', async () => {
    const { context, send } = given()
    const { db } = context
    const beats = () => db.reader.selectFrom('heartbeat').select('at').execute()
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
    assert.equal((await beats())[0]?.at, context.now().toISOString())
    const setting =
      db.name === 'postgres'
        ? await sql<{ setting: string }>`select setting from heard`.execute(db.reader)
        : await db.probe((tx) =>
            sql<{ setting: number }>`select synchronous as setting from pragma_synchronous`.execute(tx),
          )
    // NORMAL, with which SQLite syncs at checkpoints only.
    assert.deepEqual(
      setting.rows.map((row) => row.setting),
      [db.name === 'postgres' ? 'off' : 1],
    )
  })

  test('shares its write with those that come in the meantime', async () => {
    const { context, send } = given()
    const { mock: beats } = mock.method(context.db, 'beat')
    const probe = async () => (await send('GET', '/readyz')).status
    assert.deepEqual(await Promise.all([probe(), probe(), probe()]), [200, 200, 200])
    assert.equal(beats.callCount(), 1)
    assert.equal(await probe(), 200)
    assert.equal(beats.callCount(), 2)
  })

  test('says no while the database never answers', async () => {
    const { context, send } = given()
    mock.method(context.db, 'beat', () => new Promise(() => {}))
    assert.equal((await send('GET', '/readyz')).status, 503)
  })
})
