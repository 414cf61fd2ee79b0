import { isDeepStrictEqual } from 'node:util'
import { type Evaluation, EvaluationInput } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { lockTraining } from '../seats/locked-training.ts'
import { isWritten } from './questions.ts'
import { usualEvaluation } from './usual.ts'

const eveningHour = 18

/** Returns the evening after a training: the first 6 PM after the end, where the training is. */
function eveningAfter({ ends_at, time_zone }: Pick<TrainingTable, 'ends_at' | 'time_zone'>): string {
  const end = Temporal.Instant.from(ends_at).toZonedDateTimeISO(time_zone)
  const day = end.toPlainDate().add({ days: end.hour < eveningHour ? 0 : 1 })
  const evening = day.toZonedDateTime({ timeZone: time_zone, plainTime: { hour: eveningHour } })
  return new Date(evening.epochMilliseconds).toISOString()
}

const lateMs = 24 * 60 * 60_000

/** Returns when the email goes out by itself, if it still does: a day later, only an organizer sends it. */
export function sendsItself(
  { now }: Pick<System, 'now'>,
  training: Pick<TrainingTable, 'ends_at' | 'time_zone'>,
): string | undefined {
  const evening = eveningAfter(training)
  return now().getTime() < Date.parse(evening) + lateMs ? evening : undefined
}

/** Returns what a training asks; undefined if it asks nothing. */
export async function findEvaluation(db: Kysely<Tables>, trainingId: string) {
  const row = await db.selectFrom('evaluation').selectAll().where('training_id', '=', trainingId).executeTakeFirst()
  return row && { ...row, input: EvaluationInput.parse(JSON.parse(row.input)) }
}

/** What a training asks afterward, and credit can depend on. */
export type AskedAfter = 'evaluation' | 'test'

export async function readAskedAfter(db: Kysely<Tables>, trainingId: string): Promise<ReadonlySet<AskedAfter>> {
  const found = await findEvaluation(db, trainingId)
  return new Set([...(found ? ['evaluation' as const] : []), ...(found?.input.test ? ['test' as const] : [])])
}

/** Returns what a training asks, and when its email goes out. */
export async function describeEvaluation(
  system: System,
  training: Pick<TrainingTable, 'ends_at' | 'time_zone'> & { id: string },
): Promise<Evaluation> {
  const found = await findEvaluation(system.db.reader, training.id)
  return {
    evaluation: found?.input ?? null,
    usual: usualEvaluation(),
    sendsAt: (found?.sent_at === null ? sendsItself(system, training) : undefined) ?? null,
    sentAt: found?.sent_at ?? null,
  }
}

/**
 * Stores what a training asks. Call it under the lock of the training.
 * @throws {ProblemError} `wrong-status` once its email went out, except for more tries
 */
export async function storeEvaluation(tx: Tx, trainingId: string, input: EvaluationInput | null): Promise<void> {
  const found = await findEvaluation(tx, trainingId)
  if (found && found.sent_at !== null) {
    // What people were promised, and were asked, stays as it was. Who has no try left can only get another one.
    if (input === null || !onlyAddsTries(found.input, input)) throw new ProblemError('wrong-status')
    const changed = tx.updateTable('evaluation').set({ input: JSON.stringify(input) })
    await changed.where('training_id', '=', trainingId).execute()
    return
  }
  await tx.deleteFrom('evaluation').where('training_id', '=', trainingId).execute()
  if (input === null) return
  const row = { training_id: trainingId, input: JSON.stringify(input), sent_at: null, sent_to: '', is_sent: 0 as const }
  await tx.insertInto('evaluation').values(row).execute()
}

function onlyAddsTries(before: EvaluationInput, after: EvaluationInput): boolean {
  const had = before.test?.tries ?? null
  if (had === null || !before.test || !after.test) return false
  const isMore = after.test.tries === null || after.test.tries > had
  return isMore && isDeepStrictEqual({ ...after, test: { ...after.test, tries: had } }, before)
}

/**
 * Gives everyone one more try in the test of a training, also once its email went out.
 * @returns false where tries have no limit, or no more than there are
 */
export const addTry = (system: System, trainingId: string): Promise<boolean> =>
  system.db.transaction(async (tx) => {
    await lockTraining(system.db, tx, trainingId)
    const { input } = (await findEvaluation(tx, trainingId)) ?? {}
    const { test } = input ?? {}
    if (!test || test.tries === null) return false
    const more = EvaluationInput.safeParse({ ...input, test: { ...test, tries: test.tries + 1 } })
    if (!more.success) return false
    await storeEvaluation(tx, trainingId, more.data)
    return true
  })

/**
 * Stores what a training asks; null ends that.
 * @param check can refuse, when it sees what is stored
 * @throws {ProblemError} `not-found`; `wrong-status` once its email went out
 */
export async function saveEvaluation(
  system: System,
  trainingId: string,
  input: EvaluationInput | null,
  check: (present: EvaluationInput | null) => void = () => {},
): Promise<void> {
  await system.db.transaction(async (tx) => {
    if (!(await lockTraining(system.db, tx, trainingId))) throw new ProblemError('not-found')
    check((await findEvaluation(tx, trainingId))?.input ?? null)
    await storeEvaluation(tx, trainingId, input)
  })
}

/** Has copies of a training ask what it asks. */
export async function copyEvaluation(tx: Tx, from: string, slugs: readonly string[]): Promise<void> {
  const idOf = (slug: string) =>
    tx.selectFrom('training').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
  const found = await findEvaluation(tx, (await idOf(from)).id)
  if (found) for (const slug of slugs) await storeEvaluation(tx, (await idOf(slug)).id, found.input)
}

/** Returns the ids of the questions that people answer in their own words. */
export async function writtenIn(db: Kysely<Tables>, trainingId: string): Promise<Set<string>> {
  const questions = (await findEvaluation(db, trainingId))?.input.questions ?? []
  return new Set(questions.filter(isWritten).map(({ id }) => id))
}
