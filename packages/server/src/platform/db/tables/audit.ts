import type { Generated } from 'kysely'

/** What organizers viewed, exported, changed, and deleted. Holds no personal value. */
export interface AuditTable {
  id: string
  at: string
  /** The account, the API key, or `operator`. */
  caller_id: string
  caller_kind: 'operator' | 'person' | 'key'
  action: 'viewed' | 'exported' | 'changed' | 'deleted'
  /** The method and the pattern of the address, like `POST /admin/registrations/:id/approve`. */
  route: string
  object_kind: string | null
  /** Its id, slug, or reference. */
  object_id: string | null
  /** JSON of the query: values where they name no one, else `true`. */
  filters: string
  is_refused: 0 | 1
  /**
   * Its position in the chain, and the hash of this row and the one before; null until it is
   * sealed.
   */
  sequence: number | null
  hash: string | null
}

/** One row: the end of the chain. */
export interface AuditSealTable {
  id: number
  sequence: number
  hash: string
  /** The last entry that was archived, and its hash: the chain begins after it. 0 and empty where none was. */
  archived_sequence: Generated<number>
  archived_hash: Generated<string>
}

/** How often someone was refused the same in one hour, after the first time, which has an entry. */
export interface AuditRefusalTable {
  caller_kind: AuditTable['caller_kind']
  caller_id: string
  route: string
  /** The beginning of an instant, like `2027-01-10T12`. */
  hour: string
  repeats: number
}
