/**
 * Keyed hashes of who was erased, for the time after a backup is restored. With SQLite they wait
 * here only until they are in the file next to the database.
 */
export interface ErasedTable {
  hash: string
  at: string
}

/** One row, once a backup was restored. */
export interface RestorationTable {
  id: number
  restored_at: string
  /** null: emails and webhooks wait for the operator. */
  released_at: string | null
}

/** Emails that the database before a restore had sent after the backup, until they are released. */
export interface LeftMailTable {
  /** The id that the email had in the outbox. */
  id: string
  kind: string
  /** The id of what it was about: a registration, a group, or a training. */
  subject: string
}
