import assert from 'node:assert/strict'
import { type RawBuilder, sql } from 'kysely'
import { test } from 'mocha'
import { copyPerson } from '../../testing/generated/copy-person.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'

/** Indexes of columns that are empty in most rows, by table and column. */
const sparse = {
  outbox: {
    alert_id: 'outbox_alert',
    duplicate_id: 'outbox_attempt',
    group_id: 'outbox_group',
    transfer_id: 'outbox_transfer',
    proof_id: 'outbox_proof',
    waiting_since: 'outbox_waiting',
  },
  registration: {
    group_id: 'registration_group_members',
    partner: 'registration_partner',
  },
}

onBothDatabases('an index of a column that is empty in most rows', (given) => {
  const plan = (engine: 'sqlite' | 'postgres', query: RawBuilder<unknown>) =>
    engine === 'sqlite' ? sql`explain query plan ${query}` : sql`explain ${query}`

  test('finds the rows that have something there', async () => {
    const { context, givenTraining, signUp, people } = given()
    const { db } = context
    const { slug } = await givenTraining({ seats: { capacity: null } })
    await signUp(slug, { people: [someone()] })
    const [{ id }] = await people(slug)
    // Enough that one of two indexes with the same rows is quicker.
    await copyPerson(given(), id, 1000, (index) => ({
      reference: `COPY${index}`,
      active_person: null,
      partner: `partner-${index % 100}`,
    }))
    await db.transaction(async (tx) => {
      // PostgreSQL reads a small table whole if it may.
      if (db.name === 'postgres') {
        await sql`set local enable_seqscan = off`.execute(tx)
        await sql`analyze registration`.execute(tx)
      }
      for (const [table, indexes] of Object.entries(sparse))
        for (const [column, index] of Object.entries(indexes)) {
          const query = sql`select id from ${sql.table(table)} where ${sql.ref(column)} = ${'x'}`
          const { rows } = await plan(db.name, query).execute(tx)
          assert.ok(JSON.stringify(rows).includes(index), `${index}: ${JSON.stringify(rows)}`)
        }
      const due = sql`select id from registration where expires_at <= ${'x'}`
      const { rows } = await plan(db.name, due).execute(tx)
      assert.ok(JSON.stringify(rows).includes('registration_expiry'), JSON.stringify(rows))
    })
  })

  test('has no entry for the others', async () => {
    const { db } = given().context
    const definitions =
      db.name === 'sqlite'
        ? sql<{ text: string }>`select sql as text from sqlite_master where name in`
        : sql<{ text: string }>`select indexdef as text from pg_indexes where indexname in`
    const names = [...Object.values(sparse).flatMap((indexes) => Object.values(indexes)), 'registration_expiry']
    const { rows } = await sql<{ text: string }>`${definitions} (${sql.join(names)})`.execute(db.reader)
    assert.equal(rows.length, names.length)
    for (const { text } of rows) assert.match(text, /where .+ is not null/i)
  })
})
