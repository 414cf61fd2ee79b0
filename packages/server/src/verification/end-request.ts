import { ProblemError } from '../problem.ts'
import { writeSeats } from '../registrations/ledger.ts'
import { promoteFromWaitingList } from '../registrations/waiting-list.ts'
import type { System } from '../system.ts'
import { lockVerification } from './locked.ts'
import { deleteRequest } from './stored-requests.ts'

/**
 * Ends an unverified request, as an organizer decided. The seats it held go to the next people on
 * the waiting list, and its code and link lead nowhere, as when its time is over. No one is
 * emailed: nothing shows that the address is its sender's.
 * @throws {ProblemError} `not-found`; `verification-over`; `wrong-status` if it was completed
 */
export const endRequest = (system: System, id: string): Promise<void> =>
  system.db.transaction(async (tx) => {
    const found = await tx.selectFrom('verification').select('id').where('id', '=', id).executeTakeFirst()
    if (!found) throw new ProblemError('not-found')
    const { verification, training } = await lockVerification(system, tx, id)
    if (verification.verified_at !== null)
      throw new ProblemError('wrong-status', { detail: 'It has been completed already.' })
    await deleteRequest(tx, training, verification)
    await tx.executeQuery(writeSeats(tx, training).compile())
    await promoteFromWaitingList(system, tx, training)
  })
