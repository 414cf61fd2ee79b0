import assert from 'node:assert/strict'
import type { RegistrationStatus } from '@training-signup/contract'
import { type RawBuilder, sql } from 'kysely'
import { test } from 'mocha'
import type { Tx } from '../../platform/db/database.ts'
import { runJobs } from '../../start/schedule.ts'
import { sendAllMails } from '../../testing/mails/expected-mails.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { cancel } from './cancel.ts'
import { expireRegistrations } from './expire.ts'
import { finishPromotions } from './waiting-list.ts'

onBothDatabases('a waiting list', (given) => {
  /** Stores a row so often again, each with other values where `changed` says so. */
  // The database makes these itself.
  const derived = new Set(['email_domain', 'has_needs'])
  async function copy(
    table: 'registration' | 'registration_group',
    id: string,
    changed: Record<string, RawBuilder<unknown>>,
    copies: number,
  ) {
    const { db } = given().context
    const row = await db.reader.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const names = Object.keys(row).filter((name) => !derived.has(name))
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

  const standInLine = {
    id: numbered('id'),
    reference: numbered('reference'),
    active_person: numbered('active_person'),
    waiting_list_position: sql`waiting_list_position + n`,
  }

  test('is promoted from however many groups wait', async () => {
    const { signUp, givenTraining, context } = given()
    const { slug } = await givenTraining({ seats: { capacity: 1, waitlist: true } })
    await signUp(slug, { people: [someone()] })
    await signUp(slug, { people: [someone()], coordinator: { name: 'Pat', email: 'pat@kcpd.example' } })
    const people = () =>
      context.db.reader
        .selectFrom('registration')
        .select(['id', 'group_id', 'status'])
        .orderBy('waiting_list_position')
        .limit(3)
    const [seated, first] = await people().execute()
    const groupId = first?.group_id ?? ''
    // More than there may be values in a statement; PostgreSQL takes twice as many, which would be
    // slow to store.
    const copies = context.db.name === 'sqlite' ? 33_000 : 1_000
    await copy('registration_group', groupId, { id: numbered('id'), reference: numbered('reference') }, copies)
    await copy('registration', first?.id ?? '', { ...standInLine, group_id: numbered('group_id') }, copies)
    await cancel(context, seated?.id ?? '')
    assert.deepEqual(
      (await people().execute()).map(({ status }) => status),
      ['cancelled', 'confirmed', 'waitlisted'],
    )
  })

  test('of very many is promoted from in parts, and no one who comes in the meantime skips the line', async () => {
    const waiting = 1_000
    const server = given()
    const { context, signUp, givenTraining } = server
    const { slug } = await givenTraining({ seats: { capacity: 1, waitlist: true } })
    await signUp(slug, { people: [someone()] })
    await signUp(slug, { people: [someone()] })
    const training = context.db.reader.selectFrom('training').where('slug', '=', slug)
    const { id } = await training.select('id').executeTakeFirstOrThrow()
    const ofTraining = context.db.reader.selectFrom('registration').where('training_id', '=', id)
    const first = await ofTraining.where('status', '=', 'waitlisted').select('id').executeTakeFirstOrThrow()
    await copy('registration', first.id, standInLine, waiting - 1)
    await context.db.transaction((tx) =>
      tx
        .updateTable('training')
        .set({ last_waiting_list_position: waiting + 1 })
        .where('id', '=', id)
        .execute(),
    )
    const seated = async () =>
      (
        await ofTraining
          .where('status', '=', 'confirmed')
          .select('waiting_list_position')
          .orderBy('waiting_list_position')
          .execute()
      ).map(({ waiting_list_position }) => waiting_list_position)
    const firstOf = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
    const isDue = async () =>
      (await training.select('promotion_pending_since').executeTakeFirstOrThrow()).promotion_pending_since !== null

    const { status } = await server.admin('PATCH', `/trainings/${slug}`, { seats: { capacity: waiting + 1 } })
    assert.equal(status, 200)
    assert.deepEqual(await seated(), firstOf(101))
    const late = await signUp(slug, { people: [someone()] })
    assert.equal(late.body.status, 'waitlisted')
    assert.deepEqual(await seated(), firstOf(101))

    // The process ends in the middle of a part: what that one did is undone, what was done before
    // stays.
    let system = 0
    const dying = { ...context, db: { ...context.db, transaction: dieInThird } }
    function dieInThird<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      system += 1
      return context.db.transaction(async (tx) => {
        const done = await work(tx)
        if (system === 3) throw new Error('killed')
        return done
      })
    }
    await assert.rejects(finishPromotions(dying), /killed/)
    assert.deepEqual([await seated(), await isDue()], [firstOf(301), true])

    assert.deepEqual(await runJobs(context), [])
    assert.deepEqual([await seated(), await isDue()], [firstOf(waiting + 1), false])
    assert.equal((await signUp(slug, { people: [someone()] })).body.status, 'waitlisted')
    await server.admin('PATCH', `/trainings/${slug}`, { seats: { capacity: waiting + 2 } })
    assert.deepEqual(await seated(), firstOf(waiting + 2))
  })

  test('of very many offers lapses in parts', async () => {
    const { context, signUp, givenTraining, clock, admin } = given()
    const seats = { capacity: 0, waitlist: true, waitlistBy: 'offer' } as const
    const { slug } = await givenTraining({ seats })
    const people = Array.from({ length: 30 }, () => someone())
    const coordinator = { name: 'Pat', email: 'pat@kcpd.example' }
    for (let group = 0; group < 4; group++)
      await signUp(slug, { people: people.map((person) => ({ ...person, givenName: `Ada${group}` })), coordinator })
    await admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 120 } })
    await finishPromotions(context)
    const count = async (status: RegistrationStatus) =>
      (await admin('GET', `/registrations?training=${slug}&limit=1`)).body.totals[status] ?? 0
    assert.equal(await count('offered'), 120)
    await sendAllMails(context.db)
    clock.now = new Date('2027-01-14T12:00:00.000Z')
    let system = 0
    await expireRegistrations({ ...context, isStopping: () => (system += 1) > 1 })
    assert.deepEqual([await count('expired'), await count('offered')], [100, 20])
    await expireRegistrations(context)
    assert.deepEqual([await count('expired'), await count('offered')], [120, 0])
  })
})
