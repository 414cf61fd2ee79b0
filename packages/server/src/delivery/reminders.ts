import type { ExpressionBuilder } from 'kysely'
import { reminderHours, sameReminderHours } from '../core/messages/reminder-texts.ts'
import { notifyPeople } from '../core/outbox/notify-people.ts'
import type { MailKind } from '../core/outbox/outbox.ts'
import { lockTrainings } from '../core/seats/locked-training.ts'
import type { Tx } from '../platform/db/database.ts'
import type { Tables } from '../platform/db/schema.ts'
import type { System } from '../platform/system.ts'

const hourMs = 60 * 60_000
const sameMs = sameReminderHours * hourMs
/** A confirmation on a page counts if it came at most this long before the question is due. */
const reconfirmedMs = 24 * hourMs
const rowsAtOnce = 500

interface Reminder {
  kind: Extract<MailKind, 'still-coming' | 'reminder'>
  /** Milliseconds before the start when the reminder is due … */
  dueMs: number
  /** … and when it is too late. */
  lateMs: number
}

const reminders: Reminder[] = [
  { kind: 'still-coming', dueMs: reminderHours['still-coming'] * hourMs, lateMs: 24 * hourMs },
  { kind: 'reminder', dueMs: reminderHours.reminder * hourMs, lateMs: 0 },
]

// A person who got one of these after the reminder was due needs no reminder.
const seatMails: MailKind[] = ['confirmed', 'approved', 'promoted']

/** Reminds people with a seat of trainings that start soon. Safe in several processes. */
export async function remindPeople(system: System): Promise<void> {
  for (const reminder of reminders) {
    for (const { id, starts_at } of await findNear(system, reminder)) {
      while (!system.isStopping() && (await remindBatch(system, id, starts_at, reminder)));
    }
  }
}

/**
 * Selects the trainings that may need reminders. Once all its people are reminded, a training costs
 * nothing.
 */
function findNear(system: System, { kind, dueMs, lateMs }: Reminder) {
  const now = system.now().getTime()
  return system.db.reader
    .selectFrom('training')
    .select(['id', 'starts_at'])
    .where('status', '=', 'published')
    .where('starts_at', '<=', isoOf(now + dueMs))
    .where('starts_at', '>', isoOf(now + lateMs))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('reminded')
            .select('kind')
            .whereRef('training_id', '=', 'training.id')
            .whereRef('reminded.starts_at', '=', 'training.starts_at')
            .where('kind', '=', kind)
            .where('is_done', '=', 1),
        ),
      ),
    )
    .execute()
}

/** Reminds one batch, so that sign-ups wait only for that. Returns false once all are reminded. */
function remindBatch(system: System, trainingId: string, startsAt: string, reminder: Reminder): Promise<boolean> {
  return system.db.transaction(async (tx) => {
    const training = (await lockTrainings(system.db, tx, [trainingId])).get(trainingId)
    if (training?.state.status !== 'published' || training.state.startsAt !== startsAt) return false
    // Read after the lock, because another process may have made progress.
    const before = await readProgress(tx, trainingId, startsAt, reminder)
    if (before.isDone) return false
    const people = await peopleToRemind(tx, trainingId, startsAt, reminder, before)
    const now = system.now().toISOString()
    await notifyPeople(system, tx, people, { kind: reminder.kind, now, dueAt: now })
    const isDone = people.length < rowsAtOnce
    const progress = {
      starts_at: startsAt,
      reminded_to: people.at(-1)?.id ?? before.remindedTo,
      is_done: isDone ? 1 : 0,
    } as const
    await tx
      .insertInto('reminded')
      .values({ training_id: trainingId, kind: reminder.kind, ...progress })
      .onConflict((conflict) => conflict.columns(['training_id', 'kind']).doUpdateSet(progress))
      .execute()
    return !isDone
  })
}

interface Progress {
  /** The last registration that got the reminder; '' before the first. */
  remindedTo: string
  isDone: boolean
  daySetAt: string | null
}

async function readProgress(tx: Tx, trainingId: string, startsAt: string, { kind }: Reminder): Promise<Progress> {
  const row = await tx
    .selectFrom('training')
    .leftJoin('reminded', (join) =>
      join
        .onRef('reminded.training_id', '=', 'training.id')
        .on('reminded.kind', '=', kind)
        .on('reminded.starts_at', '=', startsAt),
    )
    .select(['reminded_to', 'is_done', 'day_set_at'])
    .where('training.id', '=', trainingId)
    .executeTakeFirstOrThrow()
  return { remindedTo: row.reminded_to ?? '', isDone: row.is_done === 1, daySetAt: row.day_set_at }
}

function peopleToRemind(tx: Tx, trainingId: string, startsAt: string, reminder: Reminder, progress: Progress) {
  const dueAt = Date.parse(startsAt) - reminder.dueMs
  const daySetAt = progress.daySetAt ?? ''
  // If the day was set after the reminder was due, everyone with a seat by then still needs it.
  const seatedBy = later(isoOf(dueAt), daySetAt)
  const remindedAfter = later(isoOf(dueAt - sameMs), daySetAt)
  return (
    tx
      .selectFrom('registration')
      .select(['id', 'training_id', 'lang', 'email', 'group_id'])
      .where('training_id', '=', trainingId)
      .where('status', '=', 'confirmed')
      .where('id', '>', progress.remindedTo)
      .where('created_at', '<=', seatedBy)
      .where(({ or, eb }) => or([eb('email', 'is not', null), eb('group_id', 'is not', null)]))
      // Skips people who have already confirmed on their page that they come on this day.
      .$if(reminder.kind === 'still-coming', (query) =>
        query.where(({ or, eb }) =>
          or([
            eb('reconfirmed_at', 'is', null),
            eb('reconfirmed_at', '<', isoOf(dueAt - reconfirmedMs)),
            eb('reconfirmed_at', '<=', daySetAt),
          ]),
        ),
      )
      .where((eb) => eb.not(hasRecentMail(eb, reminder, seatedBy, remindedAfter)))
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute()
  )
}

/**
 * Returns whether the person got a mail about their seat after `seatedBy`, or this reminder after
 * `remindedAfter`.
 */
function hasRecentMail(
  { or, exists, selectFrom }: ExpressionBuilder<Tables, 'registration'>,
  { kind }: Reminder,
  seatedBy: string,
  remindedAfter: string,
) {
  const isRecent = ({ or: either, and, eb }: ExpressionBuilder<Tables, 'outbox'>) =>
    either([
      and([eb('kind', 'in', seatMails), eb('outbox.created_at', '>', seatedBy)]),
      and([eb('kind', '=', kind), eb('outbox.created_at', '>', remindedAfter)]),
    ])
  const mails = selectFrom('outbox').select('outbox.id').where(isRecent)
  return or([
    exists(mails.whereRef('outbox.registration_id', '=', 'registration.id')),
    exists(
      mails
        .innerJoin('outbox_person', 'outbox_person.outbox_id', 'outbox.id')
        .whereRef('outbox_person.registration_id', '=', 'registration.id'),
    ),
  ])
}

const isoOf = (ms: number) => new Date(ms).toISOString()
const later = (a: string, b: string) => (a > b ? a : b)
