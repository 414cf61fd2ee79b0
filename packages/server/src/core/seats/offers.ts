import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import type { Change } from './change.ts'
import { change } from './ledger.ts'
import { type Registration, withRegistration } from './registration.ts'
import { refuseUnless } from './transitions.ts'
import { promoteFromWaitingList } from './waiting-list.ts'

/**
 * Accepts an offered seat, even late, unless it has already gone to the next person. For a person
 * without an address of their own the coordinator answers, together for all of an undivided group.
 * @throws {ProblemError} `wrong-status`, `training-cancelled`
 */
export const acceptOffer = (system: System, id: string): Promise<void> =>
  answer(system, id, { action: 'accept', to: 'confirmed', mail: 'confirmed' })

/**
 * Declines an offered seat, in the same way. It goes to the next person on the waiting list.
 * @throws {ProblemError} `wrong-status`, `training-cancelled`
 */
export const declineOffer = (system: System, id: string): Promise<void> =>
  answer(system, id, { action: 'refuse', to: 'expired', mail: 'offer-expired' })

const answer = (system: System, id: string, answered: Change): Promise<void> =>
  withRegistration(system, id, async (tx, registration, training) => {
    if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
    refuseUnless(registration.status, answered.action)
    const together = registration.email === null ? await offeredTogether(tx, registration) : [registration]
    await change(system, tx, training, together, answered)
    await promoteFromWaitingList(system, tx, training)
  })

/**
 * Returns the people without an address at the same position: an undivided group, or the person
 * alone.
 */
const offeredTogether = (tx: Tx, { training_id, waiting_list_position }: Registration): Promise<Registration[]> =>
  tx
    .selectFrom('registration')
    .selectAll()
    .where('training_id', '=', training_id)
    .where('status', '=', 'offered')
    .where('waiting_list_position', '=', waiting_list_position)
    .where('email', 'is', null)
    .orderBy('id')
    .execute()
