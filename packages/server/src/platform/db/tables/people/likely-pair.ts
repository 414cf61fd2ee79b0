/**
 * What registrations of a training can have in common: a keyed hash of the name, the phone, or the
 * mailbox. Written after the sign-up, so that no sign-up waits for it.
 */
export interface LikenessTable {
  training_id: string
  hash: string
  registration_id: string
}

/** Two registrations of a training, or one and a later sign-up, that may be of the same person. */
export interface LikelyPairTable {
  id: string
  training_id: string
  /** The earlier one. */
  registration_id: string
  /** null if the later one is in `duplicate`. */
  other_id: string | null
  /** The latest; it goes with its registration. */
  duplicate_id: string | null
  /** When an organizer said that they are two people, or that nothing is to do. */
  told_apart_at: string | null
  created_at: string
}

/** One row: the latest registration and the latest duplicate that were compared with the others. */
export interface ComparedTable {
  id: number
  registration_id: string
  duplicate_id: string
}
