import { ProblemError } from '../problem.ts'
import { writeSeats } from '../registrations/ledger.ts'
import { lockTraining } from '../registrations/locked-training.ts'
import { promoteFromWaitingList } from '../registrations/waiting-list.ts'
import type { System } from '../system.ts'
import { deleteRequest } from './stored-requests.ts'

/**
 * Ends an unverified request, as an organizer decided. The seats it held go to the next people on
 * the waiting list, and its code and link lead nowhere, as when its time is over. No one is
 * emailed: nothing shows that the address is its sender's.
 * @throws {ProblemError} `not-found`; `wrong-status` if it was completed
 */
export const endRequest = (system: System, id: string): Promise<void> =>
  system.db.transaction(async (tx) => {
    const find = () => tx.selectFrom('verification').selectAll().where('id', '=', id).executeTakeFirst()
    const found = await find()
    const training = found && (await lockTraining(system.db, tx, found.training_id))
    // Read again: before the lock it may have been completed, or its time was over.
    const verification = await find()
    if (!training || !verification) throw new ProblemError('not-found')
    if (verification.verified_at !== null)
      throw new ProblemError('wrong-status', { detail: 'It has been completed already.' })
    await deleteRequest(tx, training, verification)
    await tx.executeQuery(writeSeats(tx, training).compile())
    await promoteFromWaitingList(system, tx, training)
  })
