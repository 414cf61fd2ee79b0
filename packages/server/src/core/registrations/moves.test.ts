import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'

/** Signs people up one after another. Returns the slug, and the ids in that order. */
async function signedUp({ people, signUp, givenTraining }: TestApp, count: number, training: Partial<TrainingDraft>) {
  const { slug } = await givenTraining(training)
  for (let person = 0; person < count; person++) await signUp(slug, { people: [someone()] })
  return { slug, ids: (await people(slug)).map(({ id }) => String(id)) }
}

onBothDatabases('an organizer', (given) => {
  test('cancels a person: the first who waits gets the seat, and both get a mail', async () => {
    const { admin, rows } = given()
    const { slug, ids } = await signedUp(given(), 4, { seats: { capacity: 2, waitlist: true } })
    const { status, body } = await admin('POST', `/registrations/${ids[0]}/cancel`)
    assert.deepEqual([status, body.status], [200, 'cancelled'])
    assert.deepEqual(await given().statuses(slug), ['cancelled', 'confirmed', 'confirmed', 'waitlisted'])
    const mails = (await rows('outbox', { slug })).filter(({ kind }) => kind === 'cancelled' || kind === 'promoted')
    assert.deepEqual(mails.map((mail) => `${mail.kind} ${ids.indexOf(mail.registration_id ?? '')}`).toSorted(), [
      'cancelled 0',
      'promoted 2',
    ])
    assert.equal((await admin('POST', `/registrations/${ids[0]}/cancel`)).body.type, '/problems/wrong-status')
  })

  test('approves: in the seat that was held, or at the end of the line', async () => {
    const { admin } = given()
    const { slug, ids } = await signedUp(given(), 3, {
      audience: { access: 'approval' },
      seats: { capacity: 2, waitlist: true },
    })
    assert.deepEqual(await given().statuses(slug), ['pending_approval', 'pending_approval', 'pending_approval'])
    for (const id of ids.toReversed()) assert.equal((await admin('POST', `/registrations/${id}/approve`)).status, 200)
    assert.deepEqual(await given().statuses(slug), ['confirmed', 'confirmed', 'waitlisted'])
    assert.equal((await admin('POST', `/registrations/${ids[0]}/approve`)).body.type, '/problems/wrong-status')
  })

  test('cannot approve into a full training without a waiting list', async () => {
    const { admin } = given()
    const { slug, ids } = await signedUp(given(), 2, {
      audience: { access: 'approval' },
      seats: { capacity: 2, waitlist: false, holdWhilePending: false },
    })
    await admin('POST', '/registrations', {
      training: slug,
      channel: 'phone',
      people: [{ givenName: 'Grace' }, { givenName: 'Ida' }],
      coordinator: { name: 'Pat', email: 'pat@kcpd.example' },
      split: true,
    })
    const { status, body } = await admin('POST', `/registrations/${ids[0]}/approve`)
    assert.deepEqual([status, body.type], [409, '/problems/no-seat-free'])
  })

  test('declines: the held seat goes to the next in line', async () => {
    const { admin } = given()
    const { slug, ids } = await signedUp(given(), 3, {
      audience: { access: 'approval' },
      seats: { capacity: 1, waitlist: true },
    })
    await admin('POST', `/registrations/${ids[1]}/approve`)
    assert.deepEqual(await given().statuses(slug), ['pending_approval', 'waitlisted', 'pending_approval'])
    assert.equal((await admin('POST', `/registrations/${ids[0]}/decline`)).body.status, 'declined')
    assert.deepEqual(await given().statuses(slug), ['declined', 'confirmed', 'pending_approval'])
  })

  test('promotes a person who waits, if a seat is free', async () => {
    const { admin, clock } = given()
    const { ids } = await signedUp(given(), 2, { seats: { capacity: 1, waitlist: true } })
    assert.equal((await admin('POST', `/registrations/${ids[1]}/promote`)).body.type, '/problems/no-seat-free')
    // After the start no one is promoted any more; the people at the door decide.
    clock.now = new Date('2027-03-06T16:00:00Z')
    await admin('POST', `/registrations/${ids[0]}/cancel`)
    assert.equal((await admin('GET', `/registrations/${ids[1]}`)).body.status, 'waitlisted')
    assert.equal((await admin('POST', `/registrations/${ids[1]}/promote`)).body.status, 'confirmed')
  })

  test('adds seats: they go to the line in order, an undivided group only if it fits', async () => {
    const { admin, signUp } = given()
    const { slug } = await signedUp(given(), 1, { seats: { capacity: 1, waitlist: true } })
    const coordinator = { name: 'Pat', email: 'pat@kcpd.example' }
    await signUp(slug, { people: [someone(), someone(), someone()], coordinator })
    await signUp(slug, { people: [someone()] })
    await admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 3 } })
    assert.deepEqual(await given().statuses(slug), ['confirmed', 'waitlisted', 'waitlisted', 'waitlisted', 'confirmed'])
    await admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 5 } })
    assert.deepEqual(await given().statuses(slug), ['confirmed', 'confirmed', 'confirmed', 'confirmed', 'confirmed'])
  })

  test('takes seats away: no one loses theirs, and no one is promoted until enough are free again', async () => {
    const { admin } = given()
    const { slug, ids } = await signedUp(given(), 4, { seats: { capacity: 3, waitlist: true } })
    await admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 1 } })
    assert.deepEqual(await given().statuses(slug), ['confirmed', 'confirmed', 'confirmed', 'waitlisted'])
    await admin('POST', `/registrations/${ids[0]}/cancel`)
    await admin('POST', `/registrations/${ids[1]}/cancel`)
    assert.equal((await given().statuses(slug))[3], 'waitlisted')
    await admin('POST', `/registrations/${ids[2]}/cancel`)
    assert.equal((await given().statuses(slug))[3], 'confirmed')
  })

  test('adds a phone-in or walk-in with a first name alone, also after the start, never beyond the capacity', async () => {
    const { admin, givenTraining, clock } = given()
    const { slug } = await givenTraining({ seats: { capacity: 1, waitlist: false } })
    clock.now = new Date('2027-03-06T15:30:00Z')
    const add = (givenName: string) =>
      admin('POST', '/registrations', { training: slug, channel: 'walk-in', people: [{ givenName }] })
    const first = await add('Grace')
    assert.equal(first.status, 201)
    assert.deepEqual(
      [first.body.registrations[0].status, first.body.registrations[0].channel],
      ['confirmed', 'walk-in'],
    )
    assert.equal((await add('Ida')).body.type, '/problems/training-full')
  })

  test('learns when the person they add is registered already', async () => {
    const { admin, signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    const ada = someone()
    await signUp(slug, { people: [ada] })
    const { status, body } = await admin('POST', '/registrations', { training: slug, channel: 'phone', people: [ada] })
    assert.deepEqual([status, body.type, body.errors[0].pointer], [409, '/problems/already-registered', '/people/0'])
  })

  test('corrects answers; the others stay, an emptied one goes, and no one becomes a second person', async () => {
    const { people, admin, signUp, givenTraining } = given()
    const { slug } = await givenTraining({ fields: { phone: 'optional', agency: 'optional' } })
    const [ada, grace] = [someone({ phone: '816 555 0100', agency: 'KCPD' }), someone()]
    await signUp(slug, { people: [ada] })
    await signUp(slug, { people: [grace] })
    const [{ id }] = await people(slug)
    const correct = (person: object) => admin('PATCH', `/registrations/${id}`, { person })
    const { body } = await correct({ givenName: 'Adah', phone: '', needs: 'a ramp' })
    assert.deepEqual(
      [body.givenName, body.phone, body.agency, body.email, body.sensitive.needs],
      ['Adah', null, 'KCPD', ada.email, 'a ramp'],
    )
    assert.equal((await correct(grace)).body.type, '/problems/already-registered')
    const bad = await correct({ email: 'nonsense', constructor: 'x' })
    assert.deepEqual(
      [bad.status, bad.body.errors.map((fault: { code: string }) => fault.code).toSorted()],
      [422, ['email', 'unknown-field']],
    )
  })

  test('erases a person: no table has them any more, the seat goes to the next, the counts agree', async () => {
    const { people, rows, admin, signUp } = given()
    const { slug, ids } = await signedUp(given(), 1, { seats: { capacity: 1, waitlist: true } })
    const [{ givenName, familyName, email }] = await people(slug)
    await signUp(slug, { people: [{ givenName, familyName, email }] }, { 'idempotency-key': `erase-me-${slug}-0123` })
    await signUp(slug, { people: [someone()] })
    assert.equal((await admin('DELETE', `/registrations/${ids[0]}`)).status, 204)
    for (const table of ['registration', 'duplicate', 'outbox', 'idempotency'] as const) {
      const all = JSON.stringify(await rows(table))
      assert.ok(!all.includes(familyName) && !all.includes(ids[0] ?? ''), table)
    }
    assert.deepEqual(await rows('idempotency', { key: `erase-me-${slug}-0123` }), [])
    assert.deepEqual((await admin('GET', `/trainings/${slug}`)).body.seats, {
      capacity: 1,
      taken: 1,
      counts: { confirmed: 1 },
    })
    assert.equal((await admin('DELETE', `/registrations/${ids[0]}`)).status, 404)
  })

  test('erases one of an undivided group that waits: the rest of it may fit now', async () => {
    const { people, admin, signUp } = given()
    const { slug } = await signedUp(given(), 1, { seats: { capacity: 3, waitlist: true } })
    const coordinator = { name: 'Pat', email: 'pat@kcpd.example' }
    await signUp(slug, { people: [someone(), someone(), someone()], coordinator })
    const [, { id }] = await people(slug)
    await admin('DELETE', `/registrations/${id}`)
    assert.deepEqual(await given().statuses(slug), ['confirmed', 'confirmed', 'confirmed'])
  })

  test('has each person notified of everything that happens to them, by kind', async () => {
    const { people, rows, admin, signUp } = given()
    const { slug, ids } = await signedUp(given(), 2, {
      audience: { access: 'approval' },
      seats: { capacity: 1, waitlist: true },
    })
    await admin('POST', `/registrations/${ids[0]}/approve`)
    await admin('POST', `/registrations/${ids[1]}/approve`)
    await admin('POST', `/registrations/${ids[0]}/cancel`)
    const [, { givenName, familyName, email }] = await people(slug)
    await signUp(slug, { people: [{ givenName, familyName, email }] })
    await signUp(slug, { people: [someone(), someone()], coordinator: { name: 'Pat', email: 'pat@kcpd.example' } })
    const [, , third] = await people(slug)
    await admin('POST', `/registrations/${third.id}/decline`)
    const mails = await rows('outbox', { slug })
    assert.deepEqual(mails.map(({ kind }) => kind).toSorted(), [
      'already-registered',
      'approved',
      'cancelled',
      'declined',
      'group-summary',
      'pending-approval',
      'pending-approval',
      'pending-approval',
      'pending-approval',
      'promoted',
      'waitlisted',
    ])
  })
})
