import type { Kysely } from 'kysely'
import type { Tables } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import { type MailKind, mailRow } from '../mail/outbox.ts'
import { lockSeats } from '../registrations/seats.ts'

const hourMs = 60 * 60_000
/** What news of the same day already tells: a training that moves by less is not reminded of again. */
const sameMs = 12 * hourMs
/** From so long before that question on a page asks the same. */
const reconfirmedMs = 24 * hourMs
const rowsAtOnce = 500

interface Reminder {
  kind: Extract<MailKind, 'still-coming' | 'reminder'>
  /** So long before the start it is due … */
  dueMs: number
  /** … and so long before it is too late. */
  lateMs: number
}

const reminders: Reminder[] = [
  { kind: 'still-coming', dueMs: 72 * hourMs, lateMs: 24 * hourMs },
  { kind: 'reminder', dueMs: 24 * hourMs, lateMs: 0 },
]

// Whoever was told of their seat after a reminder's time needs none.
const seatMails: MailKind[] = ['confirmed', 'approved', 'promoted']

/** Reminds of the trainings that come near whoever has a seat in them. Safe to run in several processes at once. */
export async function remindPeople(deps: Deps): Promise<void> {
  for (const reminder of reminders) {
    const now = deps.now().getTime()
    const near = await deps.db.reader
      .selectFrom('training')
      .select(['id', 'starts_at'])
      .where('status', '=', 'published')
      .where('starts_at', '<=', isoOf(now + reminder.dueMs))
      .where('starts_at', '>', isoOf(now + reminder.lateMs))
      .execute()
    for (const { id, starts_at } of near) {
      const isSomebodyLeft = async () => (await peopleToRemind(deps.db.reader, id, starts_at, reminder, 1)).length > 0
      while (!deps.isStopping() && (await isSomebodyLeft())) {
        if (!(await remindSome(deps, id, starts_at, reminder))) break
      }
    }
  }
}

/** Some at a time, so that nobody who signs up has to wait for all of them; false where the training has changed meanwhile. */
function remindSome(deps: Deps, trainingId: string, startsAt: string, reminder: Reminder): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    const training = (await lockSeats(deps.db, tx, [trainingId])).get(trainingId)
    if (training?.state.status !== 'published' || training.state.startsAt !== startsAt) return false
    // Read after the lock: another process may have been here first.
    const people = await peopleToRemind(tx, trainingId, startsAt, reminder, rowsAtOnce)
    const now = deps.now().toISOString()
    const rows = people.map(({ id, lang }) =>
      mailRow(deps, reminder.kind, { training_id: trainingId, registration_id: id, lang }, now),
    )
    if (rows.length > 0) await tx.insertInto('outbox').values(rows).execute()
    return true
  })
}

function peopleToRemind(db: Kysely<Tables>, trainingId: string, startsAt: string, reminder: Reminder, most: number) {
  const dueAt = Date.parse(startsAt) - reminder.dueMs
  return (
    db
      .selectFrom('registration')
      .select(['id', 'lang'])
      .where('training_id', '=', trainingId)
      .where('status', '=', 'confirmed')
      .where('created_at', '<=', isoOf(dueAt))
      .where(({ or, eb }) => or([eb('email', 'is not', null), eb('group_id', 'is not', null)]))
      // Whoever has said so on their page already is not asked.
      .$if(reminder.kind === 'still-coming', (query) =>
        query.where(({ or, eb }) =>
          or([eb('reconfirmed_at', 'is', null), eb('reconfirmed_at', '<', isoOf(dueAt - reconfirmedMs))]),
        ),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('outbox')
              .select('outbox.id')
              .whereRef('outbox.registration_id', '=', 'registration.id')
              .where(({ or, and, eb }) =>
                or([
                  and([eb('kind', 'in', seatMails), eb('outbox.created_at', '>', isoOf(dueAt))]),
                  and([eb('kind', '=', reminder.kind), eb('outbox.created_at', '>', isoOf(dueAt - sameMs))]),
                ]),
              ),
          ),
        ),
      )
      .orderBy('id')
      .limit(most)
      .execute()
  )
}

const isoOf = (ms: number) => new Date(ms).toISOString()
