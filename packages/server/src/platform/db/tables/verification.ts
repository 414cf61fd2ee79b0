import type { Language } from '@training-signup/contract'

/**
 * What waits for the code that proves an address: a sign-up, which is not a registration yet, or
 * the new address of a registration or a coordinator. The right code, or an organizer who confirms
 * it, turns a sign-up into registrations like any other.
 */
export interface VerificationTable {
  id: string
  training_id: string
  /** The reference in the response, and later of the registration or group. */
  reference: string
  /** The registration that gets another address; null for a sign-up. */
  registration_id: string | null
  /** The group whose coordinator gets another address; null for a sign-up. */
  group_id: string | null
  /**
   * JSON of a `CheckedRequest`, `{}` once it is completed; for another address, JSON of an
   * `AddressChange`.
   */
  request: string
  /** Canonical form of the address that gets the code: the person's, or their coordinator's. */
  address: string
  /** The same without dots and tag: what emails are counted by. */
  mailbox: string
  /** Seats that it holds until it ends. They count in `training.seats_taken`. */
  held_seats: number
  lang: Language
  /** A keyed hash; null if no code was created for the last mail. */
  code_hash: string | null
  code_expires_at: string | null
  /** How many digits the code has; null without one. */
  code_digits: number | null
  /** Wrong codes since the last code was requested. */
  tries: number
  /** JSON array of the instants at which codes were requested. */
  asked_at: string
  ends_at: string
  /** The latest instant until which a request that replaces this one can wait for its code. */
  latest_end: string
  verified_at: string | null
  /** JSON of the response at verification, for the same code sent twice. */
  answer: string | null
  created_at: string
}
