// Overwrites what SQLite leaves of erased rows in the gaps of its pages, a few pages at a time, and
// empties the write-ahead log. Exits with 3 if a reader or a writer keeps it from that.
//
// SQLite overwrites deleted rows and freed pages itself (`secure_delete`), but when it moves rows
// to another page it leaves copies where they were: between the list of a page's rows and its
// first row. Those bytes are written here, in the file, and no others. Nothing reads them, so a
// crash midway harms nothing.
//
// A process of its own, because closing the file would end the locks that SQLite holds on it in
// this process.
import { fdatasyncSync, openSync, readSync, statSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

const bytesAtOnce = 2 ** 21
// Sign-ups wait while this waits for readers, so it is short, and tried several times.
const readerPatienceMs = 100
const tries = 100
const pauseMs = 20
/** From here on, the number of a page could look like the kind of one. With pages of 4 kB, 128 GB. */
const mostPages = 2 ** 25

const [, , file = ''] = process.argv
const opened = openSync(file, 'r+')
const db = new DatabaseSync(file, { timeout: readerPatienceMs })
// Syncs checkpoints, but not its own commits, which have nothing to lose.
db.exec('pragma synchronous = normal; pragma secure_delete = on; pragma wal_autocheckpoint = 0')
const read = (pragma: string) => Number(Object.values(db.prepare(`pragma ${pragma}`).get() ?? {})[0])
const pageSize = read('page_size')

/** Moves the log into the file and cuts it off. Returns false if a reader or a writer is in the way. */
function emptyLog(): boolean {
  // These do most of the work without keeping writers waiting.
  fdatasyncSync(opened)
  db.exec('pragma wal_checkpoint(passive)')
  return read('wal_checkpoint(truncate)') === 0
}

/** Tries again until the work is done, with pauses in which others can write. */
async function persist(work: () => boolean): Promise<void> {
  for (let tried = 0; tried < tries; tried++) {
    const began = performance.now()
    if (isDone(work)) return
    // As long as others had to wait.
    await delay(pauseMs + performance.now() - began)
  }
  process.exit(3)
}

function isDone(work: () => boolean): boolean {
  try {
    return work()
  } catch (error) {
    // Busy: someone else is writing.
    if ((error as { errcode?: number }).errcode === 5) return false
    throw error
  }
}

/**
 * Wipes the pages from `first` on. While the log is empty and this has the only lock for writing, no
 * one else can write to the file: they would write to the log, and a checkpoint has nothing to move.
 */
function wipe(first: number): boolean {
  if (!emptyLog()) return false
  db.exec('begin immediate')
  try {
    // Someone was quicker.
    if (logSize() > 0) return false
    if (wipePages(first) === 0) return true
    // Others have pages in memory as they were, and would write the gaps back with them. A commit
    // has them read the file again.
    db.exec(`pragma user_version = ${(read('user_version') % 1_000_000) + 1}; commit`)
    if (logSize() === 0) throw new Error('no one was told of the wiped pages')
    return true
  } finally {
    if (db.isTransaction) db.exec('rollback')
  }
}

const logSize = () => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0

/** Returns in how many pages there was something to overwrite. */
function wipePages(first: number): number {
  const bytes = Buffer.alloc(bytesAtOnce)
  const length = readSync(opened, bytes, 0, bytesAtOnce, (first - 1) * pageSize)
  let wiped = 0
  for (let at = 0; at + pageSize <= length; at += pageSize) {
    const page = bytes.subarray(at, at + pageSize)
    const [start, end] = gapOf(page, first === 1 && at === 0 ? 100 : 0)
    const gap = page.subarray(start, end)
    if (gap.every((byte) => byte === 0)) continue
    gap.fill(0)
    writeSync(opened, gap, 0, gap.length, (first - 1) * pageSize + at + start)
    wiped++
  }
  return wiped
}

/**
 * Returns where a page's gap starts and ends, as SQLite's file format has it: after the header and
 * two bytes for each row, up to the first row. Pages that hold no rows have no gap; the first page
 * has the file's header before its own.
 */
function gapOf(page: Buffer, header: number): [start: number, end: number] {
  const kind = page[header] ?? 0
  const headerSize = kind === 2 || kind === 5 ? 12 : kind === 10 || kind === 13 ? 8 : undefined
  if (headerSize === undefined) return [0, 0]
  const start = header + headerSize + 2 * page.readUInt16BE(header + 3)
  const end = page.readUInt16BE(header + 5) || 65_536
  if (start > end || end > pageSize) throw new Error('a page is damaged')
  return [start, end]
}

if (read('page_count') >= mostPages) throw new Error('the file is too large')
for (let first = 1; first <= read('page_count'); first += bytesAtOnce / pageSize) {
  const began = performance.now()
  await persist(() => wipe(first))
  await delay(performance.now() - began)
}
await persist(emptyLog)
db.close()
