import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import { fitsIn } from './admit.ts'
import type { LockedTraining } from './seats.ts'
import { lockRegistration, type Registration, setStatus } from './status.ts'
import { walkWaitingList } from './waitlist.ts'

/**
 * Confirms somebody who awaits approval, in the seat that was held or in a free one; without one they join the end of
 * the waiting list.
 * @throws {ProblemError} `wrong-status`; `no-seat-free` where there is no waiting list
 */
export async function approve(parts: Parts, id: string): Promise<void> {
  await decide(parts, id, async (tx, training, registration) => {
    if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
    if (registration.holds_seat === 1 || fitsIn(training.state, 1)) {
      return setStatus(parts, tx, training, registration, { status: 'confirmed', holdsSeat: true, mail: 'approved' })
    }
    if (!training.state.waitlist) throw new ProblemError('no-seat-free')
    const lineNumber = training.state.lastLineNumber + 1
    return setStatus(parts, tx, training, registration, {
      status: 'waitlisted',
      holdsSeat: false,
      lineNumber,
      mail: 'waitlisted',
    })
  })
}

/** @throws {ProblemError} `wrong-status` */
export const decline = (parts: Parts, id: string): Promise<void> =>
  decide(parts, id, async (tx, training, registration) => {
    await setStatus(parts, tx, training, registration, { status: 'declined', holdsSeat: false, mail: 'declined' })
    await walkWaitingList(parts, tx, training)
  })

type Verdict = (tx: Tx, training: LockedTraining, registration: Registration) => Promise<void>

async function decide(parts: Parts, id: string, verdict: Verdict): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    if (registration.status !== 'pending_approval')
      throw new ProblemError('wrong-status', { detail: `It is ${registration.status}, not pending_approval.` })
    await verdict(tx, training, registration)
  })
}
