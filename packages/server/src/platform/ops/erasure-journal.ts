import { createHmac } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { secretFor } from '../access/secret-for.ts'
import type { Tx } from '../db/database.ts'
import type { System } from '../system.ts'

const rowsAtOnce = 1_000

/** What can be erased again after a backup was restored, by its id. An address belongs to one training. */
type Erased =
  | { kind: 'registration' | 'group' | 'alert' | 'certificate'; id: string }
  | { kind: 'address'; training: string; address: string }

/** When each was erased, by its hash. */
export type Journal = Map<string, string>

/** Returns a function that makes the hash of something erased. No one without the secret can check a guess. */
export function createErasedHash({ authSecret }: Pick<System, 'authSecret'>): (erased: Erased) => string {
  const key = secretFor(authSecret, 'erased')
  return (erased) => {
    const name = erased.kind === 'address' ? `${erased.training} ${erased.address}` : erased.id
    return createHmac('sha256', key).update(`${erased.kind} ${name}`).digest('base64url')
  }
}

/** Notes in the transaction of an erasure what was erased, so that no backup brings it back. */
export async function recordErased(
  system: Pick<System, 'authSecret' | 'now'>,
  tx: Tx,
  erased: readonly Erased[],
): Promise<void> {
  const hash = createErasedHash(system)
  const at = system.now().toISOString()
  // People can share an address.
  const rows = [...new Set(erased.map(hash))].map((one) => ({ hash: one, at }))
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    await tx
      .insertInto('erased')
      .values(rows.slice(start, start + rowsAtOnce))
      .onConflict((conflict) => conflict.column('hash').doUpdateSet({ at }))
      .execute()
}

/** The file of hashes next to a SQLite database. A restored backup takes the database's place, not this one's. */
export const journalFile = (databaseUrl: string): string => `${databaseUrl.slice('sqlite:'.length)}.erased`

/**
 * Moves the hashes of a SQLite database into the file next to it. If the process dies in between,
 * they are written twice, which changes nothing.
 */
export async function fileErasures({ config, db }: Pick<System, 'config' | 'db'>): Promise<void> {
  if (db.name !== 'sqlite') return
  const rows = await db.reader.selectFrom('erased').selectAll().execute()
  if (rows.length === 0) return
  appendJournal(journalFile(config.databaseUrl), new Map(rows.map(({ hash, at }) => [hash, at])))
  await db.transaction(async (tx) => {
    for (const { hash, at } of rows)
      await tx.deleteFrom('erased').where('hash', '=', hash).where('at', '=', at).execute()
  })
}

/** Appends to a file that only this user can read, and waits for the disk. */
export function appendJournal(file: string, journal: Journal): void {
  const opened = openSync(file, 'a', 0o600)
  try {
    writeSync(opened, formatJournal(journal))
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

export const formatJournal = (journal: Journal): string => [...journal].map(([hash, at]) => `${hash} ${at}\n`).join('')

const line = /^([\w-]{43}) (\d{4}-\d{2}-\d{2}T[\d:.]+Z)$/

/** Reads a file of hashes; empty if there is none. A crash can leave half a line, which is left out. */
export function readJournal(file: string): Journal {
  const journal: Journal = new Map()
  if (!existsSync(file)) return journal
  for (const one of readFileSync(file, 'utf8').split('\n')) {
    const [, hash, at] = line.exec(one) ?? []
    if (hash !== undefined && at !== undefined && at > (journal.get(hash) ?? '')) journal.set(hash, at)
  }
  return journal
}
