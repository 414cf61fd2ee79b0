import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { cancel } from './cancel.ts'
import { expireRegistrations } from './expire.ts'
import { acceptOffer, declineOffer } from './offers.ts'
import type { Registration } from './registration.ts'

const noon = new Date('2027-01-10T18:00:00.000Z')
const hours = (count: number) => count * 60 * 60_000
const seats = { capacity: 1, waitlist: true, waitlistBy: 'offer' } as const

/**
 * A training whose seats are taken, and people who wait: all registrations, in the order in which
 * they came.
 */
async function givenLine(app: TestApp, waiting: number, training: Partial<TrainingDraft> = {}) {
  app.clock.now = noon
  const { slug } = await app.givenTraining({ seats, ...training })
  for (let person = 0; person < waiting + 1; person++) await app.signUp(slug, { people: [someone()] })
  return { slug, all: () => registrationsOf(app, slug) }
}

const registrationsOf = ({ rows }: TestApp, slug: string): Promise<Registration[]> => rows('registration', { slug })

const at = (registrations: Registration[], index: number) => registrations[index] as Registration
const statuses = (registrations: Registration[]) => registrations.map(({ status }) => status)

const mailsOf = async ({ context }: TestApp, { id }: Registration) =>
  context.db.reader
    .selectFrom('outbox')
    .leftJoin('outbox_person', 'outbox_id', 'outbox.id')
    .select(['kind', 'due_at'])
    .where(({ or, eb }) => or([eb('outbox.registration_id', '=', id), eb('outbox_person.registration_id', '=', id)]))
    .orderBy('created_at')
    .orderBy('outbox.id')
    .execute()

const kindsOf = async (app: TestApp, one: Registration) => (await mailsOf(app, one)).map(({ kind }) => kind)

