import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { mock } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, test } from 'mocha'
import pg from 'pg'
import { contradictions } from '../../testing/generated/recount.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { holdTrainings } from '../../testing/servers/hold.ts'
import { dialects, someone, testApp } from '../../testing/servers/test-app.ts'
import { isSafeForWal } from './sqlite.ts'

test('a PostgreSQL server that answers before it writes is made to wait for the disk, on postgres', async () => {
  const { context, close } = await testApp('postgres')
  afterTest(close)
  const ask = sql<{ setting: string }>`select current_setting('synchronous_commit') as setting`
  assert.equal((await ask.execute(context.db.reader)).rows[0]?.setting, 'off', 'the test server is such a one')
  assert.equal((await context.db.transaction((tx) => ask.execute(tx))).rows[0]?.setting, 'on')
})

describe('a SQLite file', () => {
  test('is written to the disk before anyone gets an answer, on sqlite', async () => {
    const { context, close } = await testApp('sqlite')
    afterTest(close)
    const read = async (pragma: string) =>
      Object.values((await sql.raw(`pragma ${pragma}`).execute(context.db.writer)).rows[0] as object)[0]
    const expected = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, secure_delete: 1, busy_timeout: 20 }
    for (const [pragma, value] of Object.entries(expected)) assert.equal(await read(pragma), value, pragma)
    const file = context.config.databaseUrl.slice('sqlite:'.length)
    for (const name of [file, `${file}-wal`, `${file}-shm`]) assert.equal(statSync(name).mode & 0o777, 0o600, name)
    await assert.rejects(context.db.reader.insertInto('heartbeat').values({ id: 1, at: '' }).execute(), /readonly/)
  })

  test('is refused by versions of SQLite that may corrupt it', () => {
    const safe = ['3.51.3', '3.51.10', '3.52.0', '3.53.4', '3.50.7', '3.44.6', '4.0.0']
    const unsafe = ['3.51.2', '3.51.0', '3.50.6', '3.50.0', '3.49.9', '3.45.3', '3.44.5', '3.43.9', '3.7.0']
    assert.deepEqual([...safe, ...unsafe].filter(isSafeForWal), safe)
  })

  test('that may not grow refuses people it cannot store, until it may, on sqlite', async () => {
    const { context, signUp, givenTraining, close } = await testApp('sqlite')
    afterTest(close)
    const { slug } = await givenTraining({ seats: { capacity: null, waitlist: false } })
    await sql.raw('pragma max_page_count = 1').execute(context.db.writer)
    const kept: string[] = []
    let refused: Awaited<ReturnType<typeof signUp>> | undefined
    // A page or two still has room.
    for (let tries = 0; tries < 100 && !refused; tries++) {
      const answer = await signUp(slug, { people: [someone()] })
      if (answer.status === 201) kept.push((answer.body as { reference: string }).reference)
      else refused = answer
    }
    assert.equal(refused?.status, 503)
    assert.equal(refused.headers.get('retry-after'), '2')
    assert.deepEqual(
      (await context.db.reader.selectFrom('registration').select('reference').execute())
        .map((row) => row.reference)
        .toSorted(),
      kept.toSorted(),
    )
    assert.deepEqual(await contradictions(context.db), [])
    await sql.raw('pragma max_page_count = 1000000').execute(context.db.writer)
    assert.equal((await signUp(slug, { people: [someone()] })).status, 201)
  })
})

describe('a database that another process holds', () => {
  for (const dialect of dialects) {
    test(`for a moment keeps a sign-up waiting, no longer, on ${dialect}`, async () => {
      const { context, signUp, givenTraining, close } = await testApp(dialect)
      afterTest(close)
      const { slug } = await givenTraining()
      const release = await holdTrainings(dialect, context.config.databaseUrl)
      afterTest(release)
      const answer = signUp(slug, { people: [someone()] })
      await delay(300)
      await release()
      assert.equal((await answer).status, 201)
    })

    test(`for longer than five seconds makes it try again later, and stores nothing, on ${dialect}`, async () => {
      const { context, signUp, givenTraining, close } = await testApp(dialect)
      afterTest(close)
      const { slug } = await givenTraining()
      // From now on the training is known, so that all who wait do so together.
      await signUp(slug, { people: [someone()] })
      const release = await holdTrainings(dialect, context.config.databaseUrl)
      afterTest(release)
      const transactions = mock.method(context.db, 'transaction')
      const answers = await Promise.all([1, 2, 3].map(() => signUp(slug, { people: [someone()] })))
      for (const { status, headers } of answers) assert.deepEqual([status, headers.get('retry-after')], [503, '2'])
      // One after the other, the last would wait three times as long.
      assert.equal(transactions.mock.callCount(), 1)
      await release()
      assert.equal((await context.db.reader.selectFrom('registration').select('id').execute()).length, 1)
      assert.equal((await signUp(slug, { people: [someone()] })).status, 201)
    })
  }
})

test('a connection that breaks in the middle of a transaction ends neither the process nor the next one, on postgres', async () => {
  const { context, signUp, givenTraining, close } = await testApp('postgres')
  afterTest(close)
  const { slug } = await givenTraining()
  const client = new pg.Client({ connectionString: context.config.databaseUrl })
  await client.connect()
  const broken = context.db.transaction(async (tx) => {
    await tx.selectFrom('training').select('id').execute()
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    )
    await delay(50)
    await tx.selectFrom('training').select('id').execute()
  })
  await assert.rejects(broken, { problemName: 'busy' })
  assert.equal((await signUp(slug, { people: [someone()] })).status, 201)
  await client.end()
})
