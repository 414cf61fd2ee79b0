import type { DeleteResult } from 'kysely'
import type { Database, Tx } from './database.ts'

export const rowsPerBatch = 1_000

/**
 * Deletes one batch at a time, each in its own transaction, so that sign-ups wait only for one
 * batch.
 * @param deleteBatch deletes at most `rowsPerBatch` rows
 */
export async function deleteInBatches(
  { db, isStopping }: { db: Pick<Database, 'transaction'>; isStopping: () => boolean },
  deleteBatch: (tx: Tx) => Promise<DeleteResult>,
): Promise<void> {
  while (!isStopping()) {
    const { numDeletedRows } = await db.transaction(deleteBatch)
    if (numDeletedRows < rowsPerBatch) return
  }
}
