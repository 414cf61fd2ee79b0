import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { test } from 'mocha'
import { afterTest } from '../testing/after-test.ts'
import { freshDatabaseUrl } from '../testing/test-app.ts'
import { openDatabase } from './database.ts'

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
