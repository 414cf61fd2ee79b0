import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RegistrationStatus } from '@training-signup/contract'
import fc from 'fast-check'
import { ProblemError } from '../problem.ts'
import { onBothDatabases, somebody, type TestApp } from '../testing.ts'
import { makeCode } from '../verification/codes.ts'
import { verifyByCode } from '../verification/verify.ts'
import { mailing, wrong } from '../verification/verify-for-tests.ts'
import { approve, decline } from './approval.ts'
import { cancel } from './cancel.ts'
import { erase } from './erase.ts'
import { expireRegistrations } from './expire.ts'
import { acceptOffer, declineOffer } from './offers.ts'
import { contradictions } from './recount-for-tests.ts'
import { register } from './register.ts'
import { mistold, sendAllMails, standings } from './told-for-tests.ts'
import { createVerificationTokens } from './verification-token.ts'
import { finishWalks, promote } from './waitlist.ts'

const moves = { approve, decline, cancel, promote, erase, accept: acceptOffer, refuse: declineOffer }
/** Whom a move is for, or changes most; others are tried too now and then. */
const isFor: Partial<Record<keyof typeof moves, RegistrationStatus>> = {
  approve: 'pending_approval',
  decline: 'pending_approval',
  promote: 'waitlisted',
  accept: 'offered',
  refuse: 'offered',
  cancel: 'confirmed',
}

type Step =
  | { do: 'sign-up'; people: number; split: boolean }
  | { do: 'sign-up-again' }
  | { do: 'group-again'; split: boolean }
  | { do: 'correct'; people: number; split: boolean; whom: number }
  | { do: 'verify' | 'mistype'; whom: number }
  | { do: keyof typeof moves; whom: number }
  | { do: 'wait'; hours: number }
  | { do: 'capacity'; seats: number | null }
  | { do: 'capacity-in-parts'; seats: number }
  | { do: 'walk-on' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('sign-up' as const),
      people: fc.integer({ min: 1, max: 3 }),
      split: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sign-up-again' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('group-again' as const), split: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom(...(Object.keys(moves) as (keyof typeof moves)[])), whom: fc.nat(20) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), whom: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('verify' as const), whom: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mistype' as const), whom: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('correct' as const),
      people: fc.integer({ min: 1, max: 3 }),
      split: fc.boolean(),
      whom: fc.nat(20),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('capacity' as const), seats: fc.option(fc.nat(6)) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('capacity-in-parts' as const), seats: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('walk-on' as const) }) },
)

const anySeats = fc.record({
  capacity: fc.option(fc.nat(5)),
  waitlist: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  waitlistBy: fc.constantFrom('promotion' as const, 'offer' as const, 'offer' as const),
  holdWhilePending: fc.boolean(),
  holdDays: fc.integer({ min: 1, max: 4 }),
})

const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
const when = { start: '2027-01-17T09:00', end: '2027-01-17T15:00' }
const cutOff = new Date('2027-01-17T13:00:00.000Z')
const hourMs = 60 * 60_000

async function take(app: TestApp, slug: string, ada: ReturnType<typeof somebody>, one: Step) {
  switch (one.do) {
    case 'capacity':
      return app.admin('PATCH', `/trainings/${slug}`, { seats: { capacity: one.seats } })
    case 'capacity-in-parts':
      return enlargeInParts(app, slug, one.seats)
    case 'walk-on':
      return finishWalks(app.deps)
    case 'wait':
      // Some offers have not been told of when their time would be over.
      if (one.hours % 3 > 0) await sendAllMails(app.deps.db)
      app.clock.now = new Date(app.clock.now.getTime() + one.hours * hourMs)
      return expireRegistrations(app.deps)
    case 'sign-up':
    case 'sign-up-again':
    case 'group-again':
    case 'correct':
      return signUp(app, slug, ada, one)
    case 'verify':
    case 'mistype':
      return verify(app, slug, one)
    default:
      return move(app, slug, one)
  }
}

/** As if there were so many who wait that none of them could be called in the transaction that brought the seats. */
const enlargeInParts = ({ deps, clock }: TestApp, slug: string, seats: number) =>
  deps.db.transaction((tx) =>
    tx
      .updateTable('training')
      .set({ capacity: seats, walk_due_at: clock.now.toISOString() })
      .where('slug', '=', slug)
      .execute(),
  )

/** The sign-ups whose addresses nobody has verified yet, as whoever sent them names them. */
async function unverified({ deps }: TestApp, slug: string, whom: number) {
  const rows = await deps.db.reader
    .selectFrom('verification')
    .innerJoin('training', 'training.id', 'training_id')
    .where('slug', '=', slug)
    .where('verified_at', 'is', null)
    .where('verification.ends_at', '>', deps.now().toISOString())
    .select(['verification.id', 'reference'])
    .orderBy('verification.id')
    .execute()
  const row = rows[whom % Math.max(1, rows.length)]
  return row && { ...row, secret: createVerificationTokens(deps).issueSecret(row.id) }
}

async function verify(app: TestApp, slug: string, { do: name, whom }: Extract<Step, { do: 'verify' | 'mistype' }>) {
  const named = await unverified(app, slug, whom)
  if (!named) return undefined
  const code = (await makeCode(app.deps, named.id)) ?? ''
  return verifyByCode(app.deps, { ...named, slug, code: name === 'verify' ? code : wrong(code) })
}

