import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { change } from './ledger.ts'
import { lockRegistration, type Registration } from './registration.ts'
import type { LockedTraining } from './seats.ts'
import { promoteFromWaitingList } from './waiting-list.ts'

/**
 * Cancels a registration. Its seat goes to the next person on the waiting list.
 * @throws {ProblemError} `wrong-status` if there is nothing to cancel
 */
export async function cancel(parts: Parts, id: string): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    await cancelLocked(parts, tx, training, [registration])
  })
}

/**
 * Cancels registrations under the lock that the caller holds.
 * @throws {ProblemError} `wrong-status`
 */
export async function cancelLocked(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  registrations: readonly Registration[],
): Promise<void> {
  await change(parts, tx, training, registrations, { action: 'cancel', to: 'cancelled', mail: 'cancelled' })
  await promoteFromWaitingList(parts, tx, training)
}
