import { deleteInBatches, rowsPerBatch } from '../db/delete-in-batches.ts'
import type { Deps } from '../deps.ts'

const dayMs = 24 * 60 * 60_000

/** Removes what nobody can do anything with any more. For a day it still tells a code that comes again, or too late. */
export async function forgetVerifications(deps: Deps): Promise<void> {
  const dayAgo = new Date(deps.now().getTime() - dayMs).toISOString()
  await deleteInBatches(deps, (tx) =>
    tx
      .deleteFrom('verification')
      .where('id', 'in', (query) =>
        query.selectFrom('verification').select('id').where('ends_at', '<=', dayAgo).limit(rowsPerBatch),
      )
      .executeTakeFirstOrThrow(),
  )
}
