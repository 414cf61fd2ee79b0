import type { DeleteResult } from 'kysely'
import type { Database, Tx } from './database.ts'

export const rowsPerBatch = 1_000

/**
 * Deletes a batch at a time, each in a transaction of its own, so that nobody who signs up has to wait for all of them.
 * @param deleteBatch deletes `rowsPerBatch` rows at most
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
