import type { Tx } from '../db/database.ts'
import type { Note } from '../outbox/notify-people.ts'
import { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'
import { fitsIn } from './admit.ts'
import { change } from './ledger.ts'
import type { LockedTraining } from './locked-training.ts'
import { type Registration, withRegistration } from './registration.ts'
import { refuseUnless } from './transitions.ts'
import { promoteFromWaitingList } from './waiting-list.ts'

/**
 * Confirms a person who awaits approval, in the held seat or in a free one. Without a seat they
 * join the end of the waiting list.
 * @throws {ProblemError} `wrong-status`, `training-cancelled`; `no-seat-free` if there is no
 * waiting list
 */
export const approve = (system: System, id: string, note?: Note): Promise<void> =>
  withRegistration(system, id, (tx, registration, training) => approveLocked(system, tx, training, registration, note))

/**
 * Declines a person who awaits approval.
 * @throws {ProblemError} `wrong-status`
 */
export const decline = (system: System, id: string, note?: Note): Promise<void> =>
  withRegistration(system, id, (tx, registration, training) =>
    declineLocked(system, tx, training, [registration], note),
  )

/**
 * Approves under the lock that the caller holds.
 * @throws {ProblemError} `wrong-status`, `training-cancelled`, `no-seat-free`, before anything is
 * written
 */
export async function approveLocked(
  system: System,
  tx: Tx,
  training: LockedTraining,
  registration: Registration,
  note?: Note,
): Promise<void> {
  refuseUnless(registration.status, 'approve')
  if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
  const isFree = fitsIn(training.state, 1)
  // Free seats go first to people who already wait.
  if (registration.holds_seat === 1 || (isFree && !training.state.isPromotionPending))
    return change(system, tx, training, [registration], { action: 'approve', to: 'confirmed', mail: 'approved', note })
  if (!isFree && !training.state.waitlist) throw new ProblemError('no-seat-free')
  const position = training.state.lastPosition + 1
  await change(system, tx, training, [registration], {
    action: 'approve',
    to: 'waitlisted',
    position,
    mail: 'waitlisted',
    note,
  })
}

/**
 * Declines people under the lock that the caller holds.
 * @throws {ProblemError} `wrong-status`
 */
export async function declineLocked(
  system: System,
  tx: Tx,
  training: LockedTraining,
  registrations: readonly Registration[],
  note?: Note,
): Promise<void> {
  await change(system, tx, training, registrations, { action: 'decline', to: 'declined', mail: 'declined', note })
  await promoteFromWaitingList(system, tx, training)
}

/**
 * Gives a person who waits a free seat out of turn, or a person with an offer the offered seat, as
 * an organizer decided.
 * @throws {ProblemError} `wrong-status`, `no-seat-free`, `training-cancelled`
 */
export const promote = (system: System, id: string): Promise<void> =>
  withRegistration(system, id, (tx, registration, training) => promoteLocked(system, tx, training, registration))

/**
 * Promotes under the lock that the caller holds.
 * @throws {ProblemError} `wrong-status`, `no-seat-free`, `training-cancelled`, before anything is
 * written
 */
export async function promoteLocked(
  system: System,
  tx: Tx,
  training: LockedTraining,
  registration: Registration,
): Promise<void> {
  if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
  refuseUnless(registration.status, 'promote')
  const isOffered = registration.status === 'offered'
  if (!isOffered && !fitsIn(training.state, 1)) throw new ProblemError('no-seat-free')
  await change(system, tx, training, [registration], {
    action: 'promote',
    to: 'confirmed',
    mail: isOffered ? 'confirmed' : 'promoted',
  })
  // The rest of an undivided group may fit now.
  await promoteFromWaitingList(system, tx, training)
}
