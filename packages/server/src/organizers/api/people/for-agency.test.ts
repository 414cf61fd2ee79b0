import assert from 'node:assert/strict'
import { test } from 'mocha'
import { coordinated, coordinatorOf, ownAgency } from '../../../testing/coordinator.ts'
import { type Json, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'
import { createVisitor } from '../../../testing/visitor.ts'
import { finishAgencyEdits } from '../agencies/finish-agency-edits.ts'

onBothDatabases(
  'a coordinator of an agency',
  (given) => {
    const visitor = createVisitor(given)
    const history = async (id: string) => (await given().admin('GET', `/registrations/${id}/history`)).body.events
    const sentTo = (mails: { to: string; subject: string; text: string }[], to: string) =>
      mails.filter((mail) => mail.to === to)

    const statusesOf = (answers: { status: number }[]) =>
      answers.map(({ status }) => status).toSorted((one, other) => one - other)

    test('changes nothing unless the organizer lets them', async () => {
      const { slug } = await given().givenTraining()
      const pat = await coordinatorOf(given())
      const answer = await pat.register(slug, someone())
      assert.deepEqual([answer.status, answer.body.type], [403, '/problems/coordinators-off'])
      assert.deepEqual(await given().people(slug), [])
    })

    test('registers people of their agency, whatever is said of it, with the answers of a visitor', async () => {
      const slug = await coordinated(given(), { fields: { agency: 'required', phone: 'required' } })
      const pat = await coordinatorOf(given())
      const lacking = await pat.register(slug, someone())
      assert.deepEqual(
        [lacking.status, lacking.body.errors.map(({ pointer }: Json) => pointer)],
        [422, ['/people/0/phone']],
      )
      const person = someone({ agency: 'Jackson County', phone: '816-555-0100' })
      const { status, body } = await pat.register(slug, person)
      assert.deepEqual([status, body.agency, body.channel, body.status], [201, ownAgency, 'coordinator', 'confirmed'])
      assert.equal((await pat.register(slug, person, { agency: 'Olathe PD' })).status, 422)
      const [registered] = (await history(body.id)).filter(({ kind }: Json) => kind === 'registered')
      assert.deepEqual([registered.by, registered.name], ['organizer', 'Pat Lee'])
    })

    test('has the person told, with their own link, and without a code', async () => {
      const slug = await coordinated(given(), { audience: { verify: 'everyone' } })
      const pat = await coordinatorOf(given())
      const person = someone()
      assert.equal((await pat.register(slug, person)).body.status, 'confirmed')
      const [mail, ...others] = sentTo(await given().deliver(), person.email)
      assert.equal(others.length, 0)
      assert.match(mail?.text ?? '', /\/r\//)
    })

    for (const [what, draft, status] of [
      ['wait for approval', { audience: { access: 'approval' } }, 'pending_approval'],
      ['join the waiting list', { seats: { capacity: 0, waitlist: true } }, 'waitlisted'],
      ['get no seat that there is not', { seats: { capacity: 0, waitlist: false } }, undefined],
      ['are too late', { closesAt: '2027-01-01T09:00' }, undefined],
    ] as const)
      test(`has people who, like visitors, ${what}`, async () => {
        const slug = await coordinated(given(), draft)
        const { body } = await (await coordinatorOf(given())).register(slug, someone())
        assert.equal(status === undefined ? undefined : body.status, status)
        assert.deepEqual(await given().statuses(slug), status === undefined ? [] : [status])
      })

    test('shares the last seat with another, and no person is registered twice', async () => {
      const slug = await coordinated(given(), { seats: { capacity: 1, waitlist: false } })
      const pair = [await coordinatorOf(given()), await coordinatorOf(given(), { name: 'Sam Park' })]
      const seats = await Promise.all(pair.map((one) => one.register(slug, someone())))
      assert.deepEqual(statusesOf(seats), [201, 409])
      const other = await coordinated(given())
      const person = someone()
      const twice = await Promise.all(pair.map((one) => one.register(other, person)))
      assert.deepEqual(statusesOf(twice), [201, 409])
      assert.equal((await given().people(other)).length, 1)
    })

    test('registers a person once with a key, and for their own agency only', async () => {
      const slug = await coordinated(given(), { fields: { agency: 'optional' } })
      const [pat, sam] = [await coordinatorOf(given()), await coordinatorOf(given(), { agency: 'Olathe PD' })]
      const person = someone()
      const headers = { 'idempotency-key': given().context.newId() }
      const first = await pat.register(slug, person, {}, headers)
      const again = await pat.register(slug, person, {}, headers)
      assert.deepEqual([again.status, again.body], [201, first.body])
      assert.equal((await given().people(slug)).length, 1)
      assert.equal((await sam.register(slug, person, {}, headers)).body.type, '/problems/key-reused')
      await given().admin('PATCH', `/registrations/${first.body.id}`, { person: { agency: 'Olathe PD' } })
      assert.equal((await pat.register(slug, person, {}, headers)).status, 404)
      assert.equal((await given().people(slug)).length, 1)
    })

    test('is told of people on the list of their agency, and adds everyone else', async () => {
      const slug = await coordinated(given(), { fields: { agency: 'optional' } })
      const pat = await coordinatorOf(given())
      const [own, elsewhere] = [someone({ agency: 'kansas  city PD' }), someone({ agency: 'Undercover' })]
      for (const person of [own, elsewhere]) await given().signUp(slug, { people: [person] })
      assert.equal((await pat.register(slug, own)).body.type, '/problems/already-registered')
      assert.equal((await pat.register(slug, elsewhere)).status, 201)
      assert.equal((await given().people(slug)).length, 3)
      const mails = sentTo(await given().deliver(), elsewhere.email)
      assert.equal(mails.length, 2)
    })

    test('leaves a person who is registered elsewhere free to edit both registrations', async () => {
      const slug = await coordinated(given(), { fields: { phone: 'optional' } })
      const pat = await coordinatorOf(given())
      const person = someone()
      await given().signUp(slug, { people: [person] })
      const { body } = await pat.register(slug, person)
      for (const { id } of await given().people(slug)) {
        const { to } = await visitor.post(`${await visitor.linkOf(id)}/change`, { ...person, phone: '816-555-0101' })
        assert.match(to, /done=changed/)
      }
      assert.equal((await given().row('registration', { id: body.id })).phone, '816-555-0101')
    })

    test('gives a seat to a colleague, past the waiting list, and both are told', async () => {
      const slug = await coordinated(given(), { seats: { capacity: 1, waitlist: true } })
      const pat = await coordinatorOf(given())
      const [person, colleague, waiting] = [someone(), someone(), someone()]
      const { body } = await pat.register(slug, person)
      await given().signUp(slug, { people: [waiting] })
      await given().deliver()
      const { status, body: replaced } = await pat.replace(body.id, colleague)
      assert.deepEqual([status, replaced.status, replaced.agency], [201, 'confirmed', ownAgency])
      assert.deepEqual(await given().statuses(slug), ['cancelled', 'waitlisted', 'confirmed'])
      const mails = await given().deliver()
      assert.deepEqual(
        [person, colleague, waiting].map(({ email }) => sentTo(mails, email).length),
        [1, 1, 0],
      )
      assert.match(sentTo(mails, person.email)[0]?.text ?? '', /The person who registered you canceled it/)
      const [ended] = (await history(body.id)).filter(({ kind }: Json) => kind === 'status-changed')
      assert.deepEqual([ended.action, ended.name], ['replace', 'Pat Lee'])
      assert.equal((await pat.replace(body.id, someone())).body.type, '/problems/wrong-status')
      assert.equal((await pat.replace(replaced.id, colleague)).body.type, '/problems/already-registered')
    })

    test('has a colleague approved where the organizer approves', async () => {
      const slug = await coordinated(given(), { audience: { access: 'approval' } })
      const pat = await coordinatorOf(given())
      const { body } = await pat.register(slug, someone())
      await given().admin('POST', `/registrations/${body.id}/approve`)
      assert.equal((await pat.replace(body.id, someone())).body.status, 'pending_approval')
    })

    test('can’t name themselves as the supervisor who approves', async () => {
      const slug = await coordinated(given(), {
        audience: { access: 'domain', domains: ['example.org'], supervisor: 'required' },
      })
      const pat = await coordinatorOf(given())
      const person = { ...someone(), email: 'ada@elsewhere.example', supervisorEmail: pat.email }
      const refused = await pat.register(slug, person)
      assert.deepEqual(
        [refused.status, refused.body.errors.map(({ code }: Json) => code)],
        [422, ['coordinators-address']],
      )
      const { body } = await pat.register(slug, { ...person, supervisorEmail: 'chief@example.org' })
      assert.equal(body.status, 'pending_approval')
      assert.equal((await pat.replace(body.id, { ...person, givenName: 'Grace' })).status, 422)
    })

    test('gives up a seat to the next in line', async () => {
      const slug = await coordinated(given(), { seats: { capacity: 1, waitlist: true } })
      const pat = await coordinatorOf(given())
      const { body } = await pat.register(slug, someone())
      await given().signUp(slug, { people: [someone()] })
      const { status, body: ended } = await pat.giveUp(body.id)
      assert.deepEqual([status, ended.status], [200, 'cancelled'])
      assert.deepEqual(await given().statuses(slug), ['cancelled', 'confirmed'])
      assert.equal((await pat.giveUp(body.id)).body.type, '/problems/wrong-status')
    })

    test('acts for no one else: neither who registered on their own, nor people of another agency', async () => {
      const slug = await coordinated(given(), { fields: { agency: 'optional' } })
      const [pat, sam] = [await coordinatorOf(given()), await coordinatorOf(given(), { agency: 'Olathe PD' })]
      await given().signUp(slug, { people: [someone({ agency: ownAgency })] })
      const [own] = await given().people(slug)
      const { body: others } = await sam.register(slug, someone())
      for (const [id, status] of [
        [own.id, 403],
        [others.id, 404],
      ] as const) {
        assert.equal((await pat.giveUp(id)).status, status)
        assert.equal((await pat.replace(id, someone())).status, status)
      }
      assert.deepEqual(await given().statuses(slug), ['confirmed', 'confirmed'])
    })

    test('keeps their people when agencies are merged and when that ends', async () => {
      const slug = await coordinated(given())
      const agency = `KCPD ${slug}`
      const pat = await coordinatorOf(given(), { agency })
      const person = someone()
      const { body } = await pat.register(slug, person)
      const name = `Kansas City Police ${slug}`
      await given().admin('POST', '/agencies/merge', { spellings: [agency], name })
      assert.equal((await pat.register(slug, person)).body.type, '/problems/already-registered')
      const { body: second } = await pat.register(slug, someone())
      assert.equal(second.agency, name)
      await given().admin('POST', '/agencies/split', { spelling: agency })
      await finishAgencyEdits(given().context)
      for (const { id } of [body, second]) assert.equal((await pat.giveUp(id)).status, 200)
    })

    test('can do nothing once the organizer takes it back, the training starts, or their account ends', async () => {
      const slug = await coordinated(given(), { fields: { agency: 'optional' } })
      const [pat, sam] = [await coordinatorOf(given()), await coordinatorOf(given())]
      const { body } = await pat.register(slug, someone())
      const refused = async (wanted: readonly (string | undefined)[]) => {
        const answers = [await pat.register(slug, someone()), await pat.replace(body.id, someone())]
        answers.push(await pat.giveUp(body.id))
        assert.deepEqual(
          answers.map((one) => one.body.type?.replace('/problems/', '')),
          wanted,
        )
      }
      const allow = (coordinators: boolean) =>
        given().admin('PATCH', `/trainings/${slug}`, { audience: { coordinators } })
      await allow(false)
      await refused(['coordinators-off', 'coordinators-off', 'coordinators-off'])
      await allow(true)
      await given().admin('PATCH', `/accounts/${sam.id}`, { agency: 'Olathe PD' })
      assert.equal((await sam.giveUp(body.id)).status, 401)
      await given().admin('PATCH', `/trainings/${slug}`, { start: '2027-01-10T05:30', end: '2027-01-10T15:00' })
      await refused(['registration-closed', 'registration-closed', 'registration-closed'])
      await given().admin('DELETE', `/accounts/${pat.id}`)
      assert.equal((await pat.giveUp(body.id)).status, 401)
      assert.deepEqual(await given().statuses(slug), ['confirmed'])
    })

    test('leaves an entry in the audit log for each change, with their account', async () => {
      const slug = await coordinated(given())
      const pat = await coordinatorOf(given())
      const { body } = await pat.register(slug, someone())
      const { body: next } = await pat.replace(body.id, someone())
      await pat.giveUp(next.id)
      const { entries } = (await given().admin('GET', '/audit?limit=10')).body
      const own = entries.filter(({ caller, action }: Json) => caller.id === pat.id && action === 'changed')
      assert.deepEqual(
        own.map(({ route }: Json) => route.split('/').at(-1)),
        ['give-up', 'replace', 'agency-people'],
      )
    })
  },
  mailing,
)