onBothDatabases('an offer', (given) => {
  test('goes to the first who waits, holds the seat, and shows strangers nothing', async () => {
    const { slug, all } = await givenLine(given(), 2)
    const state = async () =>
      (await (await given().send('GET', `/api/v1/trainings/${slug}`)).json()) as { training: { state: string } }
    const before = (await state()).training.state
    await cancel(given().context, at(await all(), 0).id)
    const after = await all()
    assert.deepEqual(statuses(after), ['cancelled', 'offered', 'waitlisted'])
    assert.equal(at(after, 1).holds_seat, 1)
    assert.equal(at(after, 1).expires_at, new Date(noon.getTime() + hours(48)).toISOString())
    assert.deepEqual(await kindsOf(given(), at(after, 1)), ['waitlisted', 'offer'])
    assert.equal((await state()).training.state, before)
    assert.equal((await given().signUp(slug, { people: [someone()] })).body.status, 'waitlisted')
    assert.deepEqual(await contradictions(given().context.db, slug), [])
  })

  test('is accepted once: the seat is theirs', async () => {
    const { slug, all } = await givenLine(given(), 1)
    await cancel(given().context, at(await all(), 0).id)
    const offered = at(await all(), 1)
    await acceptOffer(given().context, offered.id)
    const accepted = at(await all(), 1)
    assert.deepEqual([accepted.status, accepted.expires_at, accepted.holds_seat], ['confirmed', null, 1])
    assert.deepEqual(await kindsOf(given(), accepted), ['waitlisted', 'offer', 'confirmed'])
    await assert.rejects(acceptOffer(given().context, offered.id), { problemName: 'wrong-status' })
    await assert.rejects(declineOffer(given().context, offered.id), { problemName: 'wrong-status' })
    given().clock.now = new Date(noon.getTime() + hours(100))
    await expireRegistrations(given().context)
    assert.equal(at(await all(), 1).status, 'confirmed')
    assert.deepEqual(await contradictions(given().context.db, slug), [])
  })

  test('can be accepted by the organizer, who sees until when it stands', async () => {
    const { admin } = given()
    const { all } = await givenLine(given(), 1)
    await cancel(given().context, at(await all(), 0).id)
    const { id } = at(await all(), 1)
    const { expiresAt } = (await admin('GET', `/registrations/${id}`)).body
    assert.equal(expiresAt, new Date(noon.getTime() + hours(48)).toISOString())
    const { body } = await admin('POST', `/registrations/${id}/promote`)
    assert.deepEqual([body.status, body.expiresAt], ['confirmed', null])
    assert.deepEqual(await kindsOf(given(), at(await all(), 1)), ['waitlisted', 'offer', 'confirmed'])
  })

  test('is turned down: the next one is asked, and the person who said no may come again at the end', async () => {
    const { slug, all } = await givenLine(given(), 2)
    await cancel(given().context, at(await all(), 0).id)
    await declineOffer(given().context, at(await all(), 1).id)
    assert.deepEqual(statuses(await all()), ['cancelled', 'expired', 'offered'])
    const { given_name: givenName, family_name: familyName, email } = at(await all(), 1)
    await given().signUp(slug, { people: [{ givenName, familyName, email: email ?? '' }] })
    assert.deepEqual(statuses(await all()), ['cancelled', 'expired', 'offered', 'waitlisted'])
    assert.deepEqual(await contradictions(given().context.db, slug), [])
  })

  test('lapses when its time is over, not before, and once however often one looks', async () => {
    const { slug, all } = await givenLine(given(), 2)
    await cancel(given().context, at(await all(), 0).id)
    await deliverMails(given().context)
    given().clock.now = new Date(noon.getTime() + hours(48) - 1)
    await expireRegistrations(given().context)
    assert.deepEqual(statuses(await all()), ['cancelled', 'offered', 'waitlisted'])
    given().clock.now = new Date(noon.getTime() + hours(48))
    await Promise.all([expireRegistrations(given().context), expireRegistrations(given().context)])
    await expireRegistrations(given().context)
    assert.deepEqual(statuses(await all()), ['cancelled', 'expired', 'offered'])
    assert.deepEqual(await kindsOf(given(), at(await all(), 1)), ['waitlisted', 'offer', 'offer-expired'])
    assert.deepEqual(await kindsOf(given(), at(await all(), 2)), ['waitlisted', 'offer'])
    // Setting a wrong clock back undoes nothing, and asks no one again.
    given().clock.now = noon
    await expireRegistrations(given().context)
    assert.deepEqual(statuses(await all()), ['cancelled', 'expired', 'offered'])
    assert.deepEqual(await contradictions(given().context.db, slug), [])
  })

  test('goes to all of an undivided group or to none, and each person with an address answers for themselves', async () => {
    const { slug, all } = await givenLine(given(), 0, { seats: { ...seats, capacity: 4 } })
    for (let person = 0; person < 3; person++) await given().signUp(slug, { people: [someone()] })
    const coordinator = { name: 'Pat', email: 'pat@kcpd.example' }
    const three = () => [someone(), { givenName: 'Grace', familyName: 'Kim' }, { givenName: 'Luis', familyName: 'Kim' }]
    await given().signUp(slug, { people: three(), coordinator })
    await given().signUp(slug, { people: three(), coordinator: { ...coordinator, email: 'lee@kcpd.example' } })
    const waiting = async () => statuses(await all()).slice(4)
    const wait = ['waitlisted', 'waitlisted', 'waitlisted']
    for (const index of [0, 1]) await cancel(given().context, at(await all(), index).id)
    assert.deepEqual(await waiting(), [...wait, ...wait])
    await cancel(given().context, at(await all(), 2).id)
    assert.deepEqual(await waiting(), ['offered', 'offered', 'offered', ...wait])
    // People without an address are notified through the coordinator, who answers for them
    // together.
    for (const one of (await all()).slice(4, 7)) assert.ok((await kindsOf(given(), one)).includes('offer'))
    await declineOffer(given().context, at(await all(), 5).id)
    assert.deepEqual(await waiting(), ['offered', 'expired', 'expired', ...wait])
    await declineOffer(given().context, at(await all(), 4).id)
    assert.deepEqual(await waiting(), ['expired', 'expired', 'expired', 'offered', 'offered', 'offered'])
    await acceptOffer(given().context, at(await all(), 7).id)
    assert.deepEqual((await waiting()).slice(3), ['confirmed', 'offered', 'offered'])
    await acceptOffer(given().context, at(await all(), 9).id)
    assert.deepEqual((await waiting()).slice(3), ['confirmed', 'confirmed', 'confirmed'])
    assert.deepEqual(await contradictions(given().context.db, slug), [])
  })

  test('is none on the last day: the seat is given; and after the cut-off no one is called', async () => {
    const { slug, all } = await givenLine(given(), 2, { start: '2027-01-12T09:00', end: '2027-01-12T15:00' })
    given().clock.now = new Date('2027-01-11T16:00:00.000Z')
    await cancel(given().context, at(await all(), 0).id)
    assert.deepEqual(statuses(await all()), ['cancelled', 'confirmed', 'waitlisted'])
    given().clock.now = new Date('2027-01-12T13:00:00.000Z')
    await cancel(given().context, at(await all(), 1).id)
    assert.deepEqual(statuses(await all()), ['cancelled', 'cancelled', 'waitlisted'])
    assert.equal((await given().admin('GET', `/trainings/${slug}`)).body.seats.taken, 0)
  })

  test('ends earlier where the training is moved nearer, and in silence where it is canceled', async () => {
    const { slug, all } = await givenLine(given(), 1)
    await cancel(given().context, at(await all(), 0).id)
    await given().admin('PATCH', `/trainings/${slug}`, { start: '2027-01-11T09:00', end: '2027-01-11T15:00' })
    assert.equal(at(await all(), 1).expires_at, '2027-01-11T13:00:00.000Z')
    await given().admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
    await assert.rejects(acceptOffer(given().context, at(await all(), 1).id), { problemName: 'training-cancelled' })
    given().clock.now = new Date('2027-01-11T13:00:00.000Z')
    await expireRegistrations(given().context)
    assert.equal(at(await all(), 1).status, 'expired')
    assert.ok(!(await kindsOf(given(), at(await all(), 1))).includes('offer-expired'))
  })
})

