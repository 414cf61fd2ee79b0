import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { StartError } from '../config.ts'
import type { Database } from '../db/database.ts'
import { type ChainLink, type Entry, isNext, pageAfter, readStart } from './seal.ts'

export interface ArchiveOrder {
  file: string
  /** A day like 2027-03-06, in UTC. */
  before: string
}

/**
 * Moves the entries before a day to a file, as lines of JSON, and has the chain go on without them. The file is on
 * the disk before the first of them leaves the database: a cut in between leaves some in both.
 * @returns the last of them, and how many there are
 * @throws {StartError} in one sentence
 */
export async function archiveAudit(
  db: Database,
  { file, before }: ArchiveOrder,
): Promise<ChainLink & { count: number }> {
  if (existsSync(file)) throw new StartError(`${file} is there already. Name a new file.`)
  const part = `${file}.part`
  rmSync(part, { force: true })
  try {
    const start = await readStart(db.reader)
    const end = await writeEntries(db, { file: part, before }, start)
    if (end.sequence === start.sequence) throw new StartError(`The audit log has no entry before ${before}.`)
    renameSync(part, file)
    sync(path.dirname(path.resolve(file)))
    await removeEntries(db, start, end)
    return { sequence: end.sequence, hash: end.hash, count: end.sequence - start.sequence }
  } catch (error) {
    rmSync(part, { force: true })
    throw error instanceof StartError ? error : new StartError(`Couldn’t archive it: ${(error as Error).message}.`)
  }
}

/** Says where the chain, or the one in a file, is broken. */
export const brokenChain = (sequence: number, whose = 'The audit log'): StartError =>
  new StartError(`${whose} was changed: its chain breaks at entry ${sequence}. Compare it with a backup.`)

async function writeEntries(db: Database, { file, before }: ArchiveOrder, start: ChainLink): Promise<ChainLink> {
  const handle = openSync(file, 'wx', 0o600)
  try {
    writeSync(handle, `${JSON.stringify({ after: start.sequence, hash: start.hash })}\n`)
    let last = start
    for await (const entry of entriesAfter(db, start)) {
      if (entry.at >= before) break
      if (!isNext(entry, { sequence: last.sequence + 1, hash: last.hash })) throw brokenChain(last.sequence + 1)
      writeSync(handle, `${JSON.stringify(entry)}\n`)
      last = entry
    }
    fsyncSync(handle)
    return last
  } finally {
    closeSync(handle)
  }
}

async function* entriesAfter({ reader }: Database, { sequence }: ChainLink): AsyncGenerator<Entry> {
  for (let page = await pageAfter(reader, sequence); page.length > 0; ) {
    yield* page
    page = await pageAfter(reader, page.at(-1)?.sequence ?? Number.POSITIVE_INFINITY)
  }
}

/** Removes what is in the file, some entries at a time: sign-ups go on in between. */
async function removeEntries(db: Database, start: ChainLink, end: ChainLink): Promise<void> {
  for (let from = start; from.sequence < end.sequence; ) {
    const page = await pageAfter(db.reader, from.sequence)
    const last = page.findLast((entry): entry is Entry & ChainLink => (entry.sequence ?? 0) <= end.sequence)
    if (!last || !(await removeBatch(db, from, last)))
      throw new StartError('Another command archived these entries at the same time. Keep both files.')
    from = last
  }
}

const removeBatch = (db: Database, from: ChainLink, { sequence, hash }: ChainLink): Promise<boolean> =>
  db.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('audit_seal')
      .set({ archived_sequence: sequence, archived_hash: hash })
      .where('id', '=', 1)
      .where('archived_sequence', '=', from.sequence)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows > 0n) await tx.deleteFrom('audit').where('sequence', '<=', sequence).execute()
    return numUpdatedRows > 0n
  })

function sync(place: string): void {
  const handle = openSync(place, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
