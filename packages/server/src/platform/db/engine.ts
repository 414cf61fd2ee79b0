import type { Kysely, Transaction } from 'kysely'
import type { ConnectionUse } from './connection-queue.ts'
import type { Tables } from './schema.ts'

export type Tx = Transaction<Tables>

/** An open engine, before the parts that both engines share. */
export interface Engine {
  name: 'sqlite' | 'postgres'
  /** For reading outside transactions. */
  reader: Kysely<Tables>
  /** For transactions only. */
  writer: Kysely<Tables>
  /** Runs `work` in a transaction that does not wait for the disk. */
  unsynced: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Like a transaction, for the heartbeat, which must not wait for others of this process. */
  probe: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** For migrations only: they have no time limit. */
  migrator: Kysely<Tables>
  /** How this process uses its connections; absent with SQLite, which has none. */
  connections?: () => ConnectionUse
  /** The engine and its version, for the start log. */
  version: string
  /** The database's own clock. */
  clock: () => Promise<Date>
  /**
   * Overwrites what is left of erased rows in SQLite's file, and empties its write-ahead log.
   * Returns false if a reader still uses the log. PostgreSQL frees rows by itself.
   */
  wipe: () => Promise<boolean>
  close: () => Promise<void>
}
