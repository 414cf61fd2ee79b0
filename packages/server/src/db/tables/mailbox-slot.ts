/** Emails to each mailbox: those of the last hour, and the slots that later ones have reserved. */
export interface MailboxSlotTable {
  /** A keyed hash of the canonical address. */
  recipient: string
  /** In the order of asking; -1 is no turn but locks all of a recipient. */
  slot: number
  mail_id: string
  /** Counts for an hour from then; a coming moment is one that is promised. */
  reserved_for: string
}
