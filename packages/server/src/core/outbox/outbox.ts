import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import type { OutboxTable } from '../../platform/db/tables/mails/outbox.ts'
import type { Write } from '../../platform/db/write-together.ts'
import type { System } from '../../platform/system.ts'

/** An email that waits or has left. */
export type OutboxRow = Selectable<OutboxTable>

/** Every kind of mail. */
export type MailKind =
  | 'confirmed'
  | 'waitlisted'
  | 'pending-approval'
  | 'approval-again'
  | 'approved'
  | 'declined'
  | 'promoted'
  | 'offer'
  | 'offer-expired'
  | 'reminder'
  | 'still-coming'
  | 'cancelled'
  | 'already-registered'
  | 'your-link'
  | 'address-changed'
  | 'address-left'
  | 'seat-passed'
  | 'passed-on'
  | 'supervisor'
  | 'code'
  | 'group-summary'
  | 'group-called-off'
  | 'people-changed'
  | 'agency-news'
  | 'training-changed'
  | 'training-cancelled'
  | 'training-restored'
  | 'digest'
  | 'message'
  | 'alert-code'
  | 'alert'
  | 'evaluation'
  | 'follow-up'
  | 'certificate'
  | 'certificate-replaced'
  | 'certificate-revoked'
  | 'certificate-step'

type About = Pick<Insertable<OutboxTable>, 'training_id' | 'lang'> &
  Partial<
    Pick<
      Insertable<OutboxTable>,
      | 'registration_id'
      | 'group_id'
      | 'duplicate_id'
      | 'transfer_id'
      | 'proof_id'
      | 'alert_id'
      | 'follow_up_id'
      | 'account_id'
      | 'known_schedule'
      | 'canceled_by'
    >
  >

/**
 * Returns a row for the outbox. It holds ids and no personal data, so that erased data is never
 * sent. Insert it in the transaction that stores its cause.
 */
export function mailRow(
  system: Pick<System, 'newId'>,
  kind: MailKind,
  about: About,
  now: string,
): Insertable<OutboxTable> {
  return {
    id: system.newId(),
    kind,
    registration_id: null,
    group_id: null,
    duplicate_id: null,
    transfer_id: null,
    proof_id: null,
    alert_id: null,
    due_at: now,
    tries: 0,
    leased_until: null,
    taken_at: null,
    sent_at: null,
    outcome: null,
    last_error: null,
    held_for: null,
    released_at: null,
    known_schedule: null,
    canceled_by: null,
    created_at: now,
    ...about,
  }
}

/**
 * Returns a row as it would come back from the outbox, for an email that is shown and never stored.
 */
export const asStored = ({
  note = null,
  waiting_since = null,
  follow_up_id = null,
  account_id = null,
  ...row
}: Insertable<OutboxTable>): OutboxRow => ({
  registration_id: null,
  group_id: null,
  duplicate_id: null,
  transfer_id: null,
  proof_id: null,
  alert_id: null,
  follow_up_id,
  account_id,
  leased_until: null,
  taken_at: null,
  sent_at: null,
  outcome: null,
  last_error: null,
  waiting_since,
  held_for: null,
  released_at: null,
  known_schedule: null,
  canceled_by: null,
  note,
  ...row,
})

const rowsPerStatement = 500

/** Returns the statement that puts mails into the outbox, to be written together with their cause. */
export const insertMails = (rows: readonly Insertable<OutboxTable>[]): Write => insertRows('outbox', rows)

/** Puts mails into the outbox, in statements that are not too long for a database. */
export async function queueMails(tx: Tx, rows: readonly Insertable<OutboxTable>[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement)
    await tx
      .insertInto('outbox')
      .values(rows.slice(start, start + rowsPerStatement))
      .execute()
}

/**
 * Returns whether emails of a kind are due. Leased ones do not count: if a process dies, its emails
 * become due again after the lease.
 */
export async function areDue(tx: Tx, kind: MailKind, now: string): Promise<boolean> {
  const due = await tx
    .selectFrom('outbox')
    .select('id')
    .where('outcome', 'is', null)
    .where('due_at', '<=', now)
    .where('kind', '=', kind)
    .where(({ or, eb }) => or([eb('leased_until', 'is', null), eb('leased_until', '<=', now)]))
    .limit(1)
    .executeTakeFirst()
  return due !== undefined
}
