import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expireRegistrations } from '../registrations/expire.ts'
import { contradictions } from '../testing/recount.ts'
import { onBothDatabases, somebody } from '../testing/test-app.ts'
import { createSigner, mailing, verifying } from '../testing/verify.ts'

const named = (people: object[]) => people.flatMap((one) => ('email' in one ? String(one.email) : []))

onBothDatabases(
  'people whose coordinator’s address is to be verified',
  (given) => {
    const { begin, type, later, people, seats, ...signer } = createSigner(given)
    const statuses = async (slug: string) => (await people(slug)).map(({ status }) => status)
    const written = async () => {
      await signer.mailsTo('')
      return given()
        .mails.map(({ to, subject }) => `${to}: ${subject.replace(/\d{6}/, '######')}`)
        .toSorted((one, other) => (one < other ? -1 : 1))
    }
    const coordinatorOf = (slug: string) => ({ name: 'Pat Lee', email: `pat.${slug}@kcpd.example` })
    const squad = () => {
      const { email: _, ...rosa } = somebody({ givenName: 'Rosa' })
      return [somebody(), somebody({ givenName: 'Luis' }), rosa]
    }

    test('are written to only once it is, and decided about together', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 2, waitlist: true } })
      const coordinator = coordinatorOf(slug)
      const all = squad()
      const [ada = '', luis = ''] = named(all)
      const sent = await begin(slug, { people: all, coordinator })
      assert.deepEqual(await seats(slug), { capacity: 2, taken: 0, counts: { pending_verification: 3 } })
      const codes = await signer.codes()
      assert.deepEqual([...codes.keys()], [coordinator.email])
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
      await given().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 3 } })
      const { body } = await type(sent, codes.get(coordinator.email) ?? '')
      assert.deepEqual([body.status, body.reference], ['confirmed', sent.reference])
      assert.deepEqual(
        body.people.map((one: { status: string }) => one.status),
        ['confirmed', 'confirmed', 'confirmed'],
      )
      assert.deepEqual(await written(), [
        `${ada}: You’re registered: First aid`,
        `${luis}: You’re registered: First aid`,
        `${coordinator.email}: The people you registered: First aid`,
      ])
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
    })

    test('that may be divided get the seats that they held, and wait at their places for others', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 2, waitlist: true } })
      const sent = await begin(slug, { people: squad(), coordinator: coordinatorOf(slug), split: true })
      const code = await signer.codeTo(coordinatorOf(slug).email)
      const { body } = await type(sent, code)
      assert.deepEqual(
        body.people.map((one: { status: string }) => one.status),
        ['confirmed', 'confirmed', 'waitlisted'],
      )
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
    })

    test('are let go after an hour without a word', async () => {
      const { slug } = await given().givenTraining(verifying)
      const sent = await begin(slug, { people: squad(), coordinator: coordinatorOf(slug) })
      const code = await signer.codeTo(coordinatorOf(slug).email)
      later(60)
      await expireRegistrations(given().deps)
      assert.equal((await type(sent, code)).body.type, '/problems/verification-over')
      assert.deepEqual(await statuses(slug), ['expired', 'expired', 'expired'])
      assert.deepEqual(await written(), [])
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
    })

    test('one of whom signs up alone meanwhile stay complete for their coordinator, and that one is one person', async () => {
      for (const split of [false, true]) {
        const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 4, waitlist: true } })
        const all = squad()
        const [ada] = all
        const sent = await begin(slug, { people: all, coordinator: coordinatorOf(slug), split })
        const code = await signer.codeTo(coordinatorOf(slug).email)
        const own = await begin(slug, { people: [ada!] })
        assert.equal((await type(own, await signer.codeTo(named(all)[0] ?? ''))).body.status, 'confirmed')
        const { body } = await type(sent, code)
        assert.deepEqual(
          body.people.map((one: { status: string }) => one.status),
          ['confirmed', 'confirmed', 'confirmed'],
        )
        assert.deepEqual(await seats(slug), { capacity: 4, taken: 3, counts: { confirmed: 3 } })
        assert.ok((await written()).includes(`${named(all)[0]}: You were registered already: First aid`))
        assert.deepEqual(await contradictions(given().deps.db, slug), [])
      }
    })

    test('one of whom is canceled meanwhile stay without that one, whether or not they were registered before', async () => {
      const answers = []
      for (const isKnown of [true, false]) {
        const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 4, waitlist: true } })
        const [ada, luis, rosa] = squad()
        if (isKnown) {
          const own = await begin(slug, { people: [luis!] })
          await type(own, await signer.codeTo(named([luis!])[0] ?? ''))
        }
        const sent = await begin(slug, { people: [ada!, luis!, rosa!], coordinator: coordinatorOf(slug) })
        const code = await signer.codeTo(coordinatorOf(slug).email)
        const { registrations } = (await given().admin('GET', `/registrations?training=${slug}`)).body
        const found = registrations.find(({ givenName }: { givenName: string }) => givenName === 'Luis')
        assert.equal((await given().admin('POST', `/registrations/${found.id}/cancel`)).status, 200)
        answers.push((await type(sent, code)).body.people)
      }
      assert.deepEqual(answers[0], answers[1])
    })

    test('are let in by an organizer who vouches for one of them, whose approval counts', async () => {
      const audience = { ...verifying.audience, access: 'approval' as const, supervisor: 'optional' as const }
      for (const split of [true, false]) {
        const { slug } = await given().givenTraining({ audience })
        const [ada, luis, rosa] = squad()
        const supervisorEmail = `sergeant.${slug}@precinct.example`
        const all = [ada!, { ...luis!, supervisorEmail }, rosa!]
        await begin(slug, { people: all, coordinator: coordinatorOf(slug), split })
        await signer.codes()
        const id = (await people(slug))[1]?.id
        assert.equal((await given().admin('POST', `/registrations/${id}/approve`)).body.status, 'confirmed')
        assert.deepEqual(await statuses(slug), ['pending_approval', 'confirmed', 'pending_approval'])
        assert.deepEqual(await contradictions(given().deps.db, slug), [])
        const mails = (await written()).filter((mail) => !mail.startsWith('pat.'))
        assert.deepEqual(
          mails.map((mail) => mail.replace(/^ada.reyes\d+/, '')),
          [
            '@example.org: Your request has arrived: First aid',
            split ? '@example.org: You’re registered: First aid' : '@example.org: Your seat is confirmed: First aid',
          ],
        )
      }
    })
  },
  mailing,
)
