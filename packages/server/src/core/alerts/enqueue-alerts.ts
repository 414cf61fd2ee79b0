import type { Tx } from '../../platform/db/database.ts'
import { noteErasure } from '../../platform/db/note-erasure.ts'
import type { System } from '../../platform/system.ts'
import { areDue, mailRow, queueMails } from '../outbox/outbox.ts'
import { deleteProofs } from '../proof/proofs.ts'
import { lockTrainings } from '../seats/locked-training.ts'
import type { AlertKind } from '../trainings/alert-kind.ts'
import { availabilityOf, stateOf, takesSignUps } from '../trainings/availability.ts'
import { findNextDate } from '../trainings/next-date.ts'
import { findTraining } from '../trainings/trainings.ts'
import { alerts } from './request-alert.ts'

/** So few that a confirmation which enters the outbox after them hardly waits. */
const batchSize = 20

/**
 * Emails everyone who waits to hear that they can register, once each and in the order in which
 * they asked. A batch follows once the one before has left, so that confirmations do not wait
 * long. Safe in several processes.
 */
export async function enqueueAlerts(system: System): Promise<void> {
  if (!system.config.mail) return
  const waiting = await system.db.reader
    .selectFrom('alert')
    .innerJoin('proof', 'proof.id', 'alert.id')
    .innerJoin('training', 'training.id', 'alert.training_id')
    .select('training.slug')
    .distinct()
    .where('verified_at', 'is not', null)
    .where('queued_at', 'is', null)
    .execute()
  for (const { slug } of waiting) if (!system.isStopping()) await enqueueBatch(system, slug)
}

const everyKind: readonly AlertKind[] = ['opening', 'seat', 'date']
const ofItself: readonly AlertKind[] = ['opening', 'seat']

/** What becomes of the alerts of a training. */
interface Outlook {
  /** The training to register for, and which alerts are about it. */
  due?: { trainingId: string; kinds: readonly AlertKind[] }
  /** The alerts that nothing will ever come of. */
  moot?: readonly AlertKind[]
}

async function outlookFor(system: System, slug: string): Promise<Outlook> {
  const training = await findTraining(system, slug)
  if (!training) return {}
  const { row, input } = training
  if (row.status === 'withdrawn') return { moot: everyKind }
  if (row.status === 'draft') return {}
  const state = stateOf(availabilityOf(row, input), system.now())
  if (takesSignUps({ state })) return { due: { trainingId: row.id, kinds: everyKind } }
  const next = await findNextDate(system, training)
  return {
    ...(next ? { due: { trainingId: next.row.id, kinds: ['date'] } } : {}),
    ...(state === 'cancelled' || state === 'past' ? { moot: ofItself } : {}),
  }
}

async function enqueueBatch(system: System, slug: string): Promise<void> {
  const { due, moot } = await outlookFor(system, slug)
  if (!due && !moot) return
  await system.db.transaction(async (tx) => {
    const training = await tx.selectFrom('training').select('id').where('slug', '=', slug).executeTakeFirst()
    if (!training) return
    // Under the lock, the second of two processes sees what the first has queued.
    await lockTrainings(system.db, tx, [training.id])
    const ofTraining = { id: training.id, now: system.now().toISOString() }
    if (moot) await deleteMoot(system, tx, training.id, moot)
    if (due && !(await areDue(tx, 'alert', ofTraining.now))) await enqueue(system, tx, training.id, due)
  })
}

async function deleteMoot(system: System, tx: Tx, trainingId: string, kinds: readonly AlertKind[]): Promise<void> {
  const moot = tx.selectFrom('alert').select('id').where('training_id', '=', trainingId).where('kind', 'in', kinds)
  const { numDeletedRows } = await deleteProofs(tx, moot).executeTakeFirstOrThrow()
  if (numDeletedRows > 0n) await noteErasure(system, tx)
}

async function enqueue(
  system: System,
  tx: Tx,
  trainingId: string,
  { trainingId: training_id, kinds }: NonNullable<Outlook['due']>,
): Promise<void> {
  const now = system.now().toISOString()
  const due = await alerts(tx)
    .where('alert.training_id', '=', trainingId)
    .where('kind', 'in', kinds)
    .where('verified_at', 'is not', null)
    .where('queued_at', 'is', null)
    .orderBy('proof.created_at')
    .orderBy('proof.id')
    .limit(batchSize)
    .execute()
  if (due.length === 0) return
  const ids = due.map(({ id }) => id)
  await tx.updateTable('alert').set({ queued_at: now }).where('id', 'in', ids).execute()
  const mails = due.map(({ id, lang }) => mailRow(system, 'alert', { training_id, lang, alert_id: id }, now))
  await queueMails(tx, mails)
}
