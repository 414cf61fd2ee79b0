import type { Tx } from '../../platform/db/database.ts'
import type { OutboxTable } from '../../platform/db/tables/mails/outbox.ts'
import type { System } from '../../platform/system.ts'
import { callMailDueAt, offerEndOf } from './deadlines.ts'
import { setDeadline } from './ledger.ts'
import { lockTraining } from './locked-training.ts'

type OfferMail = Pick<OutboxTable, 'id' | 'training_id' | 'registration_id'>

/**
 * Returns when the email of an offer may be sent; undefined for now. It also keeps repeated tries
 * from waking people at night.
 */
export async function offerMailDueAt({ db, now }: System, { training_id }: OfferMail): Promise<string | undefined> {
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
 * Starts the time of an offer at `from`, for the recipients of its email: first when the email is
 * due, in the end when it was sent or given up. If a mail server refused it for good, the time
 * still runs: the next person on the waiting list must not wait until the cut-off. The organizer
 * sees the failed email.
 */
export async function startOfferClock(system: System, tx: Tx, mail: OfferMail, from: string): Promise<void> {
  const { id, training_id, registration_id } = mail
  // Lock first, like everything that changes an offer.
  const training = await lockTraining(system.db, tx, training_id)
  if (!training) return
  const offered = await tx
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
    offered.map((one) => one.id),
    offerEndOf(training, from),
  )
}
