import { accessSync, constants, existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { type Config, StartError } from '../../platform/config.ts'
import { openEngine } from '../../platform/db/database.ts'
import type { Engine } from '../../platform/db/engine.ts'
import { listMissing } from '../../platform/db/migrate.ts'
import { checkQueues } from './check-queues.ts'
import type { Diagnosis } from './diagnosis.ts'

const mostSecondsOff = 5
const leastFree = 256 * 1024 * 1024
const leastShare = 0.1

/** Checks the database without changing it. */
export async function checkDatabase(
  { databaseUrl, mail }: Pick<Config, 'databaseUrl' | 'mail'>,
  now: () => Date,
): Promise<Diagnosis[]> {
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : undefined
  const disk = file === undefined ? [] : [await checkDisk(dirname(file))]
  const about = 'database'
  if (file !== undefined && !existsSync(file))
    return [...disk, { about, state: 'fails', text: 'there is none at DATABASE_URL yet. The first start makes it' }]
  let engine: Engine
  try {
    engine = await openEngine(databaseUrl)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    return [...disk, { about, state: 'fails', text: error.message }]
  }
  try {
    const found: Diagnosis[] = [{ about, state: 'fine', text: engine.version }]
    const more =
      engine.name === 'postgres' ? [await checkDurability(engine), await checkDatabaseClock(engine, now)] : []
    const migrations = await checkMigrations(engine)
    // Another version's tables may be others.
    const queues = migrations.state === 'fine' ? [await checkQueues(engine, { mail, now })] : []
    return [...disk, ...found, migrations, ...queues, ...more]
  } finally {
    await engine.close()
  }
}

async function checkDisk(folder: string): Promise<Diagnosis> {
  const about = 'disk'
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, blocks, bsize } = await statfs(folder)
    const percent = Math.floor((bavail / blocks) * 100)
    const isLow = bavail * bsize < leastFree || bavail / blocks < leastShare
    const text = `${percent}% free where the database is`
    return isLow
      ? { about, state: 'fails', text: `${text}. Make room: a full disk stops registrations` }
      : { about, state: 'fine', text }
  } catch {
    return {
      about,
      state: 'fails',
      text: 'can’t write to the folder in DATABASE_URL. Make it, and let this user write to it',
    }
  }
}

async function checkMigrations(engine: Engine): Promise<Diagnosis> {
  const about = 'migrations'
  try {
    const { names, isEmpty } = await listMissing(engine)
    if (isEmpty) return { about, state: 'fails', text: 'the database has no tables of ours. Run: migrate' }
    if (names.length === 0) return { about, state: 'fine', text: 'the database is up to date' }
    return { about, state: 'fails', text: `the database lacks ${names.length}. Back it up, and run: migrate` }
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    return { about, state: 'fails', text: error.message }
  }
}

/** What a commit needs for its 201 to hold after a power cut. */
const durable = ['fsync', 'synchronous_commit', 'full_page_writes'] as const

async function checkDurability({ reader }: Engine): Promise<Diagnosis> {
  const about = 'durability'
  const { rows } = await sql<Record<(typeof durable)[number], string>>`select ${sql.join(
    durable.map((name) => sql`current_setting(${name}) as ${sql.ref(name)}`),
  )}`.execute(reader)
  const off = durable.filter((name) => rows[0]?.[name] === 'off')
  if (off.length === 0) return { about, state: 'fine', text: 'PostgreSQL keeps what it has committed' }
  return {
    about,
    state: 'fails',
    text: `PostgreSQL has ${off.join(', ')} off: a power cut loses registrations. Turn them on`,
  }
}

async function checkDatabaseClock(engine: Engine, now: () => Date): Promise<Diagnosis> {
  const about = 'database clock'
  const seconds = Math.round(Math.abs((await engine.clock()).getTime() - now().getTime()) / 1_000)
  if (seconds <= mostSecondsOff) return { about, state: 'fine', text: 'as this machine’s' }
  return { about, state: 'fails', text: `${seconds} seconds from this machine’s. Have both follow a time server` }
}
