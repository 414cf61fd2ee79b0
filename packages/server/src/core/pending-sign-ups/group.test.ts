import assert from 'node:assert/strict'
import { test } from 'mocha'
import { contradictions } from '../../testing/generated/recount.ts'
import { press } from '../../testing/pages/press.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing, verifying } from '../../testing/verify.ts'
import { createManageTokens } from '../registrations/manage-token.ts'
import { vouchFor } from './complete.ts'
import { expirePending } from './expire.ts'

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
      const { email: _, ...rosa } = someone({ givenName: 'Rosa' })
      return [someone(), someone({ givenName: 'Luis' }), rosa]
    }

    test('are written to only once it is, and decided about together', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 2, waitlist: true } })
      const coordinator = coordinatorOf(slug)
      const all = squad()
      const [ada = '', luis = ''] = named(all)
      const sent = await begin(slug, { people: all, coordinator })
      assert.deepEqual(await seats(slug), { capacity: 2, taken: 0, counts: {} })
      const codes = await signer.codes()
      assert.deepEqual([...codes.keys()], [coordinator.email])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
      await given().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 3 } })
      const { body } = await type(sent, codes.get(coordinator.email) ?? '')
      assert.deepEqual([body.status, body.reference], ['confirmed', sent.reference])
      assert.deepEqual(
        body.people.map((one: { status: string }) => one.status),
        ['confirmed', 'confirmed', 'confirmed'],
      )
      assert.deepEqual(await written(), [
        `${ada}: You’re in: Saturday, March 6, 9 AM`,
        `${luis}: You’re in: Saturday, March 6, 9 AM`,
        `${coordinator.email}: Everyone in your group has a seat: Saturday, March 6, 9 AM`,
      ])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('that may be divided get the seats that they held, those without an address first', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 2, waitlist: true } })
      const sent = await begin(slug, { people: squad(), coordinator: coordinatorOf(slug), split: true })
      const code = await signer.codeTo(coordinatorOf(slug).email)
      const { body } = await type(sent, code)
      assert.deepEqual(
        body.people.map((one: { status: string }) => one.status),
        ['confirmed', 'waitlisted', 'confirmed'],
      )
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('are not told to stay home by the link’s page where they have a seat', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 2, waitlist: true } })
      await begin(slug, { people: squad(), coordinator: coordinatorOf(slug), split: true })
      const [mail] = await signer.mailsTo(coordinatorOf(slug).email)
      const link = /\/r\/verify\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? ''
      const page = await given().app.request(link, press)
      assert.match(await page.text(), /People who have a seat can come\./)
    })

    test('are let go after an hour without a word', async () => {
      const { slug } = await given().givenTraining(verifying)
      const sent = await begin(slug, { people: squad(), coordinator: coordinatorOf(slug) })
      const code = await signer.codeTo(coordinatorOf(slug).email)
      later(60)
      await expirePending(given().context)
      assert.equal((await type(sent, code)).body.type, '/problems/verification-over')
      assert.deepEqual(await statuses(slug), [])
      assert.deepEqual(await written(), [])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('stay complete for their coordinator when one of them signs up alone, and that one is one person', async () => {
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
        assert.ok(
          (await written()).includes(`${named(all)[0]}: We already have your registration: Saturday, March 6, 9 AM`),
        )
        assert.deepEqual(await contradictions(given().context.db, slug), [])
      }
    })

    test('are answered alike whether or not they were registered before', async () => {
      const audience = { verify: true, access: 'domain' as const, domains: ['kcpd.example'] }
      const register = (slug: string, person: object) =>
        given().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [person] })
      const ofDomain = { seats: { capacity: 9, waitlist: true }, audience }
      const full = { seats: { capacity: 4, waitlist: true }, ...verifying }
      for (const [training, split, expected] of [
        // One of them is to be approved: the others wait with that one, unless they may be divided.
        [ofDomain, false, ['pending_approval', 'pending_approval', 'pending_approval']],
        [ofDomain, true, ['confirmed', 'pending_approval', 'pending_approval']],
        [full, true, ['confirmed', 'waitlisted', 'waitlisted']],
        [full, false, ['waitlisted', 'waitlisted', 'waitlisted']],
      ] as const)
        for (const known of [[], [0], [1], [0, 2], [0, 1, 2]]) {
          const { slug } = await given().givenTraining(training)
          const ada = someone()
          const all = [{ ...ada, email: ada.email.replace('example.org', 'kcpd.example') }, someone(), someone()]
          for (const index of [0, 1, 2]) await register(slug, known.includes(index) ? all[index]! : someone())
          const sent = await begin(slug, { people: all, coordinator: coordinatorOf(slug), split })
          const { body } = await type(sent, await signer.codeTo(coordinatorOf(slug).email))
          assert.equal(body.reference, sent.reference)
          assert.deepEqual(
            body.people.map((one: { status: string }) => one.status),
            expected,
          )
          assert.deepEqual(await contradictions(given().context.db, slug), [])
        }
    })

    test('come without approval by the domain of their addresses only if the coordinator’s is of it, too', async () => {
      const audience = { verify: true, access: 'domain' as const, domains: ['kcpd.example'] }
      for (const [email, expected] of [
        ['pat@elsewhere.example', 'pending_approval'],
        ['pat@kcpd.example', 'confirmed'],
      ] as const)
        for (const isKnown of [false, true]) {
          const { slug } = await given().givenTraining({ audience })
          const ada = someone({ email: `ada.${slug}@kcpd.example` })
          if (isKnown) {
            const own = await begin(slug, { people: [ada] })
            assert.equal((await type(own, await signer.codeTo(`ada.${slug}@kcpd.example`))).body.status, 'confirmed')
          }
          const sent = await begin(slug, { people: [ada], coordinator: { name: 'Pat Lee', email } })
          assert.equal((await type(sent, await signer.codeTo(email))).body.status, expected)
        }
    })

    test('may be vouched for by an organizer, who then decides about each', async () => {
      const audience = { ...verifying.audience, access: 'approval' as const }
      for (const split of [true, false]) {
        await signer.codes()
        const { slug } = await given().givenTraining({ audience })
        const all = squad()
        const sent = await begin(slug, { people: all, coordinator: coordinatorOf(slug), split })
        const ids = await vouchFor(given().context, (await signer.pending(sent.reference))?.id ?? '')
        assert.deepEqual(
          (await people(slug)).map(({ id }) => id),
          ids,
        )
        assert.deepEqual(await statuses(slug), ['pending_approval', 'pending_approval', 'pending_approval'])
        assert.deepEqual(await contradictions(given().context.db, slug), [])
        assert.deepEqual(
          await written(),
          [
            ...named(all).map((address) => `${address}: We received your request: Saturday, March 6, 9 AM`),
            `${coordinatorOf(slug).email}: No one in your group has a seat yet: Saturday, March 6, 9 AM`,
          ].toSorted(),
        )
      }
    })

    test('keep a registration of their own next to a stranger’s group, who cannot cancel it', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 4, waitlist: true } })
      const ada = someone()
      const own = await begin(slug, { people: [{ ...ada, needs: 'a ramp' }] })
      const code = await signer.codeTo(ada.email)
      const stranger = coordinatorOf(slug)
      const group = await begin(slug, { people: [ada], coordinator: stranger })
      assert.equal((await type(group, await signer.codeTo(stranger.email))).body.status, 'confirmed')
      const { status, body } = await type(own, code)
      assert.deepEqual([status, body.status], [200, 'confirmed'])
      const { id, token_version: version } = await given()
        .context.db.reader.selectFrom('registration_group')
        .select(['id', 'token_version'])
        .where('reference', '=', group.reference)
        .executeTakeFirstOrThrow()
      const link = `/r/${createManageTokens(given().context).issue({ kind: 'group', id, version })}`
      assert.equal((await given().app.request(`${link}/cancel`, press)).status, 303)
      const [stands] = await people(slug)
      assert.deepEqual(await statuses(slug), ['confirmed'])
      assert.equal((await given().app.request(`${link}/people/${stands?.id}/cancel`)).status, 303)
      assert.deepEqual(await statuses(slug), ['confirmed'])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })
  },
  mailing,
)
