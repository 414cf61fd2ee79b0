import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { describe, test } from 'mocha'
import { afterTest } from '../../testing/servers/after-test.ts'
import { dialects, freshDatabaseUrl } from '../../testing/servers/test-app.ts'
import { StartError } from '../config.ts'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

const fileOf = (url: string) => url.slice('sqlite:'.length)

/** Starts a process that holds the lock of a migration until it is told to end. */
async function startHolder(url: string) {
  const program = fileURLToPath(new URL('../../testing/databases/lock-holder.ts', import.meta.url))
  const child = spawn(process.execPath, [program, url], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  afterTest(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return async () => {
    child.stdin.end()
    assert.deepEqual(await ended, [0, null])
  }
}

test('a new SQLite file is opened while another process is still setting it up', async () => {
  const place = await freshDatabaseUrl('sqlite')
  afterTest(place.remove)
  const other = new DatabaseSync(place.url.slice('sqlite:'.length))
  other.exec('begin immediate')
  const opening = openDatabase(place.url)
  await delay(200)
  other.exec('commit')
  other.close()
  const db = await opening
  const { rows } = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db.writer)
  assert.equal(rows[0]?.journal_mode, 'wal')
  await db.close()
})

for (const dialect of dialects)
  describe(`a database that another process has locked, on ${dialect}`, () => {
    /** As many tries as no process that updates a small database needs. */
    const manyTries = 300

    test('is waited for while migrations are missing, without a count, and its user is told once', async () => {
      const place = await freshDatabaseUrl(dialect)
      afterTest(place.remove)
      const engine = dialect === 'postgres' ? await openPostgres(place.url) : await openSqlite(fileOf(place.url))
      const release = await startHolder(place.url)
      const told: string[] = []
      let tries = 0
      const isEnough = () => tries > manyTries
      const migrating = migrate(engine, {
        onWait: () => told.push('waiting'),
        pause: async () => {
          tries += 1
          if (isEnough()) await release()
        },
      })
      assert.deepEqual(await migrating, Object.keys(migrations))
      assert.deepEqual(told, ['waiting'])
      assert.ok(isEnough())
      await engine.close()
    })

    test('is opened without waiting when nothing is missing', async () => {
      const place = await freshDatabaseUrl(dialect)
      afterTest(place.remove)
      await (await openDatabase(place.url)).close()
      const release = await startHolder(place.url)
      const db = await openDatabase(place.url, () => assert.fail('it waits'))
      await db.close()
      await release()
    })
  })

test('a full disk ends a migration right away, with the reason', async () => {
  const place = await freshDatabaseUrl('sqlite')
  afterTest(place.remove)
  const engine = await openSqlite(fileOf(place.url))
  await sql`pragma max_page_count = 8`.execute(engine.writer)
  await assert.rejects(
    migrate(engine, { pause: () => assert.fail('it tries again') }),
    new StartError('Couldn’t update the database: database or disk is full.'),
  )
  await engine.close()
})
