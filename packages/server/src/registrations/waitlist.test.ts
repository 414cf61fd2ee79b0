import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { onBothDatabases, somebody } from '../testing.ts'
import { cancel } from './cancel.ts'

onBothDatabases('a waiting list', (given) => {
  /** Stores a row so often again, each with other values where `changed` says so. */
  async function copy(
    table: 'registration' | 'registration_group',
    id: string,
    changed: Record<string, RawBuilder<unknown>>,
  ) {
    const { db } = given().deps
    // More than there may be values in a statement; PostgreSQL takes twice as many, which would be slow to store.
    const copies = db.name === 'sqlite' ? 33_000 : 1_000
    const row = await db.reader.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const names = Object.keys(row)
    const columns = sql.join(names.map((name) => sql.ref(name)))
    const values = sql.join(names.map((name) => changed[name] ?? sql.ref(name)))
    await db.transaction((tx) =>
      sql`with recursive line(n) as (select 1 union all select n + 1 from line where n < ${sql.lit(copies)})
        insert into ${sql.table(table)} (${columns}) select ${values} from ${sql.table(table)}, line where id = ${id}`.execute(
        tx,
      ),
    )
  }
  const numbered = (column: string) => sql`${sql.ref(column)} || '-' || cast(n as text)`

  test('is walked however many groups wait', async () => {
    const { signUp, givenTraining, deps } = given()
    const { slug } = await givenTraining({ seats: { capacity: 1, waitlist: true } })
    await signUp(slug, { people: [somebody()] })
    await signUp(slug, { people: [somebody()], coordinator: { name: 'Pat', email: 'pat@kcpd.example' } })
    const people = () =>
      deps.db.reader.selectFrom('registration').select(['id', 'group_id', 'status']).orderBy('line_number').limit(3)
    const [seated, first] = await people().execute()
    const groupId = first?.group_id ?? ''
    await copy('registration_group', groupId, { id: numbered('id'), reference: numbered('reference') })
    await copy('registration', first?.id ?? '', {
      id: numbered('id'),
      reference: numbered('reference'),
      group_id: numbered('group_id'),
      active_person: numbered('active_person'),
      line_number: sql`line_number + n`,
    })
    await cancel(deps, seated?.id ?? '')
    assert.deepEqual(
      (await people().execute()).map(({ status }) => status),
      ['cancelled', 'confirmed', 'waitlisted'],
    )
  })
})
