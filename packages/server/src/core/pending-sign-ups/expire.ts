import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'
import { writeSeats } from '../seats/ledger.ts'
import { type LockedTraining, peopleAtOnce, workInBatches } from '../seats/locked-training.ts'
import { promoteFromWaitingList } from '../seats/waiting-list.ts'
import { deletePending, pendingSignUps } from './pending-sign-up.ts'

/**
 * Deletes sign-ups whose address was not proven in time. The seats they held go to the next people
 * on the waiting list.
 */
export async function expirePending(system: System): Promise<void> {
  // Fixed here: what ends during this run is left to the next one.
  const now = system.now().toISOString()
  const trainings = await system.db.reader
    .selectFrom('pending_sign_up')
    .innerJoin('proof', 'proof.id', 'pending_sign_up.id')
    .select('pending_sign_up.training_id')
    .distinct()
    .where('verified_at', 'is', null)
    .where('ends_at', '<=', now)
    .execute()
  const ids = trainings.map(({ training_id }) => training_id)
  await workInBatches(system, ids, (tx, training) => expireSome(system, tx, training, now))
}

/** @returns whether there may be more */
async function expireSome(system: System, tx: Tx, training: LockedTraining, now: string): Promise<boolean> {
  const ended = await pendingSignUps(tx)
    .where('proof.training_id', '=', training.id)
    .where('verified_at', 'is', null)
    .where('ends_at', '<=', now)
    .orderBy('proof.id')
    .limit(peopleAtOnce)
    .execute()
  if (ended.length === 0) return false
  for (const one of ended) await deletePending(tx, training, one)
  await tx.executeQuery(writeSeats(tx, training).compile(tx))
  await promoteFromWaitingList(system, tx, training)
  return ended.length === peopleAtOnce
}
