import type { System } from '../../platform/system.ts'
import { writeSeats } from '../seats/ledger.ts'
import { promoteFromWaitingList } from '../seats/waiting-list.ts'
import { lockUnverified } from './locked.ts'
import { deletePending } from './pending-sign-up.ts'

/**
 * Ends a sign-up that waits for its code, as an organizer decided. The seats it held go to the next
 * people on the waiting list, and its code and link lead nowhere, as when its time is over. No one
 * is emailed: nothing shows that the address is its sender's.
 * @throws {ProblemError} `not-found`; `wrong-status` if it was completed
 */
export const endPending = (system: System, id: string): Promise<void> =>
  system.db.transaction(async (tx) => {
    const { pending, training } = await lockUnverified(system, tx, id)
    await deletePending(tx, training, pending)
    await tx.executeQuery(writeSeats(tx, training).compile(tx))
    await promoteFromWaitingList(system, tx, training)
  })
