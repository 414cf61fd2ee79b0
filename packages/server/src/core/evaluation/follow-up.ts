import type { Answer } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import { noteErasure } from '../../platform/db/note-erasure.ts'
import type { OutboxTable } from '../../platform/db/tables/mails/outbox.ts'
import type { System } from '../../platform/system.ts'
import { mailRow, queueMails } from '../outbox/outbox.ts'
import { lockTraining } from '../seats/locked-training.ts'
import type { Registration } from '../seats/registration.ts'
import { randomId, storeSealed } from './box.ts'

const dayMs = 24 * 60 * 60_000
const afterDays = 90
/** For so long after the email, the questions can be answered. */
const openDays = 30
const rowsAtOnce = 500

/** Returns when the three questions go out. */
export const followUpDue = ({ ends_at }: { ends_at: string }): string =>
  new Date(Date.parse(ends_at) + afterDays * dayMs).toISOString()

/** Keeps the address of someone who wants the questions, apart from everything else of theirs. */
export async function askLater(system: System, tx: Tx, { id, email, lang, training_id }: Registration): Promise<void> {
  if (email === null) return
  const training = await tx.selectFrom('training').select('ends_at').where('id', '=', training_id).executeTakeFirst()
  if (!training) return
  await tx
    .insertInto('follow_up')
    .values({
      id: randomId(system),
      training_id,
      registration_id: id,
      email,
      lang,
      due_at: followUpDue(training),
      is_queued: 0,
      is_answered: 0,
    })
    .execute()
}

/** Writes the emails with the questions that are due. Safe in several processes. */
export async function askAgain(system: System): Promise<void> {
  while (!system.isStopping() && (await system.db.transaction((tx) => queueDue(system, tx))) === rowsAtOnce);
}

async function queueDue(system: System, tx: Tx): Promise<number> {
  const now = system.now().toISOString()
  const rows = await tx
    .selectFrom('follow_up')
    .select(['id', 'training_id', 'lang'])
    .where('due_at', '<=', now)
    .where('is_queued', '=', 0)
    .orderBy('id')
    .limit(rowsAtOnce)
    .$if(system.db.name === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute()
  if (rows.length === 0) return 0
  await queueMails(
    tx,
    rows.map(({ id, training_id, lang }) => mailRow(system, 'follow-up', { training_id, lang, follow_up_id: id }, now)),
  )
  await tx
    .updateTable('follow_up')
    .set({ is_queued: 1 })
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
  return rows.length
}

/** Deletes the address once its email is done with, whatever came of it. */
export async function settleFollowUp(
  system: System,
  tx: Tx,
  { kind, follow_up_id }: { kind: string; follow_up_id: string | null },
  outcome: OutboxTable['outcome'] | undefined,
): Promise<void> {
  if (kind === 'follow-up' && follow_up_id !== null && outcome) await forgetAddresses(system, tx, [follow_up_id])
}

async function forgetAddresses(system: System, tx: Tx, ids: readonly string[]): Promise<void> {
  await noteErasure(system, tx)
  await tx.updateTable('follow_up').set({ email: null, registration_id: null }).where('id', 'in', ids).execute()
}

/** Deletes what is kept of people who asked for the questions, by their registrations or addresses. */
export async function forgetFollowUps(
  tx: Tx,
  by: 'registration_id' | 'email',
  values: readonly string[],
): Promise<void> {
  if (values.length > 0) await tx.deleteFrom('follow_up').where(by, 'in', values).execute()
}

/** Returns someone's questions, if they can still be answered. */
export async function findFollowUp({ db, now }: System, id: string) {
  const row = await db.reader.selectFrom('follow_up').selectAll().where('id', '=', id).executeTakeFirst()
  const isOpen = row && Date.parse(row.due_at) + openDays * dayMs > now().getTime()
  return isOpen ? row : undefined
}

/**
 * Stores the answers to the three questions, or that there will be none.
 * @returns false if they were stored before
 */
export const submitFollowUp = (
  system: System,
  { id, training_id }: { id: string; training_id: string },
  answers: Record<string, Answer> | undefined,
): Promise<boolean> =>
  system.db.transaction(async (tx) => {
    await lockTraining(system.db, tx, training_id)
    const { numUpdatedRows } = await tx
      .updateTable('follow_up')
      .set({ is_answered: 1 })
      .where('id', '=', id)
      .where('is_answered', '=', 0)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    if (answers) await storeSealed(system, tx, { trainingId: training_id, kind: 'follow-up', answers })
    return true
  })
