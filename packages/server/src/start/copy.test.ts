import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { after, before, describe, test } from 'mocha'
import { sealAudit, verifyAudit } from '../platform/audit/seal.ts'
import { StartError } from '../platform/config.ts'
import { type Database, openDatabase } from '../platform/db/database.ts'
import type { Fixture } from '../testing/databases/load-fixture.ts'
import { givenFilledDatabase, readFixture } from '../testing/databases/load-fixture.ts'
import { contradictions } from '../testing/generated/recount.ts'
import { afterTest } from '../testing/servers/after-test.ts'
import { scratchFolder } from '../testing/servers/scratch-folder.ts'
import { authSecret, kill, look, runCommand, startServerProcess } from '../testing/servers/server.ts'
import { freshDatabaseUrl, someone, testApp } from '../testing/servers/test-app.ts'
import { copy } from './copy.ts'

const main = new URL('main.ts', import.meta.url).pathname

let folder: string
before(() => {
  folder = scratchFolder('training-signup-copy-')
})
after(() => rmSync(folder, { recursive: true, force: true }))

async function freshPostgres() {
  const { url, remove } = await freshDatabaseUrl('postgres')
  afterTest(remove)
  return url
}

/** Every row of every table, whatever the engine calls bytes. */
async function readAll({ reader }: Database) {
  const tables = await reader.introspection.getTables()
  const all = tables
    .filter(({ name }) => name !== 'migration' && name !== 'heartbeat')
    .map(async ({ name }) => {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(reader)
      const texts = rows.map((row) => {
        const entries = Object.entries(row).map(([column, value]) => [
          column,
          value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
        ])
        return JSON.stringify(entries.toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1)))
      })
      return [name, texts.toSorted()] as const
    })
  return Object.fromEntries(await Promise.all(all))
}

const refused = async (from: string, to: string): Promise<string> => {
  const error = await copy(from, to).catch((reason: unknown) => reason)
  assert.ok(error instanceof StartError, String(error))
  return error.message
}

describe('a copy from SQLite to PostgreSQL', () => {
  test('has every row, also of an earlier version, and is done once', async () => {
    const filled = readFixture('filled-1.1.0.json') as Fixture
    const { url, remove } = await givenFilledDatabase('sqlite', filled)
    afterTest(remove)
    const target = await freshPostgres()
    const lines = await copy(url, target)
    assert.match(lines[0] ?? '', /^Copied\. Tables: \d+\. Rows: \d+, as many as before\. Registrations: \d+\.$/)
    const [earlier, now] = [await look(url, readAll), await look(target, readAll)]
    assert.deepEqual(Object.keys(now).toSorted(), Object.keys(earlier).toSorted())
    for (const [table, rows] of Object.entries(earlier)) assert.deepEqual(now[table], rows, table)
    assert.deepEqual(await look(target, contradictions), [])
    assert.equal(await refused(url, target), 'The PostgreSQL database is not empty. Name a new one.')
  })

  test('has the whole audit log and its hash, and a server goes on with it', async () => {
    const app = await testApp('sqlite')
    const { slug } = await app.givenTraining()
    for (const _ of [1, 2, 3]) await app.signUp(slug, { people: [someone()] })
    await app.people(slug)
    app.clock.later({ minutes: 5 })
    await sealAudit(app.context)
    const { hash, entries } = await verifyAudit(app.context.db.reader)
    assert.ok(entries > 0)
    const file = path.join(folder, 'audit.db')
    await sql`vacuum into ${file}`.execute(app.context.db.writer)
    await app.close()
    const target = await freshPostgres()
    const environment = { DATABASE_URL: target, AUTH_SECRET: authSecret }
    const { code, output } = await runCommand(['copy', `sqlite:${file}`], environment)
    assert.equal(code, 0, output)
    assert.match(output, new RegExp(`^Audit log: ${entries} entries, last hash ${hash}, as before\\.$`, 'm'))
    assert.deepEqual(await look(target, ({ reader }) => verifyAudit(reader)), {
      entries,
      archived: 0,
      hash,
      brokenAt: undefined,
    })
    const server = await startServerProcess(environment)
    afterTest(() => kill(server))
    const response = await fetch(`${server.url}/api/v1/trainings/${slug}/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ people: [someone()] }),
    })
    // The test's training is of another time than this process.
    assert.ok([201, 409].includes(response.status), await response.text())
  })

  test('is refused while a server runs, of what is no database, and of a log that was changed', async () => {
    const file = path.join(folder, 'used.db')
    const target = await freshPostgres()
    const server = await startServerProcess({ DATABASE_URL: `sqlite:${file}` })
    afterTest(() => kill(server))
    assert.match(
      await refused(`sqlite:${file}`, target),
      /^A server or a command is using .*used\.db\. Stop it first\.$/,
    )
    await kill(server)
    assert.match(await refused(`sqlite:${file}-not-there`, target), /damaged, or no database of this program/)
    assert.match(await refused(target, `sqlite:${file}`), /^Name both: copy sqlite:FILE postgres:/)
    const db = new DatabaseSync(file)
    db.exec("update audit_seal set sequence = 1, hash = 'abc'")
    db.close()
    assert.match(await refused(`sqlite:${file}`, target), /^The audit log is not whole, so nothing was copied/)
    // Nothing is left of it, so it can be tried again.
    const repaired = new DatabaseSync(file)
    repaired.exec("update audit_seal set sequence = 0, hash = ''")
    repaired.close()
    assert.match((await copy(`sqlite:${file}`, target))[0] ?? '', /^Copied\./)
  })

  test('takes no more memory than a process with 64 MB has, for a table of twice that', async () => {
    const file = path.join(folder, 'large.db')
    await (await openDatabase(`sqlite:${file}`)).close()
    const db = new DatabaseSync(file)
    db.exec(`insert into webhook_event (id, events, created_at)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 128000)
      select 'id-' || i, hex(randomblob(500)), '2030' from n`)
    db.close()
    const target = await freshPostgres()
    const environment = { DATABASE_URL: target, AUTH_SECRET: authSecret }
    const program = ['--max-old-space-size=64', main]
    const { code, output } = await runCommand(['copy', `sqlite:${file}`], environment, { program })
    assert.equal(code, 0, output)
    const count = await look(target, ({ reader }) =>
      reader
        .selectFrom('webhook_event')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    )
    assert.equal(count.count, 128_000)
  })
})
