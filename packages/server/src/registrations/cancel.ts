import type { Tx } from '../db/database.ts'
import type { System } from '../system.ts'
import { change } from './ledger.ts'
import type { LockedTraining } from './locked-training.ts'
import { type Registration, withRegistration } from './registration.ts'
import { promoteFromWaitingList } from './waiting-list.ts'

/**
 * Cancels a registration. Its seat goes to the next person on the waiting list.
 * @throws {ProblemError} `wrong-status` if there is nothing to cancel
 */
export const cancel = (system: System, id: string): Promise<void> =>
  withRegistration(system, id, (tx, registration, training) => cancelLocked(system, tx, training, [registration]))

/**
 * Cancels registrations under the lock that the caller holds.
 * @throws {ProblemError} `wrong-status`
 */
export async function cancelLocked(
  system: System,
  tx: Tx,
  training: LockedTraining,
  registrations: readonly Registration[],
): Promise<void> {
  await change(system, tx, training, registrations, { action: 'cancel', to: 'cancelled', mail: 'cancelled' })
  await promoteFromWaitingList(system, tx, training)
}
