/** Emails to each mailbox: those of the last hour, and the slots that later ones have reserved. */
export interface MailboxSlotTable {
  /** A keyed hash of the canonical address. */
  recipient: string
  /** In the order of requests. -1 is not a slot; it locks all of a recipient's slots. */
  slot: number
  mail_id: string
  /** The slot counts for an hour from then. A future instant is a reserved one. */
  reserved_for: string
}
