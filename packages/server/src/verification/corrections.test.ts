import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contradictions } from '../registrations/recount-for-tests.ts'
import { onBothDatabases, somebody } from '../testing.ts'
import { createSigner, mailing, verifying } from './verify-for-tests.ts'

onBothDatabases(
  'a sign-up that corrects another one',
  (given) => {
    const { begin, type, later, people, seats, ...signer } = createSigner(given)
    const statuses = async (slug: string) => (await people(slug)).map(({ status }) => status)
    const replaces = ({ reference, secret }: { reference: string; secret: string }) => ({ reference, secret })

    test('takes over the last seat, and the mistyped address is written to no more', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: false } })
      const [typo, ada] = [somebody(), somebody()]
      const first = await begin(slug, { people: [typo] })
      assert.equal((await given().signUp(slug, { people: [ada] })).body.type, '/problems/training-full')
      const sent = await begin(slug, { people: [ada], replaces: replaces(first) })
      const codes = await signer.codes()
      assert.deepEqual([...codes.keys()], [ada.email])
      assert.equal((await type(first, '123456')).body.type, '/problems/verification-over')
      assert.equal((await type(sent, codes.get(ada.email) ?? '')).body.status, 'confirmed')
      assert.deepEqual(await statuses(slug), ['cancelled', 'confirmed'])
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
    })

    test('leaves what it does not need to those who wait', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 2, waitlist: true } })
      const coordinator = { name: 'Pat Lee', email: `pat.${slug}@kcpd.example` }
      const group = await begin(slug, { people: [somebody(), somebody()], coordinator })
      const luis = somebody()
      const waiting = await begin(slug, { people: [luis] })
      assert.equal((await type(waiting, await signer.codeTo(luis.email))).body.status, 'waitlisted')
      await begin(slug, { people: [somebody()], replaces: replaces(group) })
      assert.deepEqual(await statuses(slug), ['cancelled', 'cancelled', 'confirmed', 'pending_verification'])
      assert.deepEqual(await seats(slug), {
        capacity: 2,
        taken: 2,
        counts: { cancelled: 2, confirmed: 1, pending_verification: 1 },
      })
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
    })

    test('corrects it once, however many come at once', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: true } })
      const first = await begin(slug, { people: [somebody()] })
      await Promise.all([1, 2, 3].map(() => given().signUp(slug, { people: [somebody()], replaces: replaces(first) })))
      assert.equal((await seats(slug)).taken, 1)
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
    })

    test('is one like any other where there is nothing to correct', async () => {
      const { slug } = await given().givenTraining(verifying)
      const [ada, luis] = [somebody(), somebody()]
      const first = await begin(slug, { people: [ada] })
      await type(first, await signer.codeTo(ada.email))
      for (const named of [
        replaces(first),
        { reference: first.reference, secret: 'nonsense' },
        { reference: '\0', secret: first.secret },
      ])
        assert.equal((await given().signUp(slug, { people: [somebody()], replaces: named })).status, 201)
      const other = await begin(slug, { people: [luis] })
      later(60)
      assert.equal((await given().signUp(slug, { people: [luis], replaces: replaces(other) })).status, 201)
      assert.equal((await people(slug))[0]?.status, 'confirmed')
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
    })

    test('ends nothing when it is refused', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: false } })
      const ada = somebody()
      const first = await begin(slug, { people: [ada] })
      const code = await signer.codeTo(ada.email)
      const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
      const input = { people: [somebody(), somebody()], coordinator, replaces: replaces(first) }
      assert.equal((await given().signUp(slug, input)).body.type, '/problems/training-full')
      assert.equal((await type(first, code)).body.status, 'confirmed')
    })
  },
  mailing,
)
