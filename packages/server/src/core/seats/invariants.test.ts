import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { ProblemError } from '../../platform/problem.ts'
import { givesAtDoor } from '../../testing/generated/door-steps.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { step, takeStep } from '../../testing/generated/steps.ts'
import { standings, wrongMails } from '../../testing/mails/expected-mails.ts'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { finishPromotions } from './waiting-list.ts'

const anySeats = fc
  .record({
    capacity: fc.option(fc.nat(5)),
    waitlist: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    waitlistBy: fc.constantFrom('promotion' as const, 'offer' as const, 'offer' as const),
    holdWhilePending: fc.boolean(),
    holdDays: fc.integer({ min: 1, max: 4 }),
    walkIns: fc.nat(2),
  })
  .map((one) => ({ ...one, walkIns: Math.min(one.walkIns, one.capacity ?? 0) }))

/** Returns how many people can have a seat once someone at the door got one; null: no limit. */
async function mostAtDoor({ row, rows }: TestApp, slug: string, { walkIns }: { walkIns: number }) {
  const { capacity } = await row('training', { slug })
  const seated = await rows('registration', { slug, status: 'confirmed' })
  const opened = seated.filter((one) => one.seat_opened_at !== null && one.checked_in_at === null)
  return capacity === null ? null : capacity + walkIns + opened.length
}

const when = { start: '2027-01-17T09:00', end: '2027-01-17T15:00' }
const cutOff = new Date('2027-01-17T13:00:00.000Z')

/** Checks everything that must hold between transactions. `most` is how many seats can be taken. */
async function checkInvariants({ row, context, clock }: TestApp, slug: string, most: number | null) {
  const found = await contradictions(context.db, slug)
  const isAllowed = (sentence: string) =>
    // Lowering the capacity evicts no one, and an organizer can give one person a seat more.
    /people in \d+ seats$/.test(sentence) || (clock.now >= cutOff && sentence.endsWith('someone waits who fits'))
  assert.deepEqual(
    found.filter((sentence) => !isAllowed(sentence)),
    [],
  )
  const { seats_taken } = await row('training', { slug })
  if (most !== null) assert.ok(seats_taken <= most, `${seats_taken} seats are taken, and ${most} can be`)
  return seats_taken
}

/** Whatever was left over is done by the jobs. */
async function finishAndCheck(app: TestApp, slug: string, capacityEver: number | null) {
  await finishPromotions(app.context)
  const due = app.context.db.reader
    .selectFrom('training')
    .select('slug')
    .where('promotion_pending_since', 'is not', null)
  assert.deepEqual(await due.execute(), [])
  await checkInvariants(app, slug, capacityEver)
}

/**
 * Sets the clock back for the next run, and keeps what this one has left open from lapsing in it.
 */
async function startAnew({ context, clock }: TestApp, begin: Date) {
  clock.now = begin
  await context.db.transaction((tx) => tx.updateTable('registration').set({ expires_at: null }).execute())
}

onBothDatabases(
  'whatever happens in whatever order',
  (given) => {
    const runs = (count: number) => ({ numRuns: given().context.db.name === 'sqlite' ? count : count / 2 })

    test('seats, counts, the line and the persons stay in step, and each event sends one mail', async () => {
      const begin = given().clock.now
      await fc.assert(
        fc.asyncProperty(
          anySeats,
          fc.constantFrom('open' as const, 'open' as const, 'approval' as const),
          fc.boolean(),
          fc.array(step, { minLength: 12, maxLength: 30 }),
          async (seats, access, isVerified, steps) => {
            await startAnew(given(), begin)
            const { slug } = await given().givenTraining({ ...when, seats, audience: { access, verify: isVerified } })
            const ada = someone()
            let capacityEver: number | null = seats.capacity === null ? null : seats.capacity - seats.walkIns
            let taken = 0
            for (const one of steps) {
              if (one.do === 'capacity' || one.do === 'capacity-in-parts')
                capacityEver = capacityEver === null || one.seats === null ? null : Math.max(capacityEver, one.seats)
              const before = await standings(given().context.db, slug)
              // What came later can be told from what came first.
              given().clock.later({ seconds: 1 })
              await takeStep(given(), slug, ada, one).catch((error) => {
                if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error
              })
              // Only a seat that an organizer adds for one person can exceed what there was.
              const extra = one.do === 'extra-seat' ? 1 : 0
              const own = capacityEver === null ? null : Math.max(capacityEver, taken + extra)
              const atDoor = givesAtDoor(one) ? await mostAtDoor(given(), slug, seats) : 0
              const most = own === null || atDoor === null ? null : Math.max(own, atDoor)
              taken = await checkInvariants(given(), slug, most)
              assert.deepEqual(wrongMails(before, await standings(given().context.db, slug)), [])
            }
            await finishAndCheck(given(), slug, capacityEver === null ? null : Math.max(capacityEver, taken))
          },
        ),
        runs(50),
      )
    })

    test('also when all steps come at the same time', async () => {
      const begin = given().clock.now
      await fc.assert(
        fc.asyncProperty(
          anySeats,
          fc.boolean(),
          fc.array(step, { minLength: 10, maxLength: 30 }),
          async (seats, isVerified, steps) => {
            await startAnew(given(), begin)
            const { slug } = await given().givenTraining({ ...when, seats, audience: { verify: isVerified } })
            const ada = someone()
            const harmless = steps.filter((one) => !one.do.startsWith('capacity'))
            for (let person = 0; person < 8; person++) await given().signUp(slug, { people: [someone()] })
            const before = await standings(given().context.db, slug)
            const outcomes = await Promise.allSettled(harmless.map((one) => takeStep(given(), slug, ada, one)))
            for (const outcome of outcomes) {
              if (outcome.status === 'rejected' && !(outcome.reason instanceof ProblemError)) throw outcome.reason
            }
            const extra = harmless.filter((one) => one.do === 'extra-seat').length
            // Each seat was opened at most as often as someone asked for it.
            const opens = harmless.filter((one) => one.do === 'open-seats').length
            const opened = opens === 0 ? 0 : harmless.filter(givesAtDoor).length
            await checkInvariants(given(), slug, seats.capacity === null ? null : seats.capacity + extra + opened)
            assert.deepEqual(
              wrongMails(before, await standings(given().context.db, slug), { mostMoves: steps.length }),
              [],
            )
          },
        ),
        runs(40),
      )
    })
  },
  mailing,
)
