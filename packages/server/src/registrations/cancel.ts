import type { Parts } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import { lockRegistration, setStatus } from './status.ts'
import { walkWaitingList } from './waitlist.ts'

export const cancellable = ['pending_verification', 'pending_approval', 'confirmed', 'waitlisted', 'offered'] as const
export const isCancellable = (status: string) => cancellable.some((one) => one === status)

/**
 * Gives the person's place back; whoever waits and fits gets it.
 * @throws {ProblemError} `wrong-status` when there is nothing to give back
 */
export async function cancel(parts: Parts, id: string): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    if (!isCancellable(registration.status))
      throw new ProblemError('wrong-status', { detail: `It is ${registration.status} already.` })
    await setStatus(parts, tx, training, registration, { status: 'cancelled', holdsSeat: false, mail: 'cancelled' })
    await walkWaitingList(parts, tx, training)
  })
}
