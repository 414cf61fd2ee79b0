import assert from 'node:assert/strict'
import type { TrainingInput } from '@training-signup/contract'
import { test } from 'mocha'
import { changeTraining } from '../../organizers/api/trainings/change-training.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'

onBothDatabases('signing up', (given) => {
  test('a visitor gets a seat, and the organizer’s list has them', async () => {
    const { signUp, admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const ada = someone({ givenName: 'Ada', needs: 'step-free seating' })
    const { status, body } = await signUp(
      slug,
      { people: [ada], lang: 'es', partner: 'we-the-people' },
      { origin: 'https://sponsor.example' },
    )
    assert.equal(status, 201)
    assert.equal(body.status, 'confirmed')
    assert.deepEqual(body.people, [{ status: 'confirmed' }])
    assert.match(body.reference, /^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/)
    assert.equal(body.next.title, 'Su inscripción está confirmada')

    const list = (await admin('GET', `/registrations?training=${slug}`)).body
    assert.equal(list.registrations.length, 1)
    const { id, createdAt: _createdAt, changedAt: _changedAt, ...stored } = list.registrations[0]
    assert.deepEqual(stored, {
      reference: body.reference,
      training: slug,
      status: 'confirmed',
      expiresAt: null,
      givenName: 'Ada',
      familyName: ada.familyName,
      email: ada.email,
      phone: null,
      role: null,
      agency: null,
      answers: {},
      group: null,
      lang: 'es',
      partner: 'we-the-people',
      channel: 'embed',
      checkedInAt: null,
      origin: 'https://sponsor.example',
      consents: [],
      reconfirmedAt: null,
      hidesName: false,
    })
    assert.deepEqual(list.totals, { confirmed: 1 })
    assert.deepEqual((await admin('GET', `/registrations/${id}`)).body.sensitive, { needs: 'step-free seating' })
  })

  test('when seats run out the waiting list begins, and without one the answer is “full”', async () => {
    const { signUp, givenTraining } = given()
    const waiting = await givenTraining({ seats: { capacity: 1, waitlist: true } })
    const full = await givenTraining({ seats: { capacity: 1, waitlist: false } })
    const statuses = []
    for (const { slug } of [waiting, waiting, full, full]) {
      const { status, body } = await signUp(slug, { people: [someone()] })
      statuses.push(`${status} ${body.status === status ? body.type : body.status}`)
    }
    assert.deepEqual(statuses, ['201 confirmed', '201 waitlisted', '201 confirmed', '409 /problems/training-full'])
  })

  test('a hundred at the same time for ten seats: ten are confirmed, in one order for all', async () => {
    const { signUp, admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const answers = await Promise.all(Array.from({ length: 100 }, () => signUp(slug, { people: [someone()] })))
    assert.equal(answers.filter(({ body }) => body.status === 'confirmed').length, 10)
    assert.equal(answers.filter(({ body }) => body.status === 'waitlisted').length, 90)
    const { seats } = (await admin('GET', `/trainings/${slug}`)).body
    assert.deepEqual(seats, { capacity: 10, taken: 10, counts: { confirmed: 10, waitlisted: 90 } })
  })

  test('the windows are those of the moment of the commit, in the training’s own zone', async () => {
    const { signUp, givenTraining, clock } = given()
    const { slug } = await givenTraining({ opensAt: '2027-02-01T08:00', closesAt: '2027-03-01T17:00' })
    const at = async (instant: string) => {
      clock.now = new Date(instant)
      const { status, body } = await signUp(slug, { people: [someone()] })
      return status === 201 ? 'taken' : body.type
    }
    assert.equal(await at('2027-02-01T13:59:59.999Z'), '/problems/registration-not-open')
    assert.equal(await at('2027-02-01T14:00:00.000Z'), 'taken')
    assert.equal(await at('2027-03-01T22:59:59.999Z'), 'taken')
    assert.equal(await at('2027-03-01T23:00:00.000Z'), '/problems/registration-closed')
  })

  test('a refused sign-up leaves nothing behind', async () => {
    const { signUp, context, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: 0, waitlist: false } })
    const rows = async () => {
      const of = (table: 'registration' | 'duplicate' | 'idempotency' | 'outbox' | 'registration_group') =>
        context.db.reader
          .selectFrom(table)
          .select(context.db.reader.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
      return Promise.all(
        (['registration', 'duplicate', 'idempotency', 'outbox', 'registration_group'] as const).map(of),
      )
    }
    const before = await rows()
    const key = { 'idempotency-key': 'refused-0123456789' }
    assert.equal((await signUp(slug, { people: [someone()] }, key)).status, 409)
    assert.equal((await signUp(slug, { people: [someone({ email: 'nonsense' })] }, key)).status, 409)
    assert.deepEqual(await rows(), before)
  })

  test('a coordinator signs up several people, together or divided', async () => {
    const { people, signUp, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: 3, waitlist: true } })
    const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example', agency: 'KCPD' }
    const squad = () => [someone(), someone()].map(({ givenName, familyName }) => ({ givenName, familyName }))
    const first = await signUp(slug, { people: squad(), coordinator })
    const together = await signUp(slug, { people: squad(), coordinator })
    const divided = await signUp(slug, { people: squad(), coordinator, split: true })
    const shown = [first, together, divided].map(({ body }) => [
      body.status,
      body.people.map((one: { status: string }) => one.status),
    ])
    assert.deepEqual(shown, [
      ['confirmed', ['confirmed', 'confirmed']],
      ['waitlisted', ['waitlisted', 'waitlisted']],
      ['waitlisted', ['confirmed', 'waitlisted']],
    ])
    assert.equal(divided.body.words.en['outcome.word'], '1 of 2 has a seat')
    assert.doesNotMatch(JSON.stringify(divided.body), /Reyes/, 'the answer is kept, and names no one')
    const registrations = await people(slug)
    assert.equal(registrations.length, 6)
    assert.deepEqual(registrations[0].group, { reference: first.body.reference, coordinator })
    assert.notEqual(registrations[0].reference, registrations[1].reference)
  })

  test('access by mail domain: people from a listed domain are confirmed, anyone else awaits approval', async () => {
    const { signUp, givenTraining } = given()
    const { slug } = await givenTraining({ audience: { access: 'domain', domains: ['kcpd.org'] } })
    assert.equal((await signUp(slug, { people: [someone({ email: 'ada@KCPD.org' })] })).body.status, 'confirmed')
    assert.equal(
      (await signUp(slug, { people: [someone({ email: 'ada@kcpd.org.evil.example' })] })).body.status,
      'pending_approval',
    )
  })

  test('access by an international mail domain knows it in either spelling', async () => {
    const { signUp, givenTraining } = given()
    const statusOf = async (slug: string, email: string) =>
      (await signUp(slug, { people: [someone({ email })] })).body.status
    for (const domain of ['münchen.example', 'xn--mnchen-3ya.example']) {
      const { slug } = await givenTraining({ audience: { access: 'domain', domains: [domain] } })
      for (const spelling of ['münchen.example', 'MÜNCHEN.example', 'mu\u0308nchen.example', 'xn--mnchen-3ya.example'])
        assert.equal(await statusOf(slug, `ada@${spelling}`), 'confirmed', `${spelling} on ${domain}`)
      assert.equal(await statusOf(slug, 'ada@munchen.example'), 'pending_approval')
    }
  })

  test('every stored registration has its mail, by id only', async () => {
    const { signUp, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: 1, waitlist: true } })
    for (let person = 0; person < 2; person++) await signUp(slug, { people: [someone()] })
    const registered = await given().rows('registration', { slug })
    const statusOf = (id: string | null) => registered.find((one) => one.id === id)?.status
    assert.deepEqual(
      (await given().rows('outbox', { slug })).map((mail) => `${mail.kind} ${statusOf(mail.registration_id)}`),
      ['confirmed confirmed', 'waitlisted waitlisted'],
    )
    assert.ok(!JSON.stringify(await given().row('outbox')).includes('@'))
  })

  test('when the organizer changes the form in the meantime, the new form decides', async () => {
    const { signUp, context, givenTraining } = given()
    const { slug } = await givenTraining()
    await signUp(slug, { people: [someone()] })
    // By another process, which this one has not heard of.
    const other = { ...context, db: { ...context.db } }
    const change = (part: Partial<TrainingInput>) =>
      context.db.transaction((tx) => changeTraining(other, tx, slug, (present) => ({ ...present, ...part })))
    await change({ fields: { phone: 'required' } })
    const { status, body } = await signUp(slug, { people: [someone()] })
    assert.equal(status, 422)
    assert.deepEqual(
      body.errors.map((fault: { pointer: string }) => fault.pointer),
      ['/people/0/phone'],
    )
    await change({ title: { en: 'First aid again' } })
    assert.equal((await signUp(slug, { people: [someone({ phone: '816 555 0100' })] })).status, 201)
  })
})
