import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createManageTokens } from '../registrations/manage-token.ts'
import { contradictions } from '../testing/recount.ts'
import { onBothDatabases, somebody } from '../testing/test-app.ts'
import { createSigner, mailing, verifying } from '../testing/verify.ts'

onBothDatabases(
  'somebody whom a stranger signs up with a group of their own',
  (given) => {
    const { begin, type, people, seats, ...signer } = createSigner(given)
    const coordinator = { name: 'Pat Lee', email: 'pat@elsewhere.example' }
    const statuses = async (slug: string) => (await people(slug)).map(({ status }) => status)
    const groupOf = async (slug: string, person: ReturnType<typeof somebody>) => {
      const sent = await begin(slug, { people: [person], coordinator })
      return (await type(sent, await signer.codeTo(coordinator.email))).body
    }
    const cancelAll = async () => {
      const group = await given()
        .deps.db.reader.selectFrom('registration_group')
        .select(['id', 'token_version'])
        .where('coordinator_email', '=', coordinator.email)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      const token = createManageTokens(given().deps).issue({
        kind: 'group',
        id: group.id,
        version: group.token_version,
      })
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      assert.equal((await given().app.request(`/r/${token}/cancel`, { method: 'POST', headers, body: '' })).status, 303)
    }

    test('finishes the sign-up of their own, with their answers, and the stranger cannot cancel it', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 2, waitlist: true } })
      const ada = somebody()
      const own = await begin(slug, { people: [{ ...ada, needs: 'a ramp' }] })
      const code = await signer.codeTo(ada.email)
      assert.equal((await groupOf(slug, ada)).status, 'confirmed')
      const { status, body } = await type(own, code)
      assert.deepEqual([status, body.status], [200, 'confirmed'])
      await cancelAll()
      const stands = await given()
        .deps.db.reader.selectFrom('registration')
        .select('sensitive')
        .where('email', '=', ada.email)
        .where('status', '=', 'confirmed')
        .executeTakeFirstOrThrow()
      assert.deepEqual(JSON.parse(stands.sensitive), { needs: 'a ramp' })
      assert.deepEqual((await seats(slug)).counts, { confirmed: 1, cancelled: 1 })
      assert.equal((await seats(slug)).taken, 1)
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
    })

    test('keeps the seat that they held, where the stranger’s group has to wait', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: true } })
      const ada = somebody()
      const own = await begin(slug, { people: [ada] })
      const code = await signer.codeTo(ada.email)
      assert.equal((await groupOf(slug, ada)).status, 'waitlisted')
      assert.equal((await type(own, code)).body.status, 'confirmed')
      assert.deepEqual((await statuses(slug)).toSorted(), ['cancelled', 'confirmed'])
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
    })

    test('comes without approval by the domain of their address only if the one who has proven theirs is of it, too', async () => {
      const audience = { verify: true, access: 'domain' as const, domains: ['kcpd.example'] }
      for (const [email, expected] of [
        ['pat@elsewhere.example', 'pending_approval'],
        ['pat@kcpd.example', 'confirmed'],
      ] as const)
        for (const isKnown of [false, true]) {
          const { slug } = await given().givenTraining({ audience })
          const ada = somebody({ email: 'ada@kcpd.example' })
          if (isKnown) {
            const own = await begin(slug, { people: [ada] })
            assert.equal((await type(own, await signer.codeTo(ada.email))).body.status, 'confirmed')
          }
          const sent = await begin(slug, { people: [ada], coordinator: { ...coordinator, email } })
          assert.equal((await type(sent, await signer.codeTo(email))).body.status, expected)
        }
    })
  },
  mailing,
)
