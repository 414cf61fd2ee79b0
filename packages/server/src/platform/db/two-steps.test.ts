import assert from 'node:assert/strict'
import { type Kysely, type KyselyPlugin, sql } from 'kysely'
import { describe, test } from 'mocha'
import { readEverything } from '../../testing/everything.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { look, runCommand } from '../../testing/servers/server.ts'
import { type Dialect, dialects, freshDatabaseUrl } from '../../testing/servers/test-app.ts'
import { until } from '../../testing/servers/until.ts'
import { StartError } from '../config.ts'
import { openDatabase, openEngine } from './database.ts'
import type { Engine } from './engine.ts'
import { carryOut, listMissing, migrate } from './migrate.ts'
import type { Migration } from './migration.ts'
import { migrations } from './migrations/index.ts'
import type { Tables } from './schema.ts'

type Name = keyof typeof migrations
const all: [string, Migration][] = Object.entries(migrations)
const names = all.map(([name]) => name)
/** Those during which older programs run on. The first of them, with which that began, is in version 1.6.0. */
const inSteps = all.filter(([, { runsFrom }]) => runsFrom !== undefined)

/** An engine on a database that has the migrations before one. */
async function before(dialect: Dialect, name: string): Promise<Engine> {
  const place = await freshDatabaseUrl(dialect)
  const engine = await openEngine(place.url)
  afterTest(async () => {
    await engine.close()
    await place.remove()
  })
  const earlier = names[names.indexOf(name) - 1] as Name
  await migrate(engine, { upTo: earlier })
  return engine
}

/** Notes each statement, and has the next one fail once there were so many. */
function noting(db: Kysely<Tables>, most = Infinity) {
  const statements: string[] = []
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      if (statements.length === most) throw new Error('cut off')
      statements.push(db.getExecutor().compileQuery(node, queryId).sql)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { plugin, db: db.withPlugin(plugin), statements }
}

const tableOf = (statement: string) => /(?:table|into) (?:if not exists )?"(\w+)"/.exec(statement)?.[1] ?? ''

/** Returns whether an earlier program, which does not know what a statement makes, runs on. */
function isAdding(statement: string, made: ReadonlySet<string>): boolean {
  if (/^create (?:table|index|unique index)\b/.test(statement)) return true
  if (/^insert into\b/.test(statement)) return made.has(tableOf(statement))
  const column = /^alter table .* add column (.*)$/.exec(statement)?.[1]
  if (column !== undefined) return !/not null/.test(column) || /default/.test(column)
  // What the earlier program no longer uses, which the test with that program shows.
  return /^(?:drop (?:table|index)\b|alter table .* drop column\b)/.test(statement)
}

test('since older programs run on, each migration says from which one they do', () => {
  const later = all.slice(names.indexOf('099-runs-from'))
  assert.deepEqual(
    later.filter(([, { runsFrom }]) => runsFrom === undefined).map(([name]) => name),
    [],
  )
})

