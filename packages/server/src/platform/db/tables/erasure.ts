/**
 * One row: whether SQLite's file must be wiped, because it can still hold parts of erased rows.
 */
export interface ErasureTable {
  id: number
  /** The first erasure that is not followed by a wipe yet. */
  erased_at: string | null
  /** Until then, a process is wiping the file. If it has passed, that process has failed. */
  leased_until: string | null
}
