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
/** Who has the lock does nothing else while an index is built. */
const longestBuildMs = 60 * 60_000

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
 * find nothing to do. A database that lacks none is left alone, whatever locks it. Those during which
 * others run on let go of what they lock after each one.
 * @returns the names of the applied migrations
 * @throws {StartError} when the database has migrations that this program does not know
 */
export async function migrate(engine: Engine, options: MigrateOptions = {}): Promise<string[]> {
  const { upTo, onWait, pause = () => delay(pauseMs) } = options
  const done: string[] = []
  let isWaiting = false
  const wait = () => {
    if (!isWaiting) onWait?.()
    isWaiting = true
  }
  for (;;) {
    try {
      if (await lacksNone(engine, upTo)) return done
      done.push(...(await engine.migrator.transaction().execute((tx) => applyNext(engine, tx, upTo))))
    } catch (error) {
      if (error instanceof StartError) throw error
      // Both engines let go of the lock of a process that ended, so this one is of a living process.
      if (!(error instanceof IsTaken) && classify(error) !== 'retry') throw failed(error)
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

/** Another process is at it. */
class IsTaken extends Error {}

/** No process may wait inside of the database: who builds an index waits for all that goes on there. */
async function lockPostgres(tx: Tx): Promise<void> {
  const { rows } = await sql<{
    has: boolean
  }>`select pg_try_advisory_xact_lock(${sql.lit(advisoryLock)}) as has`.execute(tx)
  if (rows[0]?.has !== true) throw new IsTaken()
  // Who registers waits behind a table that this waits for. It gives up sooner, and tries again.
  await sql`set local lock_timeout = ${sql.lit(lockPatienceMs)}`.execute(tx)
  await sql`set local idle_in_transaction_session_timeout = ${sql.lit(longestBuildMs)}`.execute(tx)
}

/** Builds indexes while others write, over a connection next to the one that has the lock. */
async function buildIndexes({ migrator }: Engine, { indexes = {} }: Migration): Promise<void> {
  for (const [name, on] of Object.entries(indexes)) {
    const { rows } =
      await sql`select 1 from pg_index where indexrelid = to_regclass(${name}) and not indisvalid`.execute(migrator)
    // It was cut off: it is there, and no one may use it.
    if (rows.length > 0) await sql.raw(`drop index concurrently ${name}`).execute(migrator)
    await sql.raw(`create index concurrently if not exists ${name} on ${on}`).execute(migrator)
  }
}

/** Changes the tables as a migration says. */
export async function carryOut(db: Kysely<Tables>, { up, indexes = {} }: Migration) {
  await up?.(db)
  for (const [name, on] of Object.entries(indexes))
    await sql.raw(`create index if not exists ${name} on ${on}`).execute(db)
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
  return { names: missing.map(([name]) => name), isEmpty: false, canRunOn: canRunOn(missing, applied) }
}

const canRunOn = (missing: [string, Migration][], applied: ReadonlySet<string>) =>
  missing.every(([, { runsFrom }]) => runsFrom !== undefined && applied.has(runsFrom))

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

/** Applies what is missing, or only the first of it where others run on. */
async function applyNext(engine: Engine, tx: Tx, upTo?: string): Promise<string[]> {
  if (engine.name === 'postgres') await lockPostgres(tx)
  await sql`create table if not exists migration (name text primary key, applied_at text not null)`.execute(tx)
  const { missing, applied } = await findMissing(tx, upTo)
  const isInSteps = canRunOn(missing, applied)
  const next = isInSteps ? missing.slice(0, 1) : missing
  for (const [name, migration] of next) {
    const { runsFrom } = migration
    if (isInSteps && engine.name === 'postgres') await buildIndexes(engine, migration)
    await carryOut(tx, migration)
    const values = sql`${name}, ${new Date().toISOString()}`
    // The first one that has it adds the column.
    if (runsFrom)
      await sql`insert into migration (name, applied_at, runs_from) values (${values}, ${runsFrom})`.execute(tx)
    else await sql`insert into migration (name, applied_at) values (${values})`.execute(tx)
  }
  return next.map(([name]) => name)
}
