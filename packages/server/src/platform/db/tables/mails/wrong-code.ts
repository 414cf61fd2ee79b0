import type { Generated } from 'kysely'

/** Wrong codes per training, mail domain, and day: what the budget of guesses is counted by. */
export interface WrongCodeTable {
  training_id: string
  /** The domain of the address that the code went to. */
  domain: string
  /** In UTC, like `2027-03-06`. */
  day: string
  count: number
  /** Those of `count` that were guesses at a code of 6 digits. */
  short_count: Generated<number>
}
