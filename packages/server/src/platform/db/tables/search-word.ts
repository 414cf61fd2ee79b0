/**
 * The words of `registration.words`, except the one that `registration.family_folded` begins with,
 * which has an index of its own. The ledger writes both together.
 */
export interface SearchWordTable {
  word: string
  registration_id: string
}
