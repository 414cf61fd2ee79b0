/** What an organizer writes to the people of a training. */
export interface MessageTable {
  id: string
  training_id: string
  /** JSON of the contract's `MessageFilter`. */
  filter: string
  /** JSON of a `LocalText`, as `body` is. */
  subject: string
  body: string
  about: 'seat' | 'other'
  state: 'draft' | 'sending' | 'sent'
  /** The last registration that was looked at, while it is being sent. */
  sent_to: string | null
  created_at: string
  started_at: string | null
  finished_at: string | null
}

/** Which mails of the outbox carry a message. */
export interface MessageMailTable {
  outbox_id: string
  message_id: string
  /** Hash of the canonical address, so that nobody gets a message twice; null for a test. */
  recipient: string | null
}