async function signUp(app: TestApp, slug: string, ada: ReturnType<typeof somebody>, one: Step) {
  const { deps } = app
  const named = one.do === 'correct' ? await unverified(app, slug, one.whom) : undefined
  const replaces = named && { reference: named.reference, secret: named.secret }
  const { email: _, ...withoutAddress } = somebody()
  const group = (people: object[], split: boolean) => ({ people, coordinator, split })
  const input = () => {
    if (one.do === 'group-again') return group([ada, { ...ada, givenName: 'Grace' }, somebody()], one.split)
    if (one.do !== 'sign-up' && one.do !== 'correct') return { people: [ada] }
    const people = [somebody(), withoutAddress, somebody()].slice(0, one.people)
    return one.people === 1 ? { people } : group(people, one.split)
  }
  const request = { ...input(), ...(replaces ? { replaces } : {}) } as Parameters<typeof register>[2]['input']
  return register(deps, slug, { input: request, channel: 'embed', origin: null, lang: 'en' })
}

async function move({ deps }: TestApp, slug: string, { do: name, whom }: Extract<Step, { do: keyof typeof moves }>) {
  const rows = await deps.db.reader
    .selectFrom('registration')
    .innerJoin('training', 'training.id', 'training_id')
    .where('slug', '=', slug)
    .select(['registration.id', 'registration.status'])
    .orderBy('registration.id')
    .execute()
  const status = whom < 15 ? isFor[name] : undefined
  const eligible = rows.filter((row) => status === undefined || row.status === status)
  const id = eligible[whom % Math.max(1, eligible.length)]?.id
  return id === undefined ? undefined : moves[name](deps, id)
}

/** Everything that has to hold whenever nobody is in the middle of something. */
async function checkInvariants({ deps, clock }: TestApp, slug: string, capacityEver: number | null) {
  const found = await contradictions(deps.db, slug)
  const isAllowed = (sentence: string) =>
    // A capacity that was lowered evicts nobody; what was ever allowed is the limit then.
    /people in \d+ seats$/.test(sentence) || (clock.now >= cutOff && sentence.endsWith('somebody waits who fits'))
  assert.deepEqual(
    found.filter((sentence) => !isAllowed(sentence)),
    [],
  )
  const { seats_taken } = await deps.db.reader
    .selectFrom('training')
    .select('seats_taken')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  if (capacityEver !== null) assert.ok(seats_taken <= capacityEver, 'never more seats than there ever were')
}

/** Whatever was left over is done by the jobs. */
async function finishAndCheck(app: TestApp, slug: string, capacityEver: number | null) {
  await finishWalks(app.deps)
  const due = app.deps.db.reader.selectFrom('training').select('slug').where('walk_due_at', 'is not', null)
  assert.deepEqual(await due.execute(), [])
  await checkInvariants(app, slug, capacityEver)
}

/** Sets the clock back for the next run, and keeps what this one has left open from lapsing in it. */
async function startAnew({ deps, clock }: TestApp, begin: Date) {
  clock.now = begin
  await deps.db.transaction((tx) => tx.updateTable('registration').set({ expires_at: null }).execute())
}

onBothDatabases(
  'whatever happens in whatever order',
  (given) => {
    const runs = (count: number) => ({ numRuns: given().deps.db.name === 'sqlite' ? count : count / 2 })

    test('seats, counts, the line and the persons stay in step, and each event is told once', async () => {
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
            const ada = somebody()
            let capacityEver: number | null = seats.capacity
            for (const one of steps) {
              if (one.do === 'capacity' || one.do === 'capacity-in-parts')
                capacityEver = capacityEver === null || one.seats === null ? null : Math.max(capacityEver, one.seats)
              const before = await standings(given().deps.db, slug)
              await take(given(), slug, ada, one).catch((error) => {
                if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error
              })
              await checkInvariants(given(), slug, capacityEver)
              assert.deepEqual(mistold(before, await standings(given().deps.db, slug)), [])
            }
            await finishAndCheck(given(), slug, capacityEver)
          },
        ),
        runs(50),
      )
    })

    test('also when the steps come all at once', async () => {
      const begin = given().clock.now
      await fc.assert(
        fc.asyncProperty(
          anySeats,
          fc.boolean(),
          fc.array(step, { minLength: 10, maxLength: 30 }),
          async (seats, isVerified, steps) => {
            await startAnew(given(), begin)
            const { slug } = await given().givenTraining({ ...when, seats, audience: { verify: isVerified } })
            const ada = somebody()
            const harmless = steps.filter((one) => !one.do.startsWith('capacity'))
            for (let person = 0; person < 8; person++) await given().signUp(slug, { people: [somebody()] })
            const outcomes = await Promise.allSettled(harmless.map((one) => take(given(), slug, ada, one)))
            for (const outcome of outcomes) {
              if (outcome.status === 'rejected' && !(outcome.reason instanceof ProblemError)) throw outcome.reason
            }
            await checkInvariants(given(), slug, seats.capacity)
          },
        ),
        runs(40),
      )
    })
  },
  mailing,
)
