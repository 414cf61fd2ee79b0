import type { Language } from '@training-signup/contract'
import type { ColumnType } from 'kysely'

/**
 * Mails to send. They are rendered at delivery from what their ids lead to. Only `note` holds
 * something that is nowhere else.
 */
export interface OutboxTable {
  id: string
  kind: string
  training_id: string
  registration_id: string | null
  group_id: string | null
  duplicate_id: string | null
  transfer_id: string | null
  proof_id: string | null
  /** null also once the address that asked for the mail is deleted. */
  alert_id: string | null
  /** Who asked for the questions after 90 days. */
  follow_up_id: ColumnType<string | null, string | null | undefined>
  /** The account of the agency’s coordinator who gets it. */
  account_id: ColumnType<string | null, string | null | undefined>
  lang: Language
  due_at: string
  tries: number
  /** Until then, one process works on it. It renews this while the email is on its way. */
  leased_until: string | null
  /** When the latest process took it, before it composed the email. */
  taken_at: string | null
  /** When it was finished, whatever the outcome. */
  sent_at: string | null
  /** null: it waits. `dropped`: when it was due, no recipient or nothing to report was left. */
  outcome: 'sent' | 'failed' | 'dropped' | null
  /**
   * A code, never a mail server's text, which may quote addresses, or the limit that holds it back.
   * Dropped as `crowded-mailbox`: its slot was too far in the future.
   */
  last_error: string | null
  /** Since when it waits for a mail server that takes no emails at all. */
  waiting_since: ColumnType<string | null, string | null | undefined>
  /** The limit that made it wait, also once it has left. */
  held_for: 'crowded-mailbox' | 'hourly-limit' | null
  /** When the hourly limit let it pass; null also if it does not count. */
  released_at: string | null
  created_at: string
  /**
   * JSON, in news of a training: when and where its recipient believes that it takes place. null
   * also if it was written by an earlier version.
   */
  known_schedule: string | null
  /** Who canceled the registration; null also if it was written by an earlier version. */
  canceled_by: Canceler | null
  /**
   * JSON of what an organizer wrote to this person, and under which name. Personal: empty again
   * once the mail is finished.
   */
  note: ColumnType<string | null, string | null | undefined>
}

/** The person and a coordinator cancel with the link in their email. */
export type Canceler = 'person' | 'coordinator' | 'organizer'

/** The people that a coordinator's mail is about. */
export interface OutboxPersonTable {
  outbox_id: string
  registration_id: string
}
