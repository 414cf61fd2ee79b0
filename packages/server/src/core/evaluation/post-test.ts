import type { Answer, PostTest } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import type { System } from '../../platform/system.ts'
import { withRegistration } from '../seats/registration.ts'
import { noteDayChange } from '../trainings/day-changes.ts'
import { localOf } from '../trainings/local-time.ts'
import { findEvaluation } from './evaluations.ts'

/** How someone did in a test the last time. */
export interface TestState {
  tries: number
  score: number
  /** The ids of the questions that were wrong. */
  wrong: string[]
  /** The day on which they passed. */
  passedOn: string | null
}

export async function readTestState(db: Kysely<Tables>, registrationId: string): Promise<TestState | undefined> {
  const row = await db
    .selectFrom('test_try')
    .selectAll()
    .where('registration_id', '=', registrationId)
    .executeTakeFirst()
  return row && { tries: row.tries, score: row.score, wrong: JSON.parse(row.wrong), passedOn: row.passed_on }
}

/** Returns how many tries are left; undefined if one can try as often as one likes. */
export const triesLeft = ({ tries }: PostTest, state: Pick<TestState, 'tries'> | undefined): number | undefined =>
  tries === null ? undefined : Math.max(0, tries - (state?.tries ?? 0))

/** Returns the topics of what was wrong, each once, and never what would have been right. */
export const topicsOf = ({ questions }: PostTest, { wrong }: Pick<TestState, 'wrong'>) => [
  ...new Map(
    questions.filter(({ id }) => wrong.includes(id)).map(({ topic }) => [JSON.stringify(topic), topic]),
  ).values(),
]

/**
 * Judges a try. Nothing counts once someone has passed, or has no tries left.
 * @param tried how many tries the page knew of: a second press of one page is no second try
 */
export const takeTest = (
  system: System,
  id: string,
  { answers, tried }: { answers: Record<string, Answer>; tried: number },
): Promise<void> =>
  withRegistration(system, id, async (tx, _, training) => {
    const test = (await findEvaluation(tx, training.id))?.input.test
    const before = await readTestState(tx, id)
    if (!test || before?.passedOn || triesLeft(test, before) === 0 || (before?.tries ?? 0) !== tried) return
    const wrong = test.questions.filter((question) => answers[question.id] !== question.right)
    const score = test.questions.length - wrong.length
    const hasPassed = score >= test.pass
    if (hasPassed) await noteDayChange(tx, training.id)
    const state = {
      tries: tried + 1,
      score,
      wrong: JSON.stringify(hasPassed ? [] : wrong.map((question) => question.id)),
      passed_on: hasPassed ? localOf(system.now(), training.timeZone).slice(0, 10) : null,
    }
    await tx
      .insertInto('test_try')
      .values({ registration_id: id, training_id: training.id, ...state })
      .onConflict((conflict) => conflict.column('registration_id').doUpdateSet(state))
      .execute()
  })

/** Returns whether someone has passed the test of their training. */
export const hasPassedTest = async (db: Kysely<Tables>, registrationId: string): Promise<boolean> =>
  (await readTestState(db, registrationId))?.passedOn != null

/** Returns who of a training has passed its test, or whether this one has. */
export async function readPassed(db: Kysely<Tables>, trainingId: string, only?: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('test_try')
    .select('registration_id')
    .where('training_id', '=', trainingId)
    .where('passed_on', 'is not', null)
    .$if(only !== undefined, (some) => some.where('registration_id', '=', only ?? ''))
    .execute()
  return new Set(rows.map((row) => row.registration_id))
}
