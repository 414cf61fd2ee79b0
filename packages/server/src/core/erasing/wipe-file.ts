import type { ErasureTable } from '../../platform/db/tables/erasure.ts'
import type { System } from '../../platform/system.ts'

// Erasures of these minutes share one wipe.
const gatherMs = 4 * 60_000
// If the process is killed while it wipes, another one begins after this. With the job's minute
// before each of the two, erased data is still gone within 10 minutes.
const leaseMs = 3 * 60_000

/**
 * Wipes the database file if something was erased some minutes ago, in one process at a time.
 * Sign-ups go on between a few pages and the next.
 * @param options.isLast - Whether the process stops, so that it cannot wait for more erasures
 * @throws an error if erased data can still be in the file; the next run tries again
 */
export async function wipeFile(system: System, { isLast = false } = {}): Promise<void> {
  const { db, now } = system
  if (db.name !== 'sqlite' || !(await takeLease(system, isLast))) return
  if (!(await db.wipe())) throw new Error('a reader keeps erased data in the write-ahead log')
  await db.transaction((tx) => tx.updateTable('erasure').set({ leased_until: null }).where('id', '=', 1).execute())
  system.log.info({ at: now().toISOString() }, 'what was erased is gone from the database file')
}

async function takeLease({ db, now }: System, isLast: boolean): Promise<boolean> {
  const at = now().getTime()
  const since = new Date(isLast ? at : at - gatherMs).toISOString()
  if (!isDue(await db.reader.selectFrom('erasure').selectAll().executeTakeFirstOrThrow())) return false
  return db.transaction(async (tx) => {
    if (!isDue(await tx.selectFrom('erasure').selectAll().executeTakeFirstOrThrow())) return false
    const leased_until = new Date(at + leaseMs).toISOString()
    await tx.updateTable('erasure').set({ erased_at: null, leased_until }).where('id', '=', 1).execute()
    return true
  })

  function isDue({ erased_at, leased_until }: ErasureTable): boolean {
    if (leased_until !== null) return leased_until <= new Date(at).toISOString()
    return erased_at !== null && erased_at <= since
  }
}
