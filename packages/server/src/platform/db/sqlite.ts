import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Kysely, sql } from 'kysely'
import { StartError } from '../config.ts'
import type { Engine } from './engine.ts'
import { classify, isDamaged } from './failures.ts'
import { NodeSqliteDialect } from './node-sqlite-dialect.ts'
import type { Tables } from './schema.ts'

const openingPatienceMs = 5000
const openingPauseMs = 20
/**
 * Short, because a synchronous connection that waits blocks every request. `transact` waits without
 * blocking.
 */
const writerPatienceMs = 20
/**
 * Pages in the log at which a commit copies them into the file: 16 MB. That commit makes visitors
 * wait, so it comes four times less often than by default.
 */
const checkpointPages = 4_000

/**
 * Opens the file with handles for writing, for reading, and for probing.
 * @throws {StartError} when the file cannot be opened or written, or SQLite lacks what durability
 * needs
 */
export async function openSqlite(file: string): Promise<Engine> {
  const { writer, reader, prober } = await openHandles(file)
  const version = String(writer.prepare('select sqlite_version() as version').get()?.['version'])
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(writer) })
  const probing = new Kysely<Tables>({ dialect: new NodeSqliteDialect(prober) })
  return {
    name: 'sqlite',
    version: `SQLite ${version}`,
    writer: db,
    migrator: db,
    reader: new Kysely<Tables>({ dialect: new NodeSqliteDialect(reader) }),
    unsynced: (work) =>
      db.connection().execute(async (own) => {
        await sql`pragma synchronous = normal`.execute(own)
        try {
          return await own.transaction().execute(work)
        } finally {
          await sql`pragma synchronous = full`.execute(own)
        }
      }),
    probe: (work) => probing.transaction().execute(work),
    // The database is on this machine, so there is no other clock.
    clock: async () => new Date(),
    wipe: () => wipe(file),
    async close() {
      prober.close()
      reader.close()
      writer.close()
    },
  }
}

/** What the process that wipes exits with when others keep the log. */
const isInUse = 3

async function wipe(file: string): Promise<boolean> {
  const program = fileURLToPath(new URL('./wipe-gaps.ts', import.meta.url))
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'ignore', 'inherit'] })
  const end = () => child.kill()
  process.once('exit', end)
  const [code] = await once(child, 'exit')
  process.off('exit', end)
  if (code !== 0 && code !== isInUse) throw new Error(`the file was not wiped: ${code}`)
  return code === 0
}

/**
 * Opens the handles, and tries again while another process is setting up the same new file: SQLite
 * does not wait for the lock that switching to a write-ahead log needs.
 */
async function openHandles(file: string) {
  // Long sorts leave the memory, and belong on the same disk.
  process.env['SQLITE_TMPDIR'] ??= path.dirname(path.resolve(file))
  const began = performance.now()
  for (;;) {
    try {
      return await openInPlace(file)
    } catch (error) {
      if (error instanceof StartError) throw error
      if (classify(error) === 'retry' && performance.now() - began < openingPatienceMs) {
        await delay(openingPauseMs)
        continue
      }
      const reason = error instanceof Error ? error.message : String(error)
      const advice = isDamaged(error)
        ? `If it was one, restore a backup (cli restore FILE); if not, check DATABASE_URL.`
        : 'Check DATABASE_URL and the folder’s permissions.'
      throw new StartError(`Can’t open the database file ${file} for writing: ${reason}. ${advice}`)
    }
  }
}

/**
 * Opens the handles. While they waited for a lock, a restored backup may have taken the file's name:
 * then they would be of the one before.
 */
async function openInPlace(file: string): Promise<ReturnType<typeof open>> {
  for (;;) {
    const before = statSync(file, { throwIfNoEntry: false })?.ino
    const handles = open(file)
    if (before === undefined || statSync(file, { throwIfNoEntry: false })?.ino === before) return handles
    for (const handle of Object.values(handles)) handle.close()
    await delay(openingPauseMs)
  }
}

function open(file: string) {
  let writer: DatabaseSync | undefined
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    // Created before SQLite opens it, so that no other user can ever read it. Its WAL inherits the
    // mode.
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
    writer = new DatabaseSync(file, { timeout: openingPatienceMs })
    prepareWriter(writer)
    const reader = new DatabaseSync(file, { readOnly: true, timeout: openingPatienceMs })
    const prober = new DatabaseSync(file, { timeout: writerPatienceMs })
    prober.exec(`pragma synchronous = full; pragma wal_autocheckpoint = ${checkpointPages}`)
    return { writer, reader, prober }
  } catch (error) {
    writer?.close()
    throw error
  }
}

function prepareWriter(writer: DatabaseSync) {
  writer.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on',
  )
  writer.exec(`pragma wal_autocheckpoint = ${checkpointPages}`)
  const read = (pragma: string) => Object.values(writer.prepare(`pragma ${pragma}`).get() ?? {})[0]
  const expected = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, secure_delete: 1 }
  for (const [pragma, value] of Object.entries(expected)) {
    if (read(pragma) !== value)
      throw new StartError(
        `SQLite didn’t accept ${pragma} = ${value}, which keeps registrations safe. Put the database file on a local disk.`,
      )
  }
  const version = String(writer.prepare('select sqlite_version() as version').get()?.['version'])
  if (!isSafeForWal(version))
    throw new StartError(
      `SQLite ${version} can corrupt a database when two processes write to it. Use Node 24.15 or newer.`,
    )
  writer.exec(`pragma busy_timeout = ${writerPatienceMs}`)
}

/** The WAL-reset bug was fixed in 3.51.3, and in 3.50.7 and 3.44.6 of those branches. */
export function isSafeForWal(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  if (major !== 3) return major > 3
  if (minor === 50) return patch >= 7
  if (minor === 44) return patch >= 6
  return minor > 51 || (minor === 51 && patch >= 3)
}
