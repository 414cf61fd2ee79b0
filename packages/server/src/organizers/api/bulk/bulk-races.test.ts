import assert from 'node:assert/strict'
import { type BulkActionName, bulkActionNames } from '@training-signup/contract'
import fc from 'fast-check'
import { test } from 'mocha'
import { approve, decline, promote } from '../../../core/seats/approval.ts'
import { cancel } from '../../../core/seats/cancel.ts'
import { expireRegistrations } from '../../../core/seats/expire.ts'
import { acceptOffer } from '../../../core/seats/offers.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { approving, counts, createDecider } from '../../../testing/bulk.ts'
import { contradictions } from '../../../testing/generated/recount.ts'
import { sendAllMails } from '../../../testing/mails/expected-mails.ts'
import { onBothDatabases, someone, type TestApp } from '../../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../../testing/verify.ts'
import { createBulkAction, undoBulkAction } from './bulk-actions.ts'
import { carryOutBulkActions, runBulkAction } from './carry-out.ts'

const verbs = { approve, decline, promote, cancel }

type Step =
  | { do: 'register'; people: number }
  | { do: 'bulk'; action: BulkActionName; whom: number[] }
  | { do: 'undo' | 'run'; which: number }
  | { do: BulkActionName | 'accept'; whom: number }
  | { do: 'wait'; minutes: number }

const anyone = fc.nat(12)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('register' as const), people: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('bulk' as const),
      action: fc.constantFrom(...bulkActionNames),
      whom: fc.array(anyone, { minLength: 1, maxLength: 8 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'run' as const), which: fc.nat(3) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom(...bulkActionNames, 'accept' as const), whom: anyone }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 15 }) }),
  },
)

onBothDatabases(
  'bulk actions in whatever order',
  (given) => {
    const { later } = createSigner(given)
    const { registered, decided, statuses, decisions, read } = createDecider(given)

    test('are undone or carried out, never both, when the two meet', async () => {
      for (let round = 0; round < 10; round++) {
        const { slug, ids } = await registered(approving, 3)
        const { id } = await decided('approve', slug, ids)
        later(10)
        const { context } = given()
        const [undone, ran] = await Promise.allSettled([
          undoBulkAction(context, id),
          round % 2 === 0 ? carryOutBulkActions(context) : runBulkAction(context, id),
        ])
        const isUndone = undone.status === 'fulfilled'
        if (!isUndone) assert.equal(undone.reason.problemName, 'wrong-status')
        if (ran.status === 'rejected') assert.equal(ran.reason.problemName, 'not-found')
        const each = <T>(one: T) => [one, one, one]
        assert.deepEqual(await statuses(slug), each(isUndone ? 'pending_approval' : 'confirmed'))
        assert.deepEqual(await decisions(slug), isUndone ? [] : each('approved'))
      }
    })

    test('can’t be undone from when the first person is decided on, also before others see that', async () => {
      const { slug, ids } = await registered(approving, 3)
      const { id } = await decided('approve', slug, ids)
      later(10)
      const { context } = given()
      let undone: Promise<unknown> | undefined
      const newId = () => {
        undone ??= undoBulkAction(context, id).then(
          () => 'undone',
          (error: ProblemError) => error.problemName,
        )
        return context.newId()
      }
      await carryOutBulkActions({ ...context, newId })
      assert.equal(await undone, 'wrong-status')
      assert.deepEqual((await read(id)).counts, counts({ done: 3 }))
    })

    test('are carried out once by runners that meet', async () => {
      const { slug, ids } = await registered({ ...approving, seats: { capacity: 50, waitlist: true } }, 45)
      const { id } = await decided('approve', slug, ids)
      later(10)
      await Promise.all([1, 2, 3].map(() => carryOutBulkActions(given().context)))
      assert.deepEqual((await read(id)).counts, counts({ done: 45 }))
      assert.equal((await decisions(slug)).length, 45)
    })

    test('never take more seats than there are, and tell each person each thing once', async () => {
      const begin = given().clock.now
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            capacity: fc.nat(4),
            waitlist: fc.boolean(),
            waitlistBy: fc.constantFrom('promotion' as const, 'offer' as const),
            holdWhilePending: fc.boolean(),
          }),
          fc.boolean(),
          fc.boolean(),
          fc.array(step, { minLength: 5, maxLength: 30 }),
          async (seats, needsApproval, isAtOnce, steps) => {
            given().clock.now = begin
            const audience = { access: needsApproval ? ('approval' as const) : ('open' as const) }
            const { slug } = await given().givenTraining({ seats, audience })
            for (let person = 0; person < 5; person++) await given().signUp(slug, { people: [someone()] })
            if (isAtOnce) await allowed(Promise.all(steps.map((one) => allowed(takeStep(given(), slug, one)))))
            else
              for (const one of steps) {
                await allowed(takeStep(given(), slug, one))
                await check(given(), slug, seats.capacity)
              }
            later(10)
            await carryOutBulkActions(given().context)
            await check(given(), slug, seats.capacity)
          },
        ),
        { numRuns: given().context.db.name === 'sqlite' ? 30 : 15 },
      )
    })
  },
  mailing,
)

/** Refusals are answers, faults are not. */
const allowed = (taken: Promise<unknown>) =>
  taken.catch((error) => {
    if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error
  })

async function takeStep(app: TestApp, slug: string, one: Step): Promise<unknown> {
  const { rows, context, clock, signUp } = app
  const everyone = await rows('registration', { slug })
  const idOf = (whom: number) => everyone[whom % everyone.length]?.id ?? ''
  switch (one.do) {
    case 'register': {
      const people = Array.from({ length: one.people }, () => someone())
      const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
      return signUp(slug, people.length === 1 ? { people } : { people, coordinator })
    }
    case 'bulk': {
      const registrations = [...new Set(one.whom.map(idOf))]
      const caller = { id: 'operator', kind: 'operator', scope: { trainings: 'all' } } as const
      return createBulkAction(context, caller, { action: one.action, training: slug, registrations })
    }
    case 'undo':
    case 'run': {
      const actions = await rows('bulk_action', { training_id: everyone[0]?.training_id ?? '' })
      const id = actions[one.which % Math.max(1, actions.length)]?.id ?? ''
      return one.do === 'undo' ? undoBulkAction(context, id) : runBulkAction(context, id)
    }
    case 'wait':
      await sendAllMails(context.db)
      clock.later({ minutes: one.minutes })
      await expireRegistrations(context)
      return carryOutBulkActions(context)
    case 'accept':
      return acceptOffer(context, idOf(one.whom))
    default:
      return verbs[one.do](context, idOf(one.whom))
  }
}

async function check({ context: { db }, row, rows }: TestApp, slug: string, capacity: number) {
  assert.deepEqual(await contradictions(db, slug), [])
  const { seats_taken } = await row('training', { slug })
  assert.ok(seats_taken <= capacity, `${seats_taken} of ${capacity} seats`)
  const mails = await rows('outbox', { slug })
  const told = mails.flatMap(({ kind, registration_id }) =>
    registration_id === null ? [] : `${kind} ${registration_id}`,
  )
  assert.deepEqual(told, [...new Set(told)], 'each person is told each thing once')
  const doubly = await db.reader
    .selectFrom('bulk_action_person')
    .select(({ fn }) => ['registration_id', fn.countAll().as('count')])
    .where('outcome', 'is', null)
    .groupBy('registration_id')
    .having(({ fn }) => fn.countAll(), '>', 1)
    .execute()
  assert.deepEqual(doubly, [], 'no one waits for two decisions')
}
