import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { cancel } from '../core/seats/cancel.ts'
import { onBothDatabases, someone, type TestApp } from '../testing/servers/test-app.ts'
import { reconfirm } from '../visitors/manage/reconfirm.ts'
import { remindPeople } from './reminders.ts'

const start = Date.parse('2027-01-20T15:00:00.000Z')
const hour = 60 * 60_000
const before = (hours: number) => new Date(start - hours * hour)
const minutes = (count: number) => count / 60

const givenTraining = ({ givenTraining: given }: TestApp, training: Partial<TrainingDraft> = {}) =>
  given({ start: '2027-01-20T09:00', end: '2027-01-20T15:00', ...training })

/** Runs the job at a time, as it runs every minute, in two processes. */
async function remindAt({ context, clock }: TestApp, now: Date) {
  clock.now = now
  await Promise.all([remindPeople(context), remindPeople(context)])
  await remindPeople(context)
}

/** What was written of reminders, by the recipients' family names. */
async function remindersOf({ context }: TestApp, slug: string) {
  const rows = await context.db.reader
    .selectFrom('outbox')
    .innerJoin('training', 'training.id', 'outbox.training_id')
    .leftJoin('outbox_person', 'outbox_id', 'outbox.id')
    .innerJoin('registration', (join) =>
      join.on(({ or, eb, ref }) =>
        or([
          eb('registration.id', '=', ref('outbox.registration_id')),
          eb('registration.id', '=', ref('outbox_person.registration_id')),
        ]),
      ),
    )
    .where('slug', '=', slug)
    .where('kind', 'in', ['still-coming', 'reminder'])
    .select(['kind', 'family_name'])
    .orderBy('outbox.created_at')
    .orderBy('family_name')
    .execute()
  return rows.map(({ kind, family_name }) => `${kind} ${family_name}`)
}

