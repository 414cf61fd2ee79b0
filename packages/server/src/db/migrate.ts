import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { StartError } from '../config.ts'
import type { Engine, Tx } from './database.ts'
import { classify, isDamaged } from './failures.ts'
import { migrations } from './migrations/index.ts'

// Any constant works, as long as nothing else in the same database uses it.
const advisoryLock = 7_211_418_026
const tries = 200
const pauseMs = 50

/**
 * Applies missing migrations, one process at a time: the others wait and then find nothing to do.
 * @param options.upTo - The last migration to apply, for a database as an earlier version left it
 * @returns the names of the applied migrations
 * @throws {StartError} when the database has migrations that this program does not know
 */
export async function migrate(engine: Engine, options: { upTo?: keyof typeof migrations } = {}): Promise<string[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await engine.migrator.transaction().execute(async (tx) => {
        if (engine.name === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLock)})`.execute(tx)
        return applyMissing(tx, options.upTo)
      })
    } catch (error) {
      if (error instanceof StartError) throw error
      if (classify(error) !== 'retry' || attempt === tries) {
        const advice = isDamaged(error) ? ' The file is damaged: restore a backup (cli restore FILE).' : ''
        throw new StartError(
          `Couldn’t update the database: ${error instanceof Error ? error.message : String(error)}.${advice}`,
        )
      }
      await delay(pauseMs)
    }
  }
}

async function applyMissing(tx: Tx, upTo?: string): Promise<string[]> {
  await sql`create table if not exists migration (name text primary key, applied_at text not null)`.execute(tx)
  const { rows } = await sql<{ name: string }>`select name from migration`.execute(tx)
  const applied = new Set(rows.map((row) => row.name))
  const unknown = [...applied].filter((name) => !(name in migrations))
  if (unknown.length > 0) {
    throw new StartError(
      `A newer version of this program created the database (it has ${unknown.join(', ')}). Use that version, or restore an older backup.`,
    )
  }
  const wanted = Object.entries(migrations).filter(([name]) => upTo === undefined || name <= upTo)
  const missing = wanted.filter(([name]) => !applied.has(name))
  for (const [name, migration] of missing) {
    await migration.up(tx)
    await sql`insert into migration (name, applied_at) values (${name}, ${new Date().toISOString()})`.execute(tx)
  }
  return missing.map(([name]) => name)
}