onBothDatabases('a seat that is held for an approval', (given) => {
  test('goes to the next in line when no one has decided in time; the request stays', async () => {
    const { slug, all } = await givenLine(given(), 0, {
      seats: { capacity: 1, waitlist: true, holdDays: 3 },
      audience: { access: 'domain', domains: ['kcpd.example'] },
    })
    await given().signUp(slug, { people: [someone({ email: `hal.${slug}@kcpd.example` })] })
    assert.deepEqual(statuses(await all()), ['pending_approval', 'waitlisted'])
    given().clock.now = new Date(noon.getTime() + hours(72) - 1)
    await expireRegistrations(given().context)
    assert.deepEqual(statuses(await all()), ['pending_approval', 'waitlisted'])
    given().clock.now = new Date(noon.getTime() + hours(72))
    await expireRegistrations(given().context)
    assert.deepEqual(statuses(await all()), ['pending_approval', 'confirmed'])
    assert.equal(at(await all(), 0).holds_seat, 0)
    assert.deepEqual(await contradictions(given().context.db, slug), [])
    const { body } = await given().admin('POST', `/registrations/${at(await all(), 0).id}/approve`)
    assert.equal(body.status, 'waitlisted')
  })

  test('is held until the start where it is asked for after the cut-off, whatever is changed of the training', async () => {
    const { slug, all } = await givenLine(given(), 0, {
      start: '2027-01-12T09:00',
      end: '2027-01-12T15:00',
      seats: { capacity: 1, waitlist: true },
      audience: { access: 'approval' },
    })
    await cancel(given().context, at(await all(), 0).id)
    given().clock.now = new Date('2027-01-12T13:30:00.000Z')
    await given().signUp(slug, { people: [someone()] })
    const held = async () => {
      await expireRegistrations(given().context)
      const { status, holds_seat, expires_at } = at(await all(), 1)
      return [status, holds_seat, expires_at]
    }
    const start = '2027-01-12T15:00:00.000Z'
    assert.deepEqual(await held(), ['pending_approval', 1, start])
    await given().admin('PATCH', `/trainings/${slug}`, { title: { en: 'Second aid' } })
    assert.deepEqual(await held(), ['pending_approval', 1, start])
    given().clock.now = new Date(start)
    assert.deepEqual(await held(), ['pending_approval', 0, null])
    assert.deepEqual(await contradictions(given().context.db, slug), [])
  })
})
