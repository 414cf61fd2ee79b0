import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ProblemError } from '../problem.ts'
import { onBothDatabases, somebody, type TestApp } from '../testing.ts'
import { approve, decline } from './approval.ts'
import { cancel } from './cancel.ts'
import { erase } from './erase.ts'
import { contradictions } from './recount-for-tests.ts'
import { register } from './register.ts'
import { promote } from './waitlist.ts'

type Step =
  | { do: 'sign-up'; people: number; split: boolean }
  | { do: 'sign-up-again' }
  | { do: 'group-again'; split: boolean }
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
  { weight: 1, arbitrary: fc.record({ do: fc.constant('group-again' as const), split: fc.boolean() }) },
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
  if (one.do === 'group-again') {
    const people = [ada, { ...ada, givenName: 'Grace' }, somebody()]
    return register(deps, slug, {
      input: { people, coordinator, split: one.split },
      channel: 'embed',
      origin: null,
      lang: 'en',
    })
  }
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
async function checkInvariants({ deps }: TestApp, slug: string, capacityEver: number | null) {
  const found = await contradictions(deps.db, slug)
  // A capacity that was lowered evicts nobody; what was ever allowed is the limit then.
  assert.deepEqual(
    found.filter((sentence) => !/people in \d+ seats$/.test(sentence)),
    [],
  )
  const { seats_taken } = await deps.db.reader
    .selectFrom('training')
    .select('seats_taken')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  if (capacityEver !== null) assert.ok(seats_taken <= capacityEver, 'never more seats than there ever were')
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
      { numRuns: 100 },
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
      { numRuns: 40 },
    )
  })
})
