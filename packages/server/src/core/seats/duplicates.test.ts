import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, readJson, someone } from '../../testing/servers/test-app.ts'

onBothDatabases('a person who is registered already', (given) => {
  test('gets the answer that a new person would get, no second seat, and a note that the organizer’s search finds', async () => {
    const { signUp, admin, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: 2, waitlist: true } })
    const ada = someone({ givenName: 'Ada' })
    const first = await signUp(slug, { people: [ada] })
    const again = await signUp(slug, { people: [{ ...ada, email: ada.email.toUpperCase(), needs: 'a ramp' }] })
    const stranger = await signUp(slug, { people: [someone()] })

    const withoutReference = ({ status, body, headers }: typeof again) => ({
      status,
      body: { ...body, reference: '' },
      headers: { ...Object.fromEntries(headers), location: headers.get('location')?.replace(body.reference, '') },
    })
    assert.deepEqual(withoutReference(again), withoutReference(stranger))
    assert.notEqual(again.body.reference, first.body.reference)
    assert.deepEqual((await admin('GET', `/trainings/${slug}`)).body.seats, {
      capacity: 2,
      taken: 2,
      counts: { confirmed: 2 },
    })

    for (const q of [
      ada.email.slice(0, 9),
      ada.familyName,
      again.body.reference,
      again.body.reference.toLowerCase().replace('-', ''),
    ]) {
      const found = (await admin('GET', `/registrations?q=${encodeURIComponent(q)}&training=${slug}`)).body
      const duplicate = found.attempts.find((one: { reference: string }) => one.reference === again.body.reference)
      assert.ok(duplicate, `found by ${q}`)
      assert.equal(duplicate.said.givenName, 'Ada')
      const met = found.registrations.find((one: { id: string }) => one.id === duplicate.registration)
      assert.equal(met.reference, first.body.reference)
    }
  })

  test('gets “full” like everyone when it is full, and nothing is stored', async () => {
    const { signUp, admin, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: 1, waitlist: false } })
    const ada = someone()
    await signUp(slug, { people: [ada] })
    const [again, stranger] = [await signUp(slug, { people: [ada] }), await signUp(slug, { people: [someone()] })]
    assert.deepEqual([again.status, again.body], [stranger.status, stranger.body])
    assert.deepEqual((await admin('GET', `/registrations?q=${ada.familyName}&training=${slug}`)).body.attempts, [])
  })

  test('gets the answer of a new person in a group whose people without an address take no seat yet', async () => {
    const { signUp, givenTraining } = given()
    const { slug } = await givenTraining({
      audience: { access: 'domain', domains: ['kcpd.example'] },
      seats: { capacity: 2, waitlist: false, holdWhilePending: false },
    })
    const [ada, grace] = [someone({ email: `ada.${slug}@kcpd.example` }), someone({ email: `g.${slug}@kcpd.example` })]
    assert.equal((await signUp(slug, { people: [ada] })).status, 201)
    const answers = []
    for (const one of [ada, grace]) {
      const { email: _, ...unreachable } = someone()
      const coordinator = { name: 'Pat Lee', email: `pat.of.${one.email}` }
      const { status, body } = await signUp(slug, { people: [one, unreachable], coordinator, split: true })
      answers.push([status, body.people])
    }
    assert.deepEqual(answers[0], answers[1])
    assert.equal(answers[0]?.[0], 201)
  })

  test('with another name at the same address is a second person with a seat', async () => {
    const { signUp, admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const ada = someone({ givenName: 'Ada' })
    await signUp(slug, { people: [ada] })
    await signUp(slug, { people: [{ ...ada, givenName: 'Grace' }] })
    assert.equal((await admin('GET', `/trainings/${slug}`)).body.seats.taken, 2)
  })

  test('in a group only the new ones take seats, and the answer does not reveal which', async () => {
    const { signUp, admin, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: 3, waitlist: true } })
    const ada = someone()
    await signUp(slug, { people: [ada] })
    const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
    const { body } = await signUp(slug, { people: [ada, someone()], coordinator })
    assert.deepEqual(body.people, [{ status: 'confirmed' }, { status: 'confirmed' }])
    assert.equal((await admin('GET', `/trainings/${slug}`)).body.seats.taken, 2)
  })

  test('after canceling they are new again', async () => {
    const { signUp, admin, people, givenTraining } = given()
    const { slug } = await givenTraining()
    const ada = someone()
    await signUp(slug, { people: [ada] })
    const [{ id }] = await people(slug)
    await admin('POST', `/registrations/${id}/cancel`)
    await signUp(slug, { people: [ada] })
    assert.deepEqual((await admin('GET', `/trainings/${slug}`)).body.seats.counts, { cancelled: 1, confirmed: 1 })
  })

  test('twice in one request is a fault, since both were just typed', async () => {
    const { signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    const ada = someone()
    const { status, body } = await signUp(slug, {
      people: [ada, { ...ada, email: ` ${ada.email} ` }],
      coordinator: { name: 'Pat', email: 'pat@kcpd.example' },
    })
    assert.equal(status, 422)
    assert.equal(body.type, '/problems/person-twice')
    assert.equal(body.errors[0].pointer, '/people/1/givenName')
  })

  test('a group is found by the reference that its coordinator was given, also if everyone in it was registered', async () => {
    const { signUp, admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const squad = [someone(), someone()]
    const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
    const find = async (reference: string) =>
      (await admin('GET', `/registrations?training=${slug}&q=${reference}`)).body
    const first = await signUp(slug, { people: squad, coordinator })
    assert.equal((await find(first.body.reference)).registrations.length, 2)
    const again = await signUp(slug, { people: squad, coordinator })
    const { registrations, attempts } = await find(again.body.reference)
    assert.equal(registrations.length, 2)
    assert.deepEqual(
      attempts.map((one: { group: string }) => one.group),
      [again.body.reference, again.body.reference],
    )
  })

  test('several people need a coordinator', async () => {
    const { signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    const { status, body } = await signUp(slug, { people: [someone(), someone()] })
    assert.deepEqual([status, body.errors[0].pointer], [422, '/coordinator'])
    const bad = await signUp(slug, { people: [someone()], coordinator: { name: 'Pat\nBcc: x', email: 'nonsense' } })
    assert.deepEqual(
      [bad.status, bad.body.errors.map((fault: { pointer: string }) => fault.pointer)],
      [422, ['/coordinator/name', '/coordinator/email']],
    )
  })

  test('cannot be found out by a group that would just fit without them', async () => {
    const { signUp, admin, send, givenTraining } = given()
    const bandAfter = async (isRegistered: boolean) => {
      const { slug } = await givenTraining({ seats: { capacity: 40, waitlist: true } })
      const victim = someone()
      for (let person = 0; person < 10; person++)
        await signUp(slug, { people: [person === 0 && isRegistered ? victim : someone()] })
      const people = [victim, ...Array.from({ length: 30 }, () => someone())]
      const { body } = await signUp(slug, { people, coordinator: { name: 'Pat', email: 'pat@kcpd.example' } })
      const { training } = await readJson(await send('GET', `/api/v1/trainings/${slug}`))
      return {
        shown: body.status,
        band: training.state,
        counts: (await admin('GET', `/trainings/${slug}`)).body.seats.counts,
        slug,
      }
    }
    const [stranger, registered] = [await bandAfter(false), await bandAfter(true)]
    assert.deepEqual([registered.shown, registered.band], [stranger.shown, stranger.band])
    assert.deepEqual(registered.counts, { confirmed: 10, waitlisted: 30 })
    await admin('PATCH', `/trainings/${registered.slug}`, { seats: { capacity: 41 } })
    assert.deepEqual((await admin('GET', `/trainings/${registered.slug}`)).body.seats.counts, { confirmed: 40 })
  })
})
