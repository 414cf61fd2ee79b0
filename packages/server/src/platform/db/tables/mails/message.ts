import type { Generated } from 'kysely'

/** A message from an organizer to the people of a training. */
export interface MessageTable {
  id: string
  training_id: string
  /** JSON of the contract's `MessageFilter`. */
  filter: string
  /**
   * Whether it is only for the people in `message_person`, even when all of them have been erased.
   */
  names_people: Generated<0 | 1>
  /** JSON of a `LocalText`, like `body`. */
  subject: string
  body: string
  about: 'seat' | 'other'
  /** Whether when and where the training is, and a link to it, stand below the text. */
  shows_training: Generated<0 | 1>
  state: 'draft' | 'scheduled' | 'sending' | 'sent'
  /** When it is sent, while it is `scheduled`. */
  send_at: string | null
  /** How many people it was for when sending began; null: an earlier version sent it. */
  people: number | null
  /** The last registration that was handled, while the message is being sent. */
  sent_to: string | null
  created_at: string
  started_at: string | null
  /** Whether the training was off when sending began; null: it has not, or an earlier version sends it. */
  began_off: 0 | 1 | null
  finished_at: string | null
}

/** Links a message to its mails in the outbox. */
export interface MessageMailTable {
  outbox_id: string
  message_id: string
  /** Hash of the canonical address, so that no one gets a message twice; null for a test. */
  recipient: string | null
  /** How many people the address reaches. */
  people: Generated<number>
}

/** Words that organizers use again. They name no one. */
export interface MessageTemplateTable {
  id: string
  name: string
  /** JSON of a `LocalText`, like `body`. */
  subject: string
  body: string
  about: 'seat' | 'other'
  shows_training: 0 | 1
  created_at: string
}

/** A person that a message names. */
export interface MessagePersonTable {
  message_id: string
  registration_id: string
}
