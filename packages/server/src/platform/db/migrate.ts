import { setTimeout as delay } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { StartError } from '../config.ts'
import type { Engine, Tx } from './engine.ts'
import { classify, isDamaged } from './failures.ts'
import type { Migration } from './migration.ts'
import { migrations } from './migrations/index.ts'
import type { Tables } from './schema.ts'

// Any constant works, as long as nothing else in the same database uses it.
export const advisoryLock = 7_211_418_026
const pauseMs = 50
const lockPatienceMs = 500

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
  if (rows[0]?.has !== true) {
    wait()
    await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLock)})`.execute(tx)
  }
  // Who registers waits behind a table that this waits for. It gives up sooner, and tries again.
  await sql`set local lock_timeout = ${sql.lit(lockPatienceMs)}`.execute(tx)
}

async function lacksNone(engine: Engine, upTo?: string): Promise<boolean> {
  return (await hasTable(engine)) && (await findMissing(engine.reader, upTo)).missing.length === 0
}

async function hasTable({ name, reader }: Pick<Engine, 'name' | 'reader'>): Promise<boolean> {
  const table =
    name === 'sqlite'
      ? sql`select 1 from sqlite_schema where type = 'table' and name = 'migration'`
      : sql`select 1 where to_regclass('migration') is not null`
  return (await table.execute(reader)).rows.length > 0
}

/** The migrations that a database lacks. */
export interface MissingMigrations {
  names: string[]
  isEmpty: boolean
  /** Whether a program that knows the others runs on while these are applied, and on what they leave. */
  canRunOn: boolean
}

/**
 * Returns the migrations that an opened database lacks, and changes nothing. One that is empty lacks all.
 * @throws {StartError} when it has some that this program does not know
 */
export async function listMissing(engine: Pick<Engine, 'name' | 'reader'>): Promise<MissingMigrations> {
  if (!(await hasTable(engine))) return { names: Object.keys(migrations), isEmpty: true, canRunOn: true }
  const { missing, applied } = await findMissing(engine.reader)
  const canRunOn = missing.every(([, { runsFrom }]) => runsFrom !== undefined && applied.has(runsFrom))
  return { names: missing.map(([name]) => name), isEmpty: false, canRunOn }
}

interface Applied {
  name: string
  /** Absent before there was the column. */
  runs_from?: string | null
}

async function findMissing(db: Kysely<Tables>, upTo?: string) {
  const { rows } = await sql<Applied>`select * from migration`.execute(db)
  const isKnown = (name: string) => Object.hasOwn(migrations, name)
  const unknown = rows.filter(({ name, runs_from: from }) => !isKnown(name) && !(from && isKnown(from)))
  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => name).join(', ')
    throw new StartError(
      `A newer version of this program created the database (it has ${names}). Use that version, or restore an older backup.`,
    )
  }
  const applied = new Set(rows.map(({ name }) => name))
  const all: [string, Migration][] = Object.entries(migrations)
  const wanted = all.filter(([name]) => upTo === undefined || name <= upTo)
  return { applied, missing: wanted.filter(([name]) => !applied.has(name)) }
}

async function applyMissing(tx: Tx, upTo?: string): Promise<string[]> {
  await sql`create table if not exists migration (name text primary key, applied_at text not null)`.execute(tx)
  const { missing } = await findMissing(tx, upTo)
  for (const [name, { up, runsFrom }] of missing) {
    await up(tx)
    const values = sql`${name}, ${new Date().toISOString()}`
    // The first one that has it adds the column.
    if (runsFrom)
      await sql`insert into migration (name, applied_at, runs_from) values (${values}, ${runsFrom})`.execute(tx)
    else await sql`insert into migration (name, applied_at) values (${values})`.execute(tx)
  }
  return missing.map(([name]) => name)
}
