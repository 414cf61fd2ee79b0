import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Config, StartError } from '../platform/config.ts'
import { journalFile } from '../platform/ops/erasure-journal.ts'

const patienceMs = 10_000

/** Returns the path of the SQLite file. */
export const fileOf = ({ databaseUrl }: Pick<Config, 'databaseUrl'>): string => databaseUrl.slice('sqlite:'.length)

/**
 * Refuses to begin an empty SQLite database where the command is about one that is there.
 * @throws {StartError} in one sentence
 */
export function refuseNone(config: Pick<Config, 'databaseUrl'>): void {
  if (config.databaseUrl.startsWith('sqlite:') && !existsSync(fileOf(config)))
    throw new StartError(`There is no database at ${fileOf(config)}. Check DATABASE_URL.`)
}

/**
 * Writes a copy of the database as it stands, with its secret, while servers go on writing. The
 * file gets its name once it is whole.
 * @returns what to print
 * @throws {StartError} in one sentence
 */
export function backUp(config: Config, file: string): string {
  if (!config.databaseUrl.startsWith('sqlite:'))
    throw new StartError(
      'With PostgreSQL, use pg_dump, and keep AUTH_SECRET with it: pg_dump --format=custom --file=FILE "$DATABASE_URL".',
    )
  const source = fileOf(config)
  refuseNone(config)
  const taken = ['', '.secret', '.erased'].map((end) => file + end).find((name) => existsSync(name))
  if (taken) throw new StartError(`${taken} is there already. Name a new file.`)
  const part = `${file}.part`
  rmSync(part, { force: true })
  try {
    // Created before SQLite opens it, so that no other user can ever read it.
    closeSync(openSync(part, 'w', 0o600))
    copyInto(source, part)
    const registrations = check(part)
    sync(part)
    for (const [from, to] of [
      [`${source}.secret`, `${file}.secret`],
      [journalFile(config.databaseUrl), `${file}.erased`],
    ] as const)
      if (existsSync(from)) copyPrivately(from, to)
    renameSync(part, file)
    sync(path.dirname(path.resolve(file)))
    const megabytes = (statSync(file).size / 2 ** 20).toFixed(1)
    const secret = existsSync(`${file}.secret`) ? `, with its secret in ${file}.secret` : '. Keep AUTH_SECRET with it'
    return `Backed up and checked: ${file} (registrations: ${registrations}, ${megabytes} MB)${secret}.`
  } catch (error) {
    rmSync(part, { force: true })
    throw error instanceof StartError ? error : new StartError(`Couldn’t write ${file}: ${(error as Error).message}.`)
  }
}

function copyInto(source: string, part: string): void {
  // One read from one snapshot: nothing that is written in the meantime makes it begin again.
  const db = new DatabaseSync(source, { readOnly: true, timeout: patienceMs })
  try {
    db.prepare('vacuum into ?').run(part)
  } finally {
    db.close()
  }
}

/**
 * Reads the whole file and compares it with its indexes.
 * @returns how many registrations it has
 * @throws {StartError} if it is damaged, or is of another program
 */
export function check(file: string): number {
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(file, { readOnly: true })
    const [found] = Object.values(db.prepare('pragma integrity_check(1)').get() ?? {})
    if (found !== 'ok') throw new Error(String(found))
    return Number(db.prepare('select count(*) as count from registration').get()?.['count'])
  } catch (error) {
    throw new StartError(`${file} is damaged, or no database of this program: ${(error as Error).message}.`)
  } finally {
    db?.close()
  }
}

/** Copies a file so that only this user can ever read it. */
export function copyPrivately(from: string, to: string): void {
  rmSync(to, { force: true })
  closeSync(openSync(to, 'wx', 0o600))
  copyFileSync(from, to)
  chmodSync(to, 0o600)
  sync(to)
}

/** Waits until a file or a folder is on the disk. */
export function sync(name: string): void {
  const opened = openSync(name, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
