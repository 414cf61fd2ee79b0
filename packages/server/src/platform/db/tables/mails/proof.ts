import type { Language } from '@training-signup/contract'

/**
 * An address that is proven with a code, whatever it is proven for. The rest is in the table of its
 * subject, under the same id, and goes with it.
 */
export interface ProofTable {
  id: string
  subject: 'sign-up' | 'address-change' | 'alert' | 'sign-in'
  /** null for signing in, which is about no training. */
  training_id: string | null
  /** The registration that gets another address. */
  registration_id: string | null
  /** The group whose coordinator gets another address. */
  group_id: string | null
  /**
   * The address that gets the code, as it was typed. Empty for signing in: anyone can type any
   * there, so only the id has it, as a keyed hash.
   */
  email: string
  /** Canonical form of the address. */
  address: string
  /** The same without dots and tag: what emails are counted by. */
  mailbox: string
  lang: Language
  /** A keyed hash; null if no code was created for the last mail, or once it is of no use. */
  code_hash: string | null
  code_expires_at: string | null
  /** How many digits the code has; null without one. */
  code_digits: number | null
  /** Wrong codes since the last code was requested. */
  tries: number
  /** JSON array of the instants at which codes were requested. */
  asked_at: string
  /** When it is over, unless the address is proven by then. */
  ends_at: string
  /** When the owner of the address proved it. Nothing is sent there before, apart from the code. */
  verified_at: string | null
  created_at: string
}

/**
 * A sign-up whose address waits for its code, which is not a registration yet. The right code, or
 * an organizer who confirms it, turns it into registrations like any other.
 */
export interface PendingSignUpTable {
  id: string
  training_id: string
  /** The reference in the response, and later of the registration or group. */
  reference: string
  /** JSON of a `CheckedSignUp`; `{}` once it is completed. */
  request: string
  /** Seats that it holds until it ends. They count in `training.seats_taken`. */
  held_seats: number
  /** The latest instant until which a sign-up that replaces this one can wait for its code. */
  latest_end: string
  /** JSON of the response at verification, for the same code sent twice. */
  answer: string | null
}

/** A new address of a registration or a coordinator. */
export interface AddressChangeTable {
  id: string
  /** The address before. */
  former_email: string
}
