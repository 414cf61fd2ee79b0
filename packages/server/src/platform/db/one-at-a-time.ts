import { sql } from 'kysely'
import type { System } from '../system.ts'
import type { Tx } from './database.ts'

/** What is added after a look at what is there. The numbers are no one else's. */
const locks = { webhook: 7_211_418_027, 'message-template': 7_211_418_028, 'credit-profile': 7_211_418_029 } as const

/** Waits until no other transaction adds one of these, and keeps others waiting. SQLite has one writer anyway. */
export async function oneAtATime({ db }: Pick<System, 'db'>, tx: Tx, what: keyof typeof locks): Promise<void> {
  if (db.name === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(locks[what])})`.execute(tx)
}