onBothDatabases('reminders', (given) => {
  test('three days before people are asked whether they come, a day before they are reminded, each once', async () => {
    const { slug } = await givenTraining(given())
    await given().signUp(slug, { people: [someone({ familyName: 'Kim' })] })
    await remindAt(given(), before(72 + minutes(1)))
    assert.deepEqual(await remindersOf(given(), slug), [])
    await remindAt(given(), before(72))
    assert.deepEqual(await remindersOf(given(), slug), ['still-coming Kim'])
    await remindAt(given(), before(24 + minutes(1)))
    await remindAt(given(), before(24))
    await remindAt(given(), before(1))
    await remindAt(given(), before(0))
    assert.deepEqual(await remindersOf(given(), slug), ['still-coming Kim', 'reminder Kim'])
    // A clock that jumps back and forth again.
    await remindAt(given(), before(72))
    await remindAt(given(), before(20))
    assert.deepEqual(await remindersOf(given(), slug), ['still-coming Kim', 'reminder Kim'])
  })

  test('go only to people who have a seat, and had it by then', async () => {
    const { slug } = await givenTraining(given(), { seats: { capacity: 2, waitlist: true } })
    const { context, signUp, clock } = given()
    for (const familyName of ['Ames', 'Bell', 'Cole', 'Dorn']) {
      await signUp(slug, { people: [someone({ familyName })] })
    }
    const ids = await given().rows('registration', { slug })
    // Cole gets a seat an hour after the question was due, Dorn has none.
    clock.now = before(71)
    await cancel(context, ids[0]?.id ?? '')
    await remindAt(given(), before(70))
    assert.deepEqual(await remindersOf(given(), slug), ['still-coming Bell'])
    await remindAt(given(), before(24))
    assert.deepEqual(await remindersOf(given(), slug), ['still-coming Bell', 'reminder Bell', 'reminder Cole'])
  })

  test('do not go to people who sign up later; servers that were down catch up', async () => {
    const { slug } = await givenTraining(given())
    given().clock.now = before(73)
    await given().signUp(slug, { people: [someone({ familyName: 'Early' })] })
    given().clock.now = before(30)
    await given().signUp(slug, { people: [someone({ familyName: 'Late' })] })
    await remindAt(given(), before(29))
    assert.deepEqual(await remindersOf(given(), slug), ['still-coming Early'])
    given().clock.now = before(10)
    await given().signUp(slug, { people: [someone({ familyName: 'Latest' })] })
    await remindAt(given(), before(9))
    assert.deepEqual(await remindersOf(given(), slug), ['still-coming Early', 'reminder Early', 'reminder Late'])
  })

  test('do not go to people who have said already that they will come', async () => {
    const { slug } = await givenTraining(given())
    for (const familyName of ['Ames', 'Bell']) await given().signUp(slug, { people: [someone({ familyName })] })
    const { row, context } = given()
    const { id } = await row('registration', { slug, family_name: 'Ames' })
    given().clock.now = before(90)
    await reconfirm(context, id)
    await remindAt(given(), before(72))
    await remindAt(given(), before(24))
    assert.deepEqual(await remindersOf(given(), slug), ['still-coming Bell', 'reminder Ames', 'reminder Bell'])
  })

  test('too late a question is left to the reminder', async () => {
    const { slug } = await givenTraining(given())
    await given().signUp(slug, { people: [someone({ familyName: 'Kim' })] })
    await remindAt(given(), before(23))
    assert.deepEqual(await remindersOf(given(), slug), ['reminder Kim'])
  })

  test('of a training that moves are planned again, but not for a change within the day', async () => {
    const { slug } = await givenTraining(given())
    const { admin, signUp } = given()
    await signUp(slug, { people: [someone({ familyName: 'Kim' })] })
    await remindAt(given(), before(72))
    await admin('PATCH', `/trainings/${slug}`, { start: '2027-01-20T10:00', end: '2027-01-20T16:00' })
    await remindAt(given(), before(71))
    assert.deepEqual(await remindersOf(given(), slug), ['still-coming Kim'])
    await admin('PATCH', `/trainings/${slug}`, { start: '2027-01-30T09:00', end: '2027-01-30T15:00' })
    await remindAt(given(), before(24))
    assert.deepEqual(await remindersOf(given(), slug), ['still-coming Kim'])
    await remindAt(given(), before(72 - 240))
    await remindAt(given(), before(24 - 240))
    assert.deepEqual(await remindersOf(given(), slug), ['still-coming Kim', 'still-coming Kim', 'reminder Kim'])
  })

  test('of a training that moves by one day are sent to everyone again, whatever they answered', async () => {
    const { admin, signUp, clock, context } = given()
    for (const { day, asked } of [
      { day: '2027-01-21', asked: before(48) },
      { day: '2027-01-19', asked: before(71) },
    ]) {
      clock.now = before(200)
      const { slug } = await givenTraining(given())
      await signUp(slug, { people: [someone({ familyName: 'Ames' })] })
      // Bell's question about the old day leaves after the question about the new day would have
      // been due.
      clock.now = before(80)
      await signUp(slug, { people: [someone({ familyName: 'Bell' })] })
      await remindAt(given(), before(72))
      const [{ id }] = await given().people(slug)
      clock.now = before(71.5)
      await reconfirm(context, id)
      const twice = ['still-coming Ames', 'still-coming Bell']
      assert.deepEqual(await remindersOf(given(), slug), twice)
      await admin('PATCH', `/trainings/${slug}`, { start: `${day}T09:00`, end: `${day}T15:00` })
      clock.now = before(71.4)
      await signUp(slug, { people: [someone({ familyName: 'Cole' })] })
      await remindAt(given(), asked)
      const reminded = day < '2027-01-20' ? twice : [...twice, 'still-coming Cole']
      assert.deepEqual(await remindersOf(given(), slug), [...twice, ...reminded])
    }
  })

  test('more people than one batch holds are reminded once each; then the training is not looked through again', async () => {
    const { slug } = await givenTraining(given(), { seats: { capacity: null, waitlist: false } })
    const { context, clock, signUp } = given()
    const crowd = Array.from({ length: 1001 }, () => someone({ familyName: 'Kim' }))
    // Not all at the same time, or a busy server refuses some.
    for (let from = 0; from < crowd.length; from += 100)
      await Promise.all(crowd.slice(from, from + 100).map((one) => signUp(slug, { people: [one] })))
    clock.now = before(72)
    // This run stops after one batch; others continue from there.
    let batches = 0
    await remindPeople({ ...context, isStopping: () => (batches += 1) > 1 })
    assert.equal((await remindersOf(given(), slug)).length, 500)
    await remindAt(given(), before(72))
    assert.equal((await remindersOf(given(), slug)).length, 1001)
    let transactions = 0
    const transaction: typeof context.db.transaction = (work) => {
      transactions += 1
      return context.db.transaction(work)
    }
    await remindPeople({ ...context, db: { ...context.db, transaction } })
    assert.equal(transactions, 0)
    assert.equal((await given().row('reminded', { slug })).is_done, 1)
  })

  test('of a training that is moved nearer leave right away', async () => {
    const { slug } = await givenTraining(given(), { start: '2027-02-20T09:00', end: '2027-02-20T15:00' })
    await given().signUp(slug, { people: [someone({ familyName: 'Kim' })] })
    await remindAt(given(), before(40))
    assert.deepEqual(await remindersOf(given(), slug), [])
    await given().admin('PATCH', `/trainings/${slug}`, { start: '2027-01-20T09:00', end: '2027-01-20T15:00' })
    await remindAt(given(), before(39))
    assert.deepEqual(await remindersOf(given(), slug), ['still-coming Kim'])
  })

  test('of a canceled training there are none; through coordinators people without an address get theirs', async () => {
    const { slug } = await givenTraining(given())
    const coordinator = { name: 'Pat', email: 'pat@kcpd.example' }
    const people = [someone({ familyName: 'Ames' }), { givenName: 'Grace', familyName: 'Bell' }]
    await given().signUp(slug, { people, coordinator })
    const canceled = await givenTraining(given())
    await given().signUp(canceled.slug, { people: [someone()] })
    await given().admin('PATCH', `/trainings/${canceled.slug}`, { status: 'cancelled' })
    await remindAt(given(), before(72))
    assert.deepEqual(await remindersOf(given(), canceled.slug), [])
    assert.deepEqual(await remindersOf(given(), slug), ['still-coming Ames', 'still-coming Bell'])
  })
})