for (const dialect of dialects)
  describe(`migrations in two steps, on ${dialect}`, () => {
    for (const [name, migration] of inSteps) {
      const { runsFrom, indexes = {} } = migration
      test(`${name} names an earlier one from which programs run on, and only adds`, async () => {
        assert.ok(names.indexOf(runsFrom ?? '') >= 0 && names.indexOf(runsFrom ?? '') < names.indexOf(name))
        const engine = await before(dialect, name)
        const { db, statements } = noting(engine.writer)
        await carryOut(db, migration)
        const made = new Set(statements.filter((one) => one.startsWith('create table')).map(tableOf))
        for (const statement of statements) assert.ok(isAdding(statement, made), statement)
        for (const statement of statements.filter((one) =>
          /^create (?:unique )?index .* on "?registration\b/s.test(one),
        ))
          assert.ok(
            Object.keys(indexes).some((index) => statement.includes(index)),
            'it is built ahead',
          )
        for (const statement of statements.filter(
          (one) => /\bregistration_id\b/.test(one) && one.startsWith('create table'),
        ))
          assert.match(statement, /references "registration".* on delete cascade/, 'an earlier program erases it, too')
      })

      // SQLite undoes all of it.
      if (dialect === 'postgres')
        test(`${name} is finished wherever it was cut off, on a server that commits each statement`, async () => {
          const engine = await before(dialect, name)
          const whole = noting(engine.writer)
          await engine.writer
            .transaction()
            .execute(async (tx) => {
              await carryOut(tx.withPlugin(whole.plugin), migration)
              throw new StartError('undone')
            })
            .catch(() => {})
          for (let most = 0; most <= whole.statements.length; most++)
            await carryOut(noting(engine.writer, most).db, migration).catch(({ message }) =>
              assert.equal(message, 'cut off'),
            )
          assert.ok((await migrate(engine)).includes(name))
        })
    }

    const stored = async (url: string, row: { name: string; from: string | null }) =>
      look(url, ({ writer }) =>
        sql`insert into migration (name, applied_at, runs_from) values (${row.name}, '2030', ${row.from})`.execute(
          writer,
        ),
      )

    test('a program runs on a newer database that says so, and on no other', async () => {
      const place = await freshDatabaseUrl(dialect)
      afterTest(place.remove)
      await stored(place.url, { name: '998-later', from: names.at(-1) ?? '' })
      const db = await openDatabase(place.url)
      const everything = await readEverything({ db })
      assert.equal(everything['migration']?.length, names.length + 1)
      await db.close()
      await stored(place.url, { name: '999-much-later', from: '998-later' })
      await assert.rejects(openDatabase(place.url), (error) => {
        assert.ok(error instanceof StartError)
        assert.match(error.message, /^A newer version of this program created the database \(it has 999-much-later\)\./)
        return true
      })
    })

    test('the check says what is pending, whether older processes run on, and changes nothing', async () => {
      const engine = await before(dialect, '099-runs-from')
      const missing = names.slice(names.indexOf('099-runs-from'))
      assert.ok(missing.length > 0)
      for (const _ of [1, 2]) {
        const found = await listMissing(engine)
        assert.deepEqual([found.names, found.isEmpty], [missing, false])
      }
      await migrate(engine)
      assert.deepEqual(await listMissing(engine), { names: [], isEmpty: false, canRunOn: true })
    })

    test('each of them lets go of what it locked before the next one, and those before are one', async () => {
      const appliedAfter = async (first: string) => {
        const engine = await before(dialect, first)
        // Has a later one fail.
        await sql`create table told_coordinator (other text)`.execute(engine.writer)
        await assert.rejects(migrate(engine), StartError)
        const { rows } = await sql<{ name: string }>`select name from migration`.execute(engine.reader)
        return rows.map(({ name }) => name).filter((name) => names.indexOf(name) >= names.indexOf(first))
      }
      const kept = names.slice(names.indexOf('106-audit-archive'), names.indexOf('122-told-coordinators'))
      assert.deepEqual(await appliedAfter('106-audit-archive'), kept)
      assert.deepEqual(await appliedAfter('086-supervisor-reasons'), [])
    })

    if (dialect === 'postgres')
      test('an index is built while others write, and anew where that was cut off', async () => {
        const engine = await before(dialect, '123-list-orders')
        const index = 'registration_training_needs_name'
        const on = all.find(([name]) => name === '123-list-orders')?.[1].indexes?.[index] ?? ''
        await sql.raw(`create index ${index} on ${on}`).execute(engine.writer)
        await sql`update pg_index set indisvalid = false where indexrelid = ${index}::regclass`.execute(engine.writer)
        const write = sql`update registration set family_folded = ''`
        const { promise: isFree, resolve: free } = Promise.withResolvers<void>()
        const { promise: hasWritten, resolve: tell } = Promise.withResolvers<void>()
        const writing = engine.writer.transaction().execute(async (tx) => {
          await write.execute(tx)
          tell()
          await isFree
        })
        await hasWritten
        const migrating = migrate(engine, { upTo: '123-list-orders' })
        const building = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
          and query like '%index concurrently%'`
        await until(async () => (await building.execute(engine.reader)).rows.length > 0)
        await write.execute(engine.writer)
        free()
        await writing
        assert.deepEqual(await migrating, ['123-list-orders'])
        const { rows } = await sql<{ indisvalid: boolean }>`select indisvalid from pg_index
          where indexrelid = ${index}::regclass`.execute(engine.reader)
        assert.equal(rows[0]?.indisvalid, true)
      })

    if (dialect === 'postgres')
      test('a migration does not keep a table that others use waiting, and tries again', async () => {
        const engine = await before(dialect, '099-runs-from')
        let tries = 0
        const { promise: isFree, resolve: free } = Promise.withResolvers<void>()
        const { promise: isUsed, resolve: use } = Promise.withResolvers<void>()
        const using = engine.writer.transaction().execute(async (tx) => {
          await sql`lock table migration in access share mode`.execute(tx)
          use()
          await isFree
        })
        await isUsed
        await migrate(engine, {
          pause: async () => {
            tries += 1
            free()
            await using
          },
        })
        assert.equal(tries, 1)
      })

    test('the command ends with 2 where processes run on, 3 where they have to stop, and 0', async () => {
      const place = await freshDatabaseUrl(dialect)
      afterTest(place.remove)
      const environment = { DATABASE_URL: place.url, AUTH_SECRET: 'a'.repeat(32) }
      const check = () => runCommand(['migrate', '--check'], environment)
      const none = { code: 2, output: 'There is no database yet. The first start makes it.\n' }
      assert.deepEqual(await check(), none)
      assert.deepEqual(await check(), none)
      const engine = await openEngine(place.url)
      await migrate(engine, { upTo: '086-supervisor-reasons' })
      const behind = await check()
      assert.equal(behind.code, 3)
      assert.match(behind.output, /^Pending: 089-mail-waiting, .*099-runs-from.*\. Stop every process .* first\.\n$/)
      await migrate(engine)
      await sql`delete from migration where name = '099-runs-from'`.execute(engine.writer)
      await sql`alter table migration drop column runs_from`.execute(engine.writer)
      await engine.close()
      const close = await check()
      assert.equal(close.code, 2)
      assert.match(close.output, /^Pending: 099-runs-from\. Processes of the version before run on: .*\n$/)
      await (await openDatabase(place.url)).close()
      const now = await check()
      assert.equal(now.code, 0)
      assert.match(now.output, /^The database is up to date \((?:SQLite|PostgreSQL) .*\)\.\n$/)
    })
  })
