import type { Language } from '@training-signup/contract'

/**
 * A sign-up that waits for its code. It is a request and no registration yet: the right code, or an organizer who vouches
 * for it, has it admitted like any other sign-up.
 */
export interface VerificationTable {
  id: string
  training_id: string
  /** What the sign-up was answered with, and what its registration or group is called once it is admitted. */
  reference: string
  /** JSON of a `StoredRequest`; `{}` once it is admitted. */
  request: string
  /** Canonical form of the address that the code goes to: the person's, or their coordinator's. */
  address: string
  /** How many seats it keeps free until it ends; they count in `training.seats_taken`. */
  held_seats: number
  lang: Language
  /** A keyed hash; null while no code was made for the last email. */
  code_hash: string | null
  code_expires_at: string | null
  /** Wrong codes since one was last asked for. */
  tries: number
  /** JSON array of the instants at which codes were asked for. */
  asked_at: string
  ends_at: string
  /** Until when at most a request that replaces this one can wait for its code. */
  latest_end: string
  verified_at: string | null
  /** JSON of what was answered when it was verified, for the same code sent twice. */
  answer: string | null
  created_at: string
}
