import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { change } from './ledger.ts'
import { lockRegistration, type Registration } from './registration.ts'
import type { LockedTraining } from './seats.ts'
import { promoteFromWaitingList } from './waiting-list.ts'

/**
 * Gives the person's seat back, or their place on the waiting list; the next in line gets it.
 * @throws {ProblemError} `wrong-status` when there is nothing to give back
 */
export async function cancel(parts: Parts, id: string): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    await cancelLocked(parts, tx, training, [registration])
  })
}

/** @throws {ProblemError} `wrong-status` */
export async function cancelLocked(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  registrations: readonly Registration[],
): Promise<void> {
  await change(parts, tx, training, registrations, { action: 'cancel', to: 'cancelled', mail: 'cancelled' })
  await promoteFromWaitingList(parts, tx, training)
}
