import type { Kysely } from 'kysely'

export interface Migration {
  // The tables are those of its time.
  // oxlint-disable-next-line typescript/no-explicit-any
  up: (db: Kysely<any>) => Promise<void>
  /**
   * The earliest migration that a program has to know to run on what this one leaves. Without, it has
   * to know this one.
   */
  runsFrom?: string
}
