import assert from 'node:assert/strict'
import { test } from 'mocha'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing, verifying } from '../../testing/verify.ts'
import { expirePending } from './expire.ts'

onBothDatabases(
  'a sign-up that corrects another one',
  (given) => {
    const { begin, type, later, people, seats, ...signer } = createSigner(given)
    const statuses = async (slug: string) => (await people(slug)).map(({ status }) => status)
    const replaces = ({ reference, secret }: { reference: string; secret: string }) => ({ reference, secret })

    test('takes over the last seat, and the mistyped address is written to no more', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: false } })
      const [typo, ada] = [someone(), someone()]
      const first = await begin(slug, { people: [typo] })
      assert.equal((await given().signUp(slug, { people: [ada] })).body.type, '/problems/training-full')
      const sent = await begin(slug, { people: [ada], replaces: replaces(first) })
      const codes = await signer.codes()
      assert.deepEqual([...codes.keys()], [ada.email])
      assert.equal((await type(first, '123456')).body.type, '/problems/verification-over')
      assert.equal((await type(sent, codes.get(ada.email) ?? '')).body.status, 'confirmed')
      assert.deepEqual(await statuses(slug), ['confirmed'])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('leaves what it does not need to those who wait', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 2, waitlist: true } })
      const coordinator = { name: 'Pat Lee', email: `pat.${slug}@kcpd.example` }
      const group = await begin(slug, { people: [someone(), someone()], coordinator })
      const luis = someone()
      const waiting = await begin(slug, { people: [luis] })
      assert.equal((await type(waiting, await signer.codeTo(luis.email))).body.status, 'waitlisted')
      await begin(slug, { people: [someone()], replaces: replaces(group) })
      assert.deepEqual(await statuses(slug), ['confirmed'])
      assert.deepEqual(await seats(slug), { capacity: 2, taken: 2, counts: { confirmed: 1 } })
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('keeps its seat also while others are yet to be promoted, as long as it adds no people', async () => {
      const training = { ...verifying, seats: { capacity: 5, waitlist: true } }
      for (const [isKnown, count, status] of [
        [false, 1, 'confirmed'],
        [true, 1, 'confirmed'],
        [false, 2, 'waitlisted'],
      ] as const) {
        const { slug } = await given().givenTraining(training)
        const ada = someone()
        const register = (one: object) =>
          given().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [one] })
        await register(isKnown ? ada : someone())
        const coordinator = { name: 'Pat Lee', email: someone().email }
        const first = await begin(slug, { people: [ada], coordinator })
        await given().context.db.transaction((tx) =>
          tx
            .updateTable('training')
            .set({ promotion_pending_since: '2027-01-01T00:00:00.000Z' })
            .where('slug', '=', slug)
            .execute(),
        )
        const both = [ada, someone()]
        const sent = await begin(slug, { people: both.slice(0, count), coordinator, replaces: replaces(first) })
        const { body } = await type(sent, await signer.codeTo(coordinator.email))
        assert.equal(body.status, status)
      }
    })

    test('corrects it once, however many come at the same time', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: true } })
      const first = await begin(slug, { people: [someone()] })
      await Promise.all([1, 2, 3].map(() => given().signUp(slug, { people: [someone()], replaces: replaces(first) })))
      assert.equal((await seats(slug)).taken, 1)
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('is one like any other where there is nothing to correct', async () => {
      const { slug } = await given().givenTraining(verifying)
      const [ada, luis] = [someone(), someone()]
      const first = await begin(slug, { people: [ada] })
      await type(first, await signer.codeTo(ada.email))
      for (const named of [
        replaces(first),
        { reference: first.reference, secret: 'nonsense' },
        { reference: '\0', secret: first.secret },
      ])
        assert.equal((await given().signUp(slug, { people: [someone()], replaces: named })).status, 201)
      const other = await begin(slug, { people: [luis] })
      later(60)
      assert.equal((await given().signUp(slug, { people: [luis], replaces: replaces(other) })).status, 201)
      assert.equal((await people(slug))[0]?.status, 'confirmed')
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('ends nothing when it is refused', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: false } })
      const ada = someone()
      const first = await begin(slug, { people: [ada] })
      const code = await signer.codeTo(ada.email)
      const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
      const input = { people: [someone(), someone()], coordinator, replaces: replaces(first) }
      assert.equal((await given().signUp(slug, input)).body.type, '/problems/not-correctable')
      assert.equal((await type(first, code)).body.status, 'confirmed')
    })

    test('has the time that was left, or ten minutes, and those once only, so that seats are not held for ever', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: true } })
      let sent = await begin(slug, { people: [someone()] })
      const luis = someone()
      const waiting = await begin(slug, { people: [luis] })
      assert.equal((await type(waiting, await signer.codeTo(luis.email))).body.status, 'waitlisted')
      later(20)
      const correct = async () => {
        sent = await begin(slug, { people: [someone()], replaces: replaces(sent) })
        const { ends_at = '', held_seats } = (await signer.pending(sent.reference)) ?? {}
        assert.equal(held_seats, 1)
        return (Date.parse(ends_at) - given().clock.now.getTime()) / 60_000
      }
      assert.equal(await correct(), 40)
      later(39)
      assert.equal(await correct(), 10)
      later(5)
      // An hour and ten minutes after the first.
      assert.equal(await correct(), 6)
      later(6)
      await expirePending(given().context)
      assert.deepEqual(await statuses(slug), ['confirmed'])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('leaves nothing of the mistyped one', async () => {
      for (const isGroup of [false, true]) {
        const { slug } = await given().givenTraining(verifying)
        const typo = someone()
        const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.exmaple' }
        const headers = { 'idempotency-key': `a-key-of-${slug}-0001` }
        const more = isGroup ? { coordinator } : {}
        const { body: first } = await given().signUp(slug, { people: [typo], ...more }, headers)
        const named = { reference: first.reference, secret: first.verification.secret }
        await begin(slug, { people: [someone()], replaces: named })
        const kept = JSON.stringify(await signer.everything())
        for (const text of [typo.email, typo.familyName, coordinator.email, first.reference])
          assert.ok(!kept.includes(text), text)
        await signer.codes()
        assert.ok(given().mails.every(({ to }) => to !== typo.email && to !== coordinator.email))
        assert.deepEqual([await statuses(slug), (await seats(slug)).taken], [[], 1])
        assert.deepEqual(await contradictions(given().context.db, slug), [])
      }
    })

    test('holds seats of its own where it adds people, up to what one request may hold', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 20, waitlist: true } })
      let sent = await begin(slug, { people: [someone()] })
      const coordinator = { name: 'Pat Lee', email: `pat.${slug}@kcpd.example` }
      for (const [size, held] of [
        [3, 3],
        [8, 5],
        [1, 1],
      ] as const) {
        const more = Array.from({ length: size }, () => someone())
        sent = await begin(slug, { people: more, coordinator, replaces: replaces(sent) })
        assert.deepEqual([(await signer.pending(sent.reference))?.held_seats, (await seats(slug)).taken], [held, held])
        assert.deepEqual(await contradictions(given().context.db, slug), [])
      }
    })
  },
  mailing,
)
