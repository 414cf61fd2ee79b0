import type { Parts } from '../deps.ts'
import { ProblemError } from '../http/problem.ts'
import { isCancellable } from './cancellable.ts'
import { lockRegistration, setStatus } from './status.ts'
import { walkWaitingList } from './waiting-list.ts'

/**
 * Gives the person's place back; whoever waits and fits gets it.
 * @throws {ProblemError} `wrong-status` when there is nothing to give back
 */
export async function cancel(parts: Parts, id: string): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    if (!isCancellable(registration.status))
      throw new ProblemError('wrong-status', { detail: `It is ${registration.status} already.` })
    // An address that nobody has verified is not written to.
    const told = registration.status === 'pending_verification' ? {} : ({ mail: 'cancelled' } as const)
    await setStatus(parts, tx, training, registration, { status: 'cancelled', holdsSeat: false, ...told })
    await walkWaitingList(parts, tx, training)
  })
}
