import { type LocalText, type Reminder, type ReminderKind, reminderKinds } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { say } from '../../words/index.ts'

/** How long before the start each reminder goes out. */
export const reminderHours: Record<ReminderKind, number> = { 'still-coming': 72, reminder: 24 }

/**
 * A reminder sent at most this long before it is due still counts, so that a training that moves by
 * less gets no second one.
 */
export const sameReminderHours = 12

/**
 * Returns whether people with a seat get the reminder of the day before, for sure: not where it is
 * due so soon that they may have had it already.
 */
export function isReminderAhead(
  { status, starts_at }: Pick<TrainingTable, 'status' | 'starts_at'>,
  now: Date,
): boolean {
  const hoursAhead = (Date.parse(starts_at) - now.getTime()) / 3_600_000
  return status === 'published' && hoursAhead > reminderHours.reminder + sameReminderHours
}

/** Returns what the reminders of a training say, and when they go out. */
export async function readReminders(db: Kysely<Tables>, trainingId: string): Promise<Reminder[]> {
  const rows = await db.selectFrom('reminder_text').selectAll().where('training_id', '=', trainingId).execute()
  const own = new Map(rows.map(({ kind, body }) => [kind, JSON.parse(body) as LocalText]))
  return reminderKinds.map((kind) => ({
    kind,
    hoursBefore: reminderHours[kind],
    text: own.get(kind) ?? null,
    usual: { en: say('en', `mail.${kind}.text`), es: say('es', `mail.${kind}.text`) },
  }))
}

/** Stores what a reminder says; null brings back the usual words. */
export async function storeReminder(
  tx: Tx,
  trainingId: string,
  kind: ReminderKind,
  text: LocalText | null,
): Promise<void> {
  await tx.deleteFrom('reminder_text').where('training_id', '=', trainingId).where('kind', '=', kind).execute()
  if (text === null) return
  await tx
    .insertInto('reminder_text')
    .values({ training_id: trainingId, kind, body: JSON.stringify(text) })
    .execute()
}
