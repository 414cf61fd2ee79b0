import { createHash } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import type { Tables } from '../db/schema.ts'
import type { AuditTable } from '../db/tables/audit.ts'
import type { System } from '../system.ts'

export type Entry = Selectable<AuditTable>

const batchRows = 500
/** Longer than any request takes to be accepted or refused. */
const settledMs = 60_000

/**
 * Adds new entries to the chain: each gets a hash of itself and of the entry before, so that none
 * can be changed or taken away without a trace. Requests never wait for this.
 */
export async function sealAudit(system: System): Promise<void> {
  while ((await sealBatch(system)) === batchRows);
}

const sealBatch = ({ db, now }: System): Promise<number> =>
  db.transaction(async (tx) => {
    const end = await tx
      .selectFrom('audit_seal')
      .selectAll()
      .where('id', '=', 1)
      .$if(db.name === 'postgres', (query) => query.forUpdate())
      .executeTakeFirstOrThrow()
    const entries = await tx
      .selectFrom('audit')
      .selectAll()
      .where('sequence', 'is', null)
      .where('at', '<=', new Date(now().getTime() - settledMs).toISOString())
      .orderBy('id')
      .limit(batchRows)
      .execute()
    let { sequence, hash } = end
    for (const entry of entries) {
      sequence += 1
      hash = hashOf(hash, { ...entry, sequence })
      await tx.updateTable('audit').set({ sequence, hash }).where('id', '=', entry.id).execute()
    }
    if (entries.length > 0) await tx.updateTable('audit_seal').set({ sequence, hash }).where('id', '=', 1).execute()
    return entries.length
  })

/** Hashes an entry together with the hash of the one before. The order of the values is fixed. */
export const hashOf = (before: string, entry: Entry): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        before,
        entry.sequence,
        entry.id,
        entry.at,
        entry.caller_kind,
        entry.caller_id,
        entry.action,
        entry.route,
        entry.object_kind,
        entry.object_id,
        entry.filters,
        entry.is_refused,
      ]),
    )
    .digest('hex')

export interface ChainReport {
  entries: number
  /** How many of these were archived, and are not in the database. */
  archived: number
  /**
   * The hash of the last entry. Kept elsewhere, it shows later that nothing before it has changed.
   */
  hash: string
  /** The first position at which the chain is broken; undefined: it is whole. */
  brokenAt: number | undefined
}

/** Walks the whole chain and says where it is broken. */
export async function verifyAudit(db: Kysely<Tables>): Promise<ChainReport> {
  const start = await readStart(db)
  const archived = start.sequence
  let { sequence, hash } = start
  for (;;) {
    const page = await pageAfter(db, sequence)
    for (const entry of page) {
      sequence += 1
      if (!isNext(entry, { sequence, hash })) {
        // Entries may have been archived while the chain was walked.
        if ((await readStart(db)).sequence !== archived) return verifyAudit(db)
        return { ...(await readEnd(db)), archived, brokenAt: sequence }
      }
      hash = entry.hash
    }
    if (page.length > 0) continue
    // Read last: what was added while the chain was walked is in the next page.
    const end = await readEnd(db)
    if (end.entries > sequence && (await pageAfter(db, sequence)).length > 0) continue
    const isWhole = end.entries === sequence && end.hash === hash
    return { entries: sequence, hash, archived, brokenAt: isWhole ? undefined : Math.min(sequence, end.entries) + 1 }
  }
}

/** Where the chain stands: the number of an entry, and its hash. */
export interface ChainLink {
  sequence: number
  hash: string
}

/** Returns whether an entry has this number, and a hash that follows the one before. */
export const isNext = (entry: Entry, { sequence, hash }: ChainLink): entry is Entry & ChainLink =>
  entry.sequence === sequence && entry.hash === hashOf(hash, entry)

/** Returns the last entry that was archived: the one before the first that is stored. */
export const readStart = (db: Kysely<Tables>): Promise<ChainLink> =>
  db
    .selectFrom('audit_seal')
    .select(['archived_sequence as sequence', 'archived_hash as hash'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()

/** Returns where the chain ends by its own account, which is written together with its entries. */
async function readEnd(db: Kysely<Tables>): Promise<Pick<ChainReport, 'entries' | 'hash'>> {
  const { sequence: entries, hash } = await db
    .selectFrom('audit_seal')
    .select(['sequence', 'hash'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  return { entries, hash }
}

/** Returns some entries of the chain after one. */
export const pageAfter = (db: Kysely<Tables>, sequence: number): Promise<Entry[]> =>
  db.selectFrom('audit').selectAll().where('sequence', '>', sequence).orderBy('sequence').limit(batchRows).execute()
