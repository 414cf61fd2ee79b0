import assert from 'node:assert/strict'
import type { RegistrationInput } from '@training-signup/contract'
import fc from 'fast-check'
import { test } from 'mocha'
import { ProblemError } from '../../platform/problem.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { erase } from '../erasing/erase.ts'
import { approve, decline } from '../seats/approval.ts'
import { cancel } from '../seats/cancel.ts'
import { expireRegistrations } from '../seats/expire.ts'
import { answerAsSupervisor } from './supervisor-answer.ts'

const audience = { access: 'approval' as const, supervisor: 'optional' as const, domains: ['kcpd.example'] }
const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
const moves = { approve, decline, cancel, erase }

type Step =
  | { do: 'sign-up'; people: number; split: boolean; again: boolean }
  | { do: 'yes' | 'no' | keyof typeof moves; whom: number }
  | { do: 'wait'; hours: number }
  | { do: 'capacity'; seats: number | null }

const whom = fc.nat(20)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('sign-up' as const),
      people: fc.integer({ min: 1, max: 3 }),
      split: fc.boolean(),
      again: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('yes' as const, 'yes' as const, 'no' as const), whom }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom(...(Object.keys(moves) as (keyof typeof moves)[])), whom }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('capacity' as const), seats: fc.option(fc.nat(6)) }) },
)

const anySeats = fc.record({
  capacity: fc.option(fc.nat(4)),
  waitlist: fc.boolean(),
  holdWhilePending: fc.boolean(),
  holdDays: fc.integer({ min: 1, max: 4 }),
})

async function take(app: TestApp, slug: string, ada: ReturnType<typeof someone>, one: Step): Promise<unknown> {
  const { context, clock } = app
  switch (one.do) {
    case 'capacity':
      return app.admin('PATCH', `/trainings/${slug}`, { seats: { capacity: one.seats } })
    case 'wait':
      clock.later({ hours: one.hours })
      return expireRegistrations(context)
    case 'sign-up':
      return app.signUp(slug, signUpOf(ada, one))
    case 'yes':
    case 'no': {
      const requests = await idsOf(app, slug, 'supervisor_request')
      const id = requests[one.whom % Math.max(1, requests.length)]
      return id === undefined ? undefined : answerAsSupervisor(context, id, one.do)
    }
    default: {
      const people = await idsOf(app, slug, 'registration')
      const id = people[one.whom % Math.max(1, people.length)]
      return id === undefined ? undefined : moves[one.do](context, id)
    }
  }
}

function signUpOf(
  ada: ReturnType<typeof someone>,
  { people, split, again }: Extract<Step, { do: 'sign-up' }>,
): RegistrationInput {
  const all = [again ? ada : someone(), someone(), someone()]
  const named = all.slice(0, people).map((one) => ({ ...one, supervisorEmail: 'sergeant@kcpd.example' }))
  return people === 1 ? { people: named } : { people: named, coordinator, split }
}

async function idsOf(
  { context }: TestApp,
  slug: string,
  table: 'supervisor_request' | 'registration',
): Promise<string[]> {
  const people = context.db.reader
    .selectFrom('registration')
    .innerJoin('training', 'training.id', 'registration.training_id')
    .where('slug', '=', slug)
  const rows =
    table === 'registration'
      ? await people.select('registration.id').orderBy('registration.id').execute()
      : await people
          .innerJoin('supervisor_request', 'supervisor_request.registration_id', 'registration.id')
          .select('supervisor_request.id')
          .orderBy('supervisor_request.id')
          .execute()
  return rows.map(({ id }) => id)
}

onBothDatabases(
  'whatever supervisors answer, and whenever',
  (given) => {
    test('seats, counts, the line and the persons stay in step', async () => {
      const begin = given().clock.now
      await fc.assert(
        fc.asyncProperty(anySeats, fc.array(step, { minLength: 10, maxLength: 25 }), async (seats, steps) => {
          given().clock.now = begin
          await given().context.db.transaction((tx) =>
            tx.updateTable('registration').set({ expires_at: null }).execute(),
          )
          const { slug } = await given().givenTraining({ audience, seats })
          const ada = someone()
          for (const one of steps) {
            await take(given(), slug, ada, one).catch((error) => {
              if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error
            })
            const found = await contradictions(given().context.db, slug)
            // Lowering the capacity evicts no one.
            assert.deepEqual(
              found.filter((sentence) => !/people in \d+ seats$/.test(sentence)),
              [],
            )
          }
        }),
        { numRuns: given().context.db.name === 'sqlite' ? 40 : 20 },
      )
    })
  },
  mailing,
)
