import type { System } from '../../platform/system.ts'
import { writeSeats } from '../seats/ledger.ts'
import { promoteFromWaitingList } from '../seats/waiting-list.ts'
import { lockUnverified } from './locked.ts'
import { deleteRequest } from './stored-requests.ts'

/**
 * Ends an unverified request, as an organizer decided. The seats it held go to the next people on
 * the waiting list, and its code and link lead nowhere, as when its time is over. No one is
 * emailed: nothing shows that the address is its sender's.
 * @throws {ProblemError} `not-found`; `wrong-status` if it was completed
 */
export const endRequest = (system: System, id: string): Promise<void> =>
  system.db.transaction(async (tx) => {
    const { verification, training } = await lockUnverified(system, tx, id)
    await deleteRequest(tx, training, verification)
    await tx.executeQuery(writeSeats(tx, training).compile(tx))
    await promoteFromWaitingList(system, tx, training)
  })
