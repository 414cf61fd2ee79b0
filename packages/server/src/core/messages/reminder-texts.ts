import { type LocalText, type Reminder, type ReminderKind, reminderKinds } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import { say } from '../../words/index.ts'

/** How long before the start each reminder goes out. */
export const reminderHours: Record<ReminderKind, number> = { 'still-coming': 72, reminder: 24 }

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
