import type { ExpressionBuilder } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { MailKind, OutboxRow } from './outbox.ts'

type Subject = 'registration_id' | 'group_id' | 'proof_id' | 'alert_id'

/**
 * Takes back the emails about these subjects that no runner has: a leased one may have been composed
 * already.
 * @returns what they said, and to which subject
 */
export function takeBack(tx: Tx, by: Subject, ids: readonly string[], kinds?: readonly MailKind[]) {
  return tx
    .deleteFrom('outbox')
    .where(by, 'in', ids)
    .where('outcome', 'is', null)
    .where('leased_until', 'is', null)
    .$if(kinds !== undefined, (mails) => mails.where('kind', 'in', kinds ?? []))
    .returning([by, 'kind', 'known_schedule'])
    .execute()
}

/** Deletes the unsent email to the supervisor of a registration, a leased one, too. */
export async function deleteAsking(tx: Tx, registrationId: string): Promise<void> {
  await unsentAbout(tx, registrationId).where('duplicate_id', 'is', null).where('kind', '=', 'supervisor').execute()
}

/** Deletes what is unsent about a person, and takes them out of what their coordinator is told. */
export async function deleteUnsent(tx: Tx, registrationId: string): Promise<void> {
  await unsentAbout(tx, registrationId).execute()
  await tx.deleteFrom('outbox_person').where('registration_id', '=', registrationId).execute()
}

const unsentAbout = (tx: Tx, registrationId: string) =>
  tx.deleteFrom('outbox').where('registration_id', '=', registrationId).where('outcome', 'is', null)

/** Deletes all emails of a training, sent ones, too, but for those still to leave for addresses that are kept apart. */
export async function deleteMailsOf(tx: Tx, trainingId: string): Promise<void> {
  await tx.deleteFrom('outbox').where('training_id', '=', trainingId).where(isDoneOrNamed).execute()
}

/** Whether an email goes when everything else about a training's people does. */
export const isDoneOrNamed = (eb: ExpressionBuilder<Tables, 'outbox'>) =>
  eb.or([eb('follow_up_id', 'is', null), eb('outcome', 'is not', null)])

/** Stores what has come of an email that no runner of this database sent. */
export async function settleUnsent(
  tx: Tx,
  id: string,
  { outcome, sent_at, last_error }: Pick<OutboxRow, 'outcome' | 'sent_at' | 'last_error'>,
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ outcome, sent_at, last_error, leased_until: null, note: null })
    .where('id', '=', id)
    .execute()
}

/**
 * Makes a failed email due again, as if it were new.
 * @returns whether it had failed
 */
export async function retryFailed(tx: Tx, id: string, due_at: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ outcome: null, sent_at: null, leased_until: null, tries: 0, waiting_since: null, due_at })
    .where('id', '=', id)
    .where('outcome', '=', 'failed')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What stands for the reason of an email that came back to the organizer's mailbox. */
const returned = 'returned'

/**
 * Counts an email that a mail server took as one that failed, because it came back later.
 * @returns whether it was sent
 */
export async function markReturned(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ outcome: 'failed', last_error: returned })
    .where('id', '=', id)
    .where('outcome', '=', 'sent')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Counts an email that was marked as returned as sent again.
 * @returns whether it was marked
 */
export async function unmarkReturned(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ outcome: 'sent', last_error: null })
    .where('id', '=', id)
    .where('outcome', '=', 'failed')
    .where('last_error', '=', returned)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Has emails be about another registration. */
export async function moveMails(tx: Tx, ids: readonly string[], registration_id: string): Promise<void> {
  await tx.updateTable('outbox').set({ registration_id }).where('id', 'in', ids).execute()
}

/**
 * Empties what organizers wrote about people in emails to their coordinators, which are not deleted
 * with them.
 */
export async function forgetNotes(tx: Tx, registrationIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ note: null })
    .where('note', 'is not', null)
    .where('id', 'in', (query) =>
      query.selectFrom('outbox_person').select('outbox_id').where('registration_id', 'in', registrationIds),
    )
    .execute()
}
