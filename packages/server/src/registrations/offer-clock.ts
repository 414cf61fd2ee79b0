import type { Tx } from '../db/database.ts'
import type { OutboxTable } from '../db/tables/outbox.ts'
import type { Parts } from '../deps.ts'
import { callMailDueAt, offerEndOf } from './deadlines.ts'
import { setDeadline } from './ledger.ts'
import { lockSeats } from './seats.ts'

type OfferMail = Pick<OutboxTable, 'id' | 'training_id' | 'registration_id'>

/** When the email of an offer may leave, where that is not now: one that is tried again wakes no one either. */
export async function offerMailDueAt({ db, now }: Parts, { training_id }: OfferMail): Promise<string | undefined> {
  const row = await db.reader
    .selectFrom('training')
    .select(['time_zone', 'starts_at'])
    .where('id', '=', training_id)
    .executeTakeFirst()
  const instant = now().toISOString()
  const dueAt = row && callMailDueAt({ timeZone: row.time_zone, state: { startsAt: row.starts_at } }, instant)
  return dueAt && dueAt > instant ? dueAt : undefined
}

/**
 * Starts the clock of an offer at `from`, for the people whom its email tells: when the email is due as long as that waits,
 * in the end when it was done with. That is so even where a mail server refused it for good: then no one is told, and the
 * next in line must not wait for the cut-off. The organizer sees the email that failed.
 */
export async function startOfferClock(parts: Parts, tx: Tx, mail: OfferMail, from: string): Promise<void> {
  const { id, training_id, registration_id } = mail
  // Before anything else, like everyone who changes an offer.
  const training = (await lockSeats(parts.db, tx, [training_id])).get(training_id)
  if (!training) return
  const told = await tx
    .selectFrom('registration')
    .select('id')
    .where('status', '=', 'offered')
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('id', '=', registration_id ?? ''),
        eb('id', 'in', selectFrom('outbox_person').select('registration_id').where('outbox_id', '=', id)),
      ]),
    )
    .execute()
  await setDeadline(
    tx,
    told.map((one) => one.id),
    offerEndOf(training, from),
  )
}
