import { setTimeout as delay } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { StartError } from '../config.ts'
import type { Engine, Tx } from './engine.ts'
import { classify, isDamaged } from './failures.ts'
import { migrations } from './migrations/index.ts'
import type { Tables } from './schema.ts'

// Any constant works, as long as nothing else in the same database uses it.
export const advisoryLock = 7_211_418_026
const pauseMs = 50

export interface MigrateOptions {
  /** The last migration to apply, for a database as an earlier version left it. */
  upTo?: keyof typeof migrations
  /** Called once if another process is at it, or writes for long. */
  onWait?: () => void
  /** Waits between two tries. */
  pause?: () => Promise<unknown>
}

/**
 * Applies missing migrations, one process at a time: the others wait as long as it takes, and then
 * find nothing to do. A database that lacks none is left alone, whatever locks it.
 * @returns the names of the applied migrations
 * @throws {StartError} when the database has migrations that this program does not know
 */
export async function migrate(engine: Engine, options: MigrateOptions = {}): Promise<string[]> {
  const { upTo, onWait, pause = () => delay(pauseMs) } = options
  let isWaiting = false
  const wait = () => {
    if (!isWaiting) onWait?.()
    isWaiting = true
  }
  for (;;) {
    try {
      if (await lacksNone(engine, upTo)) return []
      return await engine.migrator.transaction().execute(async (tx) => {
        if (engine.name === 'postgres') await lockPostgres(tx, wait)
        return applyMissing(tx, upTo)
      })
    } catch (error) {
      if (error instanceof StartError) throw error
      // SQLite lets go of the lock of a process that ended, so this one is of a living process.
      if (classify(error) !== 'retry') throw failed(error)
      wait()
      await pause()
    }
  }
}

function failed(error: unknown): StartError {
  const advice = isDamaged(error) ? ' The file is damaged: restore a backup (cli restore FILE).' : ''
  return new StartError(
    `Couldn’t update the database: ${error instanceof Error ? error.message : String(error)}.${advice}`,
  )
}

async function lockPostgres(tx: Tx, wait: () => void): Promise<void> {
  const { rows } = await sql<{
    has: boolean
  }>`select pg_try_advisory_xact_lock(${sql.lit(advisoryLock)}) as has`.execute(tx)
  if (rows[0]?.has === true) return
  wait()
  await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLock)})`.execute(tx)
}

async function lacksNone({ name, reader }: Engine, upTo?: string): Promise<boolean> {
  const table =
    name === 'sqlite'
      ? sql`select 1 from sqlite_schema where type = 'table' and name = 'migration'`
      : sql`select 1 where to_regclass('migration') is not null`
  if ((await table.execute(reader)).rows.length === 0) return false
  return (await findMissing(reader, upTo)).length === 0
}

/**
 * Returns the migrations that an opened database lacks, and changes nothing.
 * @throws {StartError} when it has some that this program does not know
 */
export async function listMissing({ reader }: Pick<Engine, 'reader'>): Promise<string[]> {
  return (await findMissing(reader)).map(([name]) => name)
}

async function findMissing(db: Kysely<Tables>, upTo?: string) {
  const { rows } = await sql<{ name: string }>`select name from migration`.execute(db)
  const applied = new Set(rows.map((row) => row.name))
  const unknown = [...applied].filter((name) => !(name in migrations))
  if (unknown.length > 0) {
    throw new StartError(
      `A newer version of this program created the database (it has ${unknown.join(', ')}). Use that version, or restore an older backup.`,
    )
  }
  const wanted = Object.entries(migrations).filter(([name]) => upTo === undefined || name <= upTo)
  return wanted.filter(([name]) => !applied.has(name))
}

async function applyMissing(tx: Tx, upTo?: string): Promise<string[]> {
  await sql`create table if not exists migration (name text primary key, applied_at text not null)`.execute(tx)
  const missing = await findMissing(tx, upTo)
  for (const [name, migration] of missing) {
    await migration.up(tx)
    await sql`insert into migration (name, applied_at) values (${name}, ${new Date().toISOString()})`.execute(tx)
  }
  return missing.map(([name]) => name)
}
