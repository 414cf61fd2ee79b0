import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../http/problem.ts'
import { answerInLine } from './attempts.ts'
import type { LockedTraining } from './seats.ts'
import { lockRegistration, type Registration, type StatusChange, setStatus } from './status.ts'
import { walkWaitingList } from './waiting-list.ts'

/**
 * Takes the seat that is offered, for a whole undivided group at once. As long as the seat has not gone on, a yes
 * that comes late is a yes.
 * @throws {ProblemError} `wrong-status`, `training-cancelled`
 */
export async function acceptOffer(parts: Parts, id: string): Promise<void> {
  await answer(parts, id, { status: 'confirmed', holdsSeat: true, mail: 'confirmed' })
}

/**
 * Turns down the seat that is offered, for a whole undivided group at once; it goes to whoever is next.
 * @throws {ProblemError} `wrong-status`, `training-cancelled`
 */
export async function declineOffer(parts: Parts, id: string): Promise<void> {
  await answer(parts, id, { status: 'expired', holdsSeat: false, mail: 'offer-expired' })
}

async function answer(parts: Parts, id: string, change: StatusChange): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
    if (registration.status !== 'offered')
      throw new ProblemError('wrong-status', { detail: `It is ${registration.status}, not offered.` })
    await answerInLine(tx, training.id, registration.line_number, change.status)
    for (const one of await offeredTogether(tx, training, registration))
      await setStatus(parts, tx, training, one, change)
    await walkWaitingList(parts, tx, training)
  })
}

/**
 * Those who stand at one place of the line: an undivided group, or the person alone. Nobody else answers for whoever has
 * taken their own registration in hand.
 */
const offeredTogether = (
  tx: Tx,
  training: LockedTraining,
  { id, line_number }: Registration,
): Promise<Registration[]> =>
  tx
    .selectFrom('registration')
    .selectAll()
    .where('training_id', '=', training.id)
    .where('status', '=', 'offered')
    .where('line_number', '=', line_number)
    .where(({ or, eb }) => or([eb('self_managed_at', 'is', null), eb('id', '=', id)]))
    .orderBy('id')
    .execute()
