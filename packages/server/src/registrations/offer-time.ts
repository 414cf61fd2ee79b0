import type { Tx } from '../db/database.ts'
import type { OutboxTable } from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { callMailDueAt, offerEndOf } from './deadlines.ts'
import { lockSeats } from './seats.ts'

type OfferMail = Pick<OutboxTable, 'id' | 'training_id' | 'registration_id'>

/** When the mail of an offer may leave, where that is not now: one that is tried again wakes nobody either. */
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
 * Has the time of an offer begin at `from`: when its mail is due as long as that waits, in the end when it was done with.
 * That is so whatever became of it: a mail server's refusal for good leaves nobody to be told, and who is next is not to
 * wait for the cut-off; the organizer sees the mail that failed. Of an undivided group each mail has it begin anew for all,
 * so that whoever is told last has as much time as the others.
 */
export async function beginOffer(parts: Parts, tx: Tx, mail: OfferMail, from: string): Promise<void> {
  const { id, training_id, registration_id } = mail
  // Before anything else, as everybody who changes an offer does.
  const training = (await lockSeats(parts.db, tx, [training_id])).get(training_id)
  if (!training) return
  const told = await tx
    .selectFrom('registration')
    .select(['line_number', 'group_id'])
    .distinct()
    .where('status', '=', 'offered')
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('id', '=', registration_id ?? ''),
        eb('id', 'in', selectFrom('outbox_person').select('registration_id').where('outbox_id', '=', id)),
      ]),
    )
    .execute()
  if (told.length === 0) return
  const expires_at = offerEndOf(training, from)
  const lines = told.map(({ line_number }) => line_number)
  const groups = ['', ...told.flatMap(({ group_id }) => group_id ?? [])]
  await tx
    .updateTable('registration')
    .set({ expires_at })
    .where(({ and }) => and({ training_id, status: 'offered' }))
    .where('line_number', 'in', lines)
    .execute()
  await tx
    .updateTable('attempt')
    .set({ expires_at })
    .where(({ and }) => and({ training_id, shown: 'offered' }))
    // Also at places where none of the group is new, and so nobody is told.
    .where(({ or, eb }) => or([eb('line_number', 'in', lines), eb('group_id', 'in', groups)]))
    .execute()
}
