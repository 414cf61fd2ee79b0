import type { Kysely } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { notifyPeople } from '../outbox/notify-people.ts'
import { lockTraining } from '../seats/locked-training.ts'
import { findEvaluation, sendsItself } from './evaluations.ts'

const rowsAtOnce = 500

/** Writes the emails with the link to the evaluation, on the evening after. Safe in several processes. */
export async function sendEvaluations(system: System): Promise<void> {
  const now = system.now().toISOString()
  const open = await system.db.reader
    .selectFrom('evaluation')
    .innerJoin('training', 'training.id', 'evaluation.training_id')
    .select(['training.id', 'ends_at', 'time_zone', 'sent_at'])
    .where('is_sent', '=', 0)
    .where('status', '=', 'published')
    .where(({ or, eb }) => or([eb('ends_at', '<=', now), eb('sent_at', 'is not', null)]))
    .execute()
  for (const training of open) {
    const evening = sendsItself(system, training)
    if (training.sent_at === null && (evening === undefined || evening > now)) continue
    while (!system.isStopping() && (await sendBatch(system, training.id)));
  }
}

/**
 * Has the emails go out now, not only in the evening.
 * @throws {ProblemError} `not-found`; `wrong-status` before the start
 */
export async function sendNow(system: System, trainingId: string): Promise<void> {
  await system.db.transaction(async (tx) => {
    await lockTraining(system.db, tx, trainingId)
    const found = await findEvaluation(tx, trainingId)
    const training = await readTimes(tx, trainingId)
    if (!found || !training) throw new ProblemError('not-found')
    if (training.starts_at > system.now().toISOString()) throw new ProblemError('wrong-status')
    await noteSending(system, tx, trainingId)
  })
  while (!system.isStopping() && (await sendBatch(system, trainingId)));
}

const readTimes = (db: Kysely<Tables>, id: string): Promise<Pick<TrainingTable, 'starts_at'> | undefined> =>
  db
    .selectFrom('training')
    .select('starts_at')
    .where('id', '=', id)
    .where('status', '=', 'published')
    .executeTakeFirst()

/** Has the questions stay as they are from now on. */
export const noteSending = ({ now }: Pick<System, 'now'>, tx: Tx, trainingId: string) =>
  tx
    .updateTable('evaluation')
    .set({ sent_at: now().toISOString() })
    .where('training_id', '=', trainingId)
    .where('sent_at', 'is', null)
    .execute()

/** Writes some of the emails, so that others wait only for that. Returns false once all are written. */
const sendBatch = (system: System, trainingId: string): Promise<boolean> =>
  system.db.transaction(async (tx) => {
    await lockTraining(system.db, tx, trainingId)
    const found = await findEvaluation(tx, trainingId)
    if (!found || found.is_sent === 1) return false
    const people = await whoCame(tx, trainingId)
      .select(['id', 'training_id', 'lang', 'email', 'group_id'])
      .where('email', 'is not', null)
      .where('id', '>', found.sent_to)
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute()
    const now = system.now().toISOString()
    await notifyPeople(system, tx, people, { kind: 'evaluation', now, dueAt: now })
    await noteSending(system, tx, trainingId)
    const is_sent = people.length < rowsAtOnce ? 1 : 0
    await tx
      .updateTable('evaluation')
      .set({ sent_to: people.at(-1)?.id ?? found.sent_to, is_sent })
      .where('training_id', '=', trainingId)
      .execute()
    return is_sent === 0
  })

/** Finds the people with a seat who came: all of them, where no one was checked in. */
export const whoCame = (db: Kysely<Tables>, trainingId: string) =>
  db
    .selectFrom('registration')
    .where('training_id', '=', trainingId)
    .where('status', '=', 'confirmed')
    .where(({ or, eb, not, exists, selectFrom }) =>
      or([
        eb('checked_in_at', 'is not', null),
        not(
          exists(
            selectFrom('registration as one')
              .select('one.id')
              .where('one.training_id', '=', trainingId)
              .where('one.checked_in_at', 'is not', null),
          ),
        ),
      ]),
    )
