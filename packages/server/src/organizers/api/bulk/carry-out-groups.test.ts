import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { createDecider } from '../../../testing/bulk.ts'
import { contradictions } from '../../../testing/generated/recount.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../../testing/verify.ts'
import { carryOutBulkActions } from './carry-out.ts'

/**
 * People who come alone (1) or in groups, in the order of their sign-ups, and what is decided about
 * them.
 */
const anyDecision = fc.record({
  parties: fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 15 })), { minLength: 5, maxLength: 9 }),
  action: fc.constantFrom('approve', 'decline', 'cancel'),
  capacity: fc.integer({ min: 1, max: 40 }),
  split: fc.boolean(),
})

onBothDatabases(
  'a bulk action about groups',
  (given) => {
    const { later, people } = createSigner(given)
    const { decided, read } = createDecider(given)

    /** As if every email left as soon as it was written. */
    const deliverEverything = () =>
      given().context.db.transaction((tx) =>
        tx
          .updateTable('outbox')
          .set({ outcome: 'sent', sent_at: given().context.now().toISOString() })
          .where('outcome', 'is', null)
          .execute(),
      )

    test('tells each coordinator once of a decision, and no one of a seat that they lose next', async () => {
      await fc.assert(
        fc.asyncProperty(anyDecision, async ({ parties, action, capacity, split }) => {
          const { context, givenTraining, signUp } = given()
          const access = action === 'cancel' ? 'open' : 'approval'
          const { slug } = await givenTraining({
            audience: { access, verify: 'never' },
            seats: { capacity, waitlist: true, holdWhilePending: false },
          })
          for (const [index, size] of parties.entries()) {
            const coordinator = { name: 'Pat Lee', email: `pat${index}@kcpd.example` }
            const members = Array.from({ length: size }, () => ({ ...someone(), email: undefined }))
            const party = size === 1 ? { people: [someone()] } : { people: members, coordinator, split }
            assert.equal((await signUp(slug, party as never)).status, 201)
          }
          await deliverEverything()
          const { id } = await decided(
            action,
            slug,
            (await people(slug)).map((one) => one.id),
          )
          later(10)
          for (let part = 0; part < 30 && (await read(id)).state !== 'done'; part++) {
            let asked = 0
            await carryOutBulkActions({ ...context, isStopping: () => (asked += 1) > 1 })
            await deliverEverything()
          }
          assert.equal((await read(id)).state, 'done')
          const all = await given().rows('outbox', { slug })
          const mails = all.filter(({ created_at }) => created_at >= context.now().toISOString())
          const toGroups = mails.flatMap(({ kind, group_id }) => (group_id === null ? [] : `${group_id} ${kind}`))
          assert.deepEqual(toGroups, [...new Set(toGroups)])
          const kinds = { approve: ['approved', 'waitlisted'], decline: ['declined'], cancel: ['cancelled'] }[action]
          assert.deepEqual(
            mails.filter(({ kind }) => !kinds?.includes(kind)),
            [],
          )
          assert.deepEqual(await contradictions(context.db, slug), [])
        }),
        { numRuns: 6 },
      )
    })

    test('gives a seat that opened up to the next in line who stays', async () => {
      const { givenTraining, signUp } = given()
      const { slug } = await givenTraining({ seats: { capacity: 30, waitlist: true } })
      for (let person = 0; person < 35; person++) await signUp(slug, { people: [someone()] })
      const ids = (await people(slug)).map((one) => one.id)
      await decided('cancel', slug, ids.slice(0, -1))
      later(10)
      await carryOutBulkActions(given().context)
      const statuses = (await people(slug)).map(({ status }) => status)
      assert.deepEqual(statuses, [...ids.slice(1).map(() => 'cancelled'), 'confirmed'])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })
  },
  mailing,
)
