import type { Kysely } from 'kysely'

export interface Migration {
  /** Without, it only adds `indexes`. */
  // The tables are those of its time.
  // oxlint-disable-next-line typescript/no-explicit-any
  up?: (db: Kysely<any>) => Promise<void>
  /**
   * The earliest migration that a program has to know to run on what this one leaves. Without, it has
   * to know this one.
   */
  runsFrom?: string
  /**
   * What it indexes of tables that can be large: each index's name, and what it is on. PostgreSQL
   * builds it first, while others write.
   */
  indexes?: Readonly<Record<string, string>>
}
