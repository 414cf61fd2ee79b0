import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { createSigner } from '../../../testing/verify.ts'
import { carryOutBulkActions } from './carry-out.ts'

const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }

onBothDatabases('what a bulk action says about seats before it is decided', (given) => {
  const { people, later } = createSigner(given)

  test('is what comes of it', async () => {
    const isQuick = given().context.db.name === 'sqlite'
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          capacity: fc.option(fc.integer({ min: 0, max: 6 })),
          waitlist: fc.boolean(),
          holdWhilePending: fc.boolean(),
        }),
        fc.array(fc.record({ size: fc.integer({ min: 1, max: 3 }), split: fc.boolean() }), {
          minLength: 1,
          maxLength: 5,
        }),
        async (seats, signUps) => {
          const { slug } = await given().givenTraining({
            audience: { access: 'approval', verify: 'never' },
            seats: { ...seats, capacity: 50, waitlist: true },
          })
          for (const { size, split } of signUps) {
            const group = Array.from({ length: size }, () => someone())
            await given().signUp(slug, size === 1 ? { people: group } : { people: group, coordinator, split })
          }
          await given().admin('PATCH', `/trainings/${slug}`, { seats: { ...seats } })
          const input = { action: 'approve', training: slug, filter: { status: ['pending_approval'] } }
          const preview = (await given().admin('POST', '/bulk-actions/preview', input)).body
          const { body } = await given().admin('POST', '/bulk-actions', input)
          later(10)
          await carryOutBulkActions(given().context)
          const { counts, registrations } = (await given().admin('GET', `/bulk-actions/${body.id}`)).body
          assert.deepEqual(preview.seats, {
            done: counts.done,
            waitlisted: counts.waitlisted,
            'no-seat': counts['no-seat'],
          })
          const without = registrations.filter(({ outcome }: { outcome: string }) => outcome !== 'done')
          assert.deepEqual(
            preview.withoutSeat.map(({ id }: { id: string }) => id).toSorted(),
            without.map(({ id }: { id: string }) => id).toSorted(),
          )
        },
      ),
      { numRuns: isQuick ? 25 : 8 },
    )
  })

  test('names who will wait, and is nothing for other actions', async () => {
    const { slug } = await given().givenTraining({
      audience: { access: 'approval', verify: 'never' },
      seats: { capacity: 2, waitlist: true, holdWhilePending: false },
    })
    for (let person = 0; person < 3; person++) await given().signUp(slug, { people: [someone()] })
    const [, , last] = await people(slug)
    const preview = async (action: string) =>
      (await given().admin('POST', '/bulk-actions/preview', { action, training: slug, filter: {} })).body
    const { seats, withoutSeat } = await preview('approve')
    assert.deepEqual(seats, { done: 2, waitlisted: 1, 'no-seat': 0 })
    assert.deepEqual(
      withoutSeat.map(({ id }: { id: string }) => id),
      [last?.id],
    )
    assert.equal((await preview('decline')).seats, null)
  })
})
