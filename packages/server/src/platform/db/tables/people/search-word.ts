/**
 * The words of `registration.words`, except the one that `registration.family_folded` begins with,
 * which has an index of its own. The ledger writes both together.
 */
export interface SearchWordTable {
  word: string
  registration_id: string
}

/** How people are found, in its one row. */
export interface SearchStateTable {
  id: number
  /** The version of everyone's words; see `wordsVersion`. */
  words: number
  /** While they are brought to the next version: the last registration that has its words; else ''. */
  after_id: string
}
