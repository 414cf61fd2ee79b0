import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../http/problem.ts'
import { acceptSignUp } from './accept-sign-up.ts'
import { fitsIn } from './admit.ts'
import type { LockedTraining } from './seats.ts'
import { lockRegistration, type Registration, type StatusChange, setStatus } from './status.ts'
import { walkWaitingList } from './waiting-list.ts'

/**
 * Confirms somebody who awaits approval, in the seat that was held or in a free one; without one they join the end of
 * the waiting list. Whose address is still to be verified is taken to be who they say, with the group that they came in;
 * the others of it await approval as before.
 * @throws {ProblemError} `wrong-status`; `no-seat-free` where there is no waiting list
 */
export const approve = (parts: Parts, id: string): Promise<void> =>
  decide(parts, id, (tx, training, registration) =>
    registration.status === 'pending_verification'
      ? vouchFor(parts, tx, training, registration)
      : confirmPending(parts, tx, training, registration),
  )

async function vouchFor(parts: Parts, tx: Tx, training: LockedTraining, { id, group_id }: Registration): Promise<void> {
  if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
  const verification = await tx
    .selectFrom('verification')
    .selectAll()
    .where(group_id === null ? 'registration_id' : 'group_id', '=', group_id ?? id)
    .executeTakeFirstOrThrow()
  await acceptSignUp(parts, tx, training, verification, id)
  // Somebody else of an undivided group may keep all of it waiting for approval.
  const accepted = await tx.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirst()
  if (accepted?.status === 'pending_approval') await confirmPending(parts, tx, training, accepted)
}

/** @throws {ProblemError} `wrong-status` */
export const decline = (parts: Parts, id: string): Promise<void> =>
  decide(parts, id, async (tx, training, registration) => {
    if (registration.status === 'pending_verification') throw wrongStatus(registration)
    await declinePending(parts, tx, training, registration)
  })

/** What of a decision is about one person only, as in `StatusChange`. */
type Reach = Pick<StatusChange, 'isForOne'>

/** @throws {ProblemError} `training-cancelled`; `no-seat-free` before anything is written */
export async function confirmPending(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  registration: Registration,
  reach: Reach = {},
): Promise<void> {
  if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
  const isFree = fitsIn(training.state, 1)
  // Free seats go first to those who wait already.
  if (registration.holds_seat === 1 || (isFree && !training.state.isWalkDue)) {
    const confirmed = { status: 'confirmed', holdsSeat: true, mail: 'approved' } as const
    return setStatus(parts, tx, training, registration, { ...confirmed, ...reach })
  }
  if (!isFree && !training.state.waitlist) throw new ProblemError('no-seat-free')
  const lineNumber = training.state.lastLineNumber + 1
  const waiting = { status: 'waitlisted', holdsSeat: false, lineNumber, mail: 'waitlisted' } as const
  await setStatus(parts, tx, training, registration, { ...waiting, ...reach })
}

export async function declinePending(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  registration: Registration,
  reach: Reach = {},
): Promise<void> {
  const declined = { status: 'declined', holdsSeat: false, mail: 'declined' } as const
  await setStatus(parts, tx, training, registration, { ...declined, ...reach })
  await walkWaitingList(parts, tx, training)
}

/**
 * An organizer's choice: somebody who waits gets a free seat out of turn, somebody to whom one is offered gets that.
 * @throws {ProblemError} `wrong-status`, `no-seat-free`, `training-cancelled`
 */
export async function promote(parts: Parts, id: string): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
    const { status } = registration
    if (status !== 'waitlisted' && status !== 'offered')
      throw new ProblemError('wrong-status', { detail: `It is ${status}, neither waitlisted nor offered.` })
    if (status === 'waitlisted' && !fitsIn(training.state, 1)) throw new ProblemError('no-seat-free')
    const mail = status === 'offered' ? 'confirmed' : 'promoted'
    await setStatus(parts, tx, training, registration, { status: 'confirmed', holdsSeat: true, mail })
    // The rest of an undivided group may fit now.
    await walkWaitingList(parts, tx, training)
  })
}

type Verdict = (tx: Tx, training: LockedTraining, registration: Registration) => Promise<void>

async function decide(parts: Parts, id: string, verdict: Verdict): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    if (registration.status !== 'pending_approval' && registration.status !== 'pending_verification')
      throw wrongStatus(registration)
    await verdict(tx, training, registration)
  })
}

const wrongStatus = ({ status }: Registration) =>
  new ProblemError('wrong-status', { detail: `It is ${status}, not pending_approval.` })
