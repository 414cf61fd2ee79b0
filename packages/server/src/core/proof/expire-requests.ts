import type { Tx } from '../../platform/db/database.ts'
import { deleteInBatches, rowsPerBatch } from '../../platform/db/delete-in-batches.ts'
import type { System } from '../../platform/system.ts'
import { writeSeats } from '../seats/ledger.ts'
import { type LockedTraining, peopleAtOnce, workInBatches } from '../seats/locked-training.ts'
import { promoteFromWaitingList } from '../seats/waiting-list.ts'
import { deleteRequest } from './stored-requests.ts'

const dayMs = 24 * 60 * 60_000

/**
 * Deletes unverified requests whose time is over. The seats they held go to the next people on the
 * waiting list.
 */
export async function expireRequests(system: System): Promise<void> {
  // Fixed here: what ends during this run is left to the next one.
  const now = system.now().toISOString()
  const trainings = await system.db.reader
    .selectFrom('verification')
    .select('training_id')
    .distinct()
    .where('verified_at', 'is', null)
    .where('ends_at', '<=', now)
    .execute()
  const ids = trainings.map(({ training_id }) => training_id)
  await workInBatches(system, ids, (tx, training) => expireSome(system, tx, training, now))
}

/** @returns whether there may be more */
async function expireSome(system: System, tx: Tx, training: LockedTraining, now: string): Promise<boolean> {
  const ended = await tx
    .selectFrom('verification')
    .selectAll()
    .where('training_id', '=', training.id)
    .where('verified_at', 'is', null)
    .where('ends_at', '<=', now)
    .orderBy('id')
    .limit(peopleAtOnce)
    .execute()
  if (ended.length === 0) return false
  for (const one of ended) await deleteRequest(tx, training, one)
  await tx.executeQuery(writeSeats(tx, training).compile(tx))
  await promoteFromWaitingList(system, tx, training)
  return ended.length === peopleAtOnce
}

/**
 * Deletes verified requests a day after their time. Until then the same code gets the same
 * response.
 */
export async function forgetVerified(system: System): Promise<void> {
  const dayAgo = new Date(system.now().getTime() - dayMs).toISOString()
  await deleteInBatches(system, (tx) =>
    tx
      .deleteFrom('verification')
      .where('id', 'in', (query) =>
        query
          .selectFrom('verification')
          .select('id')
          .where('verified_at', 'is not', null)
          .where('ends_at', '<=', dayAgo)
          .limit(rowsPerBatch),
      )
      .executeTakeFirstOrThrow(),
  )
}
