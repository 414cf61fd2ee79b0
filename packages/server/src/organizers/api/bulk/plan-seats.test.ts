import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { createSigner } from '../../../testing/verify.ts'
import { carryOutBulkActions } from './carry-out.ts'
import { inTurn, planSeats } from './plan-seats.ts'

const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }

test('with the first twenty people, the rest of their groups is decided on before the others', () => {
  const people = Array.from({ length: 30 }, (_, index) => ({
    id: String(index).padStart(2, '0'),
    holds_seat: 0 as const,
    group_id: index === 19 || index === 29 ? 'group' : null,
  }))
  const inOrder = inTurn(people.toReversed())
  assert.deepEqual(
    inOrder.slice(18, 22).map(({ id }) => id),
    ['18', '19', '29', '20'],
  )
  const state = { capacity: 21, seatsTaken: 0, waitlist: false, isPromotionPending: false }
  const outcomes = planSeats(state, inOrder, new Map())
  assert.deepEqual([outcomes.get('29'), outcomes.get('20')], ['done', 'no-seat'])
  const together = new Map([['group', { unseated: ['19', '29'], duplicates: 0 }]])
  const apart = planSeats({ ...state, capacity: 20 }, inOrder, together)
  assert.deepEqual([apart.get('19'), apart.get('29'), apart.get('20')], ['no-seat', 'no-seat', 'done'])
})

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
