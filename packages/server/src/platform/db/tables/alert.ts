import type { Language } from '@training-signup/contract'

/** A visitor’s address that gets one email when they can register. It ends with that email. */
export interface AlertTable {
  id: string
  training_id: string
  /**
   * `opening`: when registration opens. `seat`: when a seat opens up. `date`: when this training or
   * the next date of its series takes registrations.
   */
  kind: 'opening' | 'seat' | 'date'
  /** The address as it was typed. */
  email: string
  /** Canonical form of the address. */
  address: string
  /** The same without dots and tag: what emails are counted by. */
  mailbox: string
  /** The partner whose page led the visitor here. The link in the email keeps crediting it. */
  partner: string | null
  lang: Language
  /** A keyed hash; null if no code was created for the last mail, or once its time is over. */
  code_hash: string | null
  code_expires_at: string | null
  code_digits: number | null
  /** Wrong codes since the last code was requested. */
  tries: number
  /** JSON array of the instants at which codes were requested. */
  asked_at: string
  /** When it is deleted, unless its address is proven by then. */
  ends_at: string
  /** When the owner of the address proved it. Nothing is sent before, apart from the code. */
  verified_at: string | null
  /** When its email entered the outbox. */
  queued_at: string | null
  created_at: string
}
