import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ProblemError } from '../problem.ts'
import { onBothDatabases, somebody, type TestApp } from '../testing.ts'
import { approve, decline } from './approval.ts'
import { cancel, erase } from './cancel.ts'
import { register } from './register.ts'
import { promote } from './waitlist.ts'

type Step =
  | { do: 'sign-up'; people: number; split: boolean }
  | { do: 'sign-up-again' }
  | { do: 'approve' | 'decline' | 'cancel' | 'promote' | 'erase'; whom: number }
  | { do: 'capacity'; seats: number | null }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('sign-up' as const),
      people: fc.integer({ min: 1, max: 3 }),
      split: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sign-up-again' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'approve' as const,
        'decline' as const,
        'cancel' as const,
        'promote' as const,
        'erase' as const,
      ),
      whom: fc.nat(20),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('capacity' as const), seats: fc.option(fc.nat(6)) }) },
)

const moves = { approve, decline, cancel, promote, erase }
const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }

async function take({ deps, admin }: TestApp, slug: string, ada: ReturnType<typeof somebody>, one: Step) {
  if (one.do === 'capacity') return admin('PATCH', `/trainings/${slug}`, { seats: { capacity: one.seats } })
  if (one.do === 'sign-up-again')
    return register(deps, slug, { input: { people: [ada] }, channel: 'embed', origin: null, lang: 'en' })
  if (one.do === 'sign-up') {
    const people = Array.from({ length: one.people }, () => somebody())
    const input = one.people === 1 ? { people } : { people, coordinator, split: one.split }
    return register(deps, slug, { input, channel: 'embed', origin: null, lang: 'en' })
  }
  const rows = await deps.db.reader
    .selectFrom('registration')
    .innerJoin('training', 'training.id', 'training_id')
    .where('slug', '=', slug)
    .select('registration.id')
    .orderBy('registration.id')
    .execute()
  const id = rows[one.whom % Math.max(1, rows.length)]?.id
  return id === undefined ? undefined : moves[one.do](deps, id)
}

/** Everything that has to hold whenever nobody is in the middle of something. */
async function checkInvariants({ deps, admin }: TestApp, slug: string, capacityEver: number | null) {
  const training = await deps.db.reader
    .selectFrom('training')
    .selectAll()
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  const rows = await deps.db.reader
    .selectFrom('registration')
    .selectAll()
    .where('training_id', '=', training.id)
    .execute()
  const held = rows.filter((row) => row.holds_seat === 1)
  assert.equal(training.seats_taken, held.length, 'the counter equals a recount of the seats')
  if (capacityEver !== null) assert.ok(held.length <= capacityEver, 'never more seats than there ever were')
  assert.ok(
    held.every((row) => ['confirmed', 'pending_approval'].includes(row.status)),
    'only these hold seats',
  )
  assert.ok(
    rows.every((row) => row.status !== 'confirmed' || row.holds_seat === 1),
    'who is confirmed has a seat',
  )

  const counts: Record<string, number> = {}
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1
  assert.deepEqual((await admin('GET', `/trainings/${slug}`)).body.seats.counts, counts, 'the counts equal a recount')

  const free = training.capacity === null ? Infinity : training.capacity - held.length
  const waiting = Map.groupBy(
    rows.filter((row) => row.status === 'waitlisted'),
    (row) => row.line_number,
  )
  for (const entry of waiting.values()) assert.ok(entry.length > free, 'nobody who waits fits')

  const active = rows.filter((row) => row.active_person !== null)
  assert.equal(new Set(active.map((row) => row.active_person)).size, active.length, 'one person, one place')
  assert.ok(
    rows.every((row) => (row.active_person === null) === ['cancelled', 'declined'].includes(row.status)),
    'who is out may come again',
  )
  const mails = await deps.db.reader
    .selectFrom('outbox')
    .select('registration_id')
    .where('training_id', '=', training.id)
    .where('kind', '=', 'promoted')
    .execute()
  assert.equal(new Set(mails.map((mail) => mail.registration_id)).size, mails.length, 'nobody is promoted twice')
}

onBothDatabases('whatever happens in whatever order', (given) => {
  test('seats, counts, the line and the persons stay in step', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ capacity: fc.option(fc.nat(5)), waitlist: fc.boolean(), holdWhilePending: fc.boolean() }),
        fc.constantFrom('open' as const, 'approval' as const),
        fc.array(step, { minLength: 3, maxLength: 25 }),
        async (seats, access, steps) => {
          const { slug } = await given().givenTraining({ seats, audience: { access } })
          const ada = somebody()
          let capacityEver: number | null = seats.capacity
          for (const one of steps) {
            if (one.do === 'capacity')
              capacityEver = capacityEver === null || one.seats === null ? null : Math.max(capacityEver, one.seats)
            await take(given(), slug, ada, one).catch((error) => {
              if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error
            })
            await checkInvariants(given(), slug, capacityEver)
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  test('also when the steps come all at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(5), fc.array(step, { minLength: 5, maxLength: 25 }), async (capacity, steps) => {
        const { slug } = await given().givenTraining({ seats: { capacity, waitlist: true } })
        const ada = somebody()
        const harmless = steps.filter((one) => one.do !== 'capacity')
        const outcomes = await Promise.allSettled(harmless.map((one) => take(given(), slug, ada, one)))
        for (const outcome of outcomes) {
          if (outcome.status === 'rejected' && !(outcome.reason instanceof ProblemError)) throw outcome.reason
        }
        await checkInvariants(given(), slug, capacity)
      }),
      { numRuns: 15 },
    )
  })
})
