import type { Tx } from '../../platform/db/database.ts'
import type { Canceler } from '../../platform/db/tables/mails/outbox.ts'
import type { System } from '../../platform/system.ts'
import { change } from './ledger.ts'
import type { LockedTraining } from './locked-training.ts'
import { type Registration, withRegistration } from './registration.ts'
import { promoteFromWaitingList } from './waiting-list.ts'

/**
 * Cancels a registration. The email about it says who did. Its seat goes to the next person on the
 * waiting list.
 * @throws {ProblemError} `wrong-status` if there is nothing to cancel
 */
export const cancel = (system: System, id: string, canceledBy?: Canceler): Promise<void> =>
  withRegistration(system, id, (tx, registration, training) =>
    cancelLocked(system, tx, training, [registration], canceledBy),
  )

/**
 * Cancels registrations under the lock that the caller holds.
 * @throws {ProblemError} `wrong-status`
 */
export async function cancelLocked(
  system: System,
  tx: Tx,
  training: LockedTraining,
  registrations: readonly Registration[],
  canceledBy: Canceler = 'organizer',
): Promise<void> {
  const how = { action: 'cancel', to: 'cancelled', mail: 'cancelled', canceledBy } as const
  await change(system, tx, training, registrations, how)
  await promoteFromWaitingList(system, tx, training)
}
