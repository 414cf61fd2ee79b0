import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import type { Note } from '../outbox/notify-people.ts'
import { fitsIn, withDoorSeats } from './admit.ts'
import { change } from './ledger.ts'
import type { LockedTraining } from './locked-training.ts'
import { type Registration, withRegistration } from './registration.ts'
import { findRest, type Rest, seatRest } from './stay-together.ts'
import { refuseUnless } from './transitions.ts'
import { promoteFromWaitingList } from './waiting-list.ts'

/**
 * Confirms a person who awaits approval, in the held seat or in a free one. Without a seat they
 * join the end of the waiting list. If their group stays together, it needs seats for everyone.
 * @throws {ProblemError} `wrong-status`, `training-cancelled`; `no-seat-free` if there is no
 * waiting list
 */
export const approve = (system: System, id: string, given: Approval = {}): Promise<void> =>
  withRegistration(system, id, (tx, registration, training) => approveLocked(system, tx, training, registration, given))

/** What goes with an organizer's approval. */
export interface Approval {
  note?: Note | undefined
  /** Why the person gets a seat although none is free. Works for one person, not for a group. */
  extraSeat?: string | undefined
}

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
  { note, extraSeat }: Approval = {},
): Promise<void> {
  refuseUnless(registration.status, 'approve')
  if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
  const confirm = { action: 'approve', to: 'confirmed', mail: 'approved', note } as const
  if (registration.holds_seat === 1) return change(system, tx, training, [registration], confirm)
  const rest = await findRest(tx, registration)
  const size = sizeWith(rest) + rest.duplicates
  const isFree = fitsIn(training.state, size)
  // Free seats go first to people who already wait.
  if (isFree && !training.state.isPromotionPending) {
    await change(system, tx, training, [registration], confirm)
    return seatRest(system, tx, training, rest)
  }
  if (extraSeat !== undefined) {
    if (size > 1) throw noSeatsFor(size)
    return change(system, tx, training, [registration], { ...confirm, extraSeat })
  }
  if (!isFree && !training.state.waitlist) throw noSeatsFor(size)
  const position = rest.waiting[0]?.waiting_list_position ?? training.state.lastPosition + 1
  await change(system, tx, training, [registration], {
    action: 'approve',
    to: 'waitlisted',
    position,
    mail: 'waitlisted',
    note,
  })
}

/** Returns how many seats a person takes together with the rest of their group. */
const sizeWith = ({ waiting, pending }: Rest) => 1 + waiting.length + pending.length

const noSeatsFor = (size: number) =>
  new ProblemError(
    'no-seat-free',
    size === 1 ? {} : { detail: `The group stays together, so it needs ${size} free seats. Free or add them first.` },
  )

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
 * an organizer decided. With them, the rest of a group that stays together gets its seats. With a
 * reason, one person gets a seat although none is free.
 * @throws {ProblemError} `wrong-status`, `no-seat-free`, `training-cancelled`
 */
export const promote = (system: System, id: string, given?: Pick<Approval, 'extraSeat'>): Promise<void> =>
  withRegistration(system, id, (tx, registration, training) => promoteLocked(system, tx, training, registration, given))

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
  { extraSeat, atDoor = false }: Pick<Approval, 'extraSeat'> & { atDoor?: boolean } = {},
): Promise<void> {
  if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
  refuseUnless(registration.status, 'promote')
  const isOffered = registration.status === 'offered'
  const rest = isOffered ? undefined : await findRest(tx, registration)
  // Duplicates don't count: an organizer decides by hand, so the outcome reveals no one.
  const seats = atDoor ? withDoorSeats(training.state) : training.state
  const fits = !rest || fitsIn(seats, sizeWith(rest))
  if (rest && !fits && (extraSeat === undefined || sizeWith(rest) > 1)) throw noSeatsFor(sizeWith(rest))
  await change(system, tx, training, [registration], {
    action: 'promote',
    to: 'confirmed',
    mail: isOffered ? 'confirmed' : 'promoted',
    extraSeat: fits ? undefined : extraSeat,
  })
  if (rest) await seatRest(system, tx, training, rest)
  // With an offer answered, the end of the list may fit.
  await promoteFromWaitingList(system, tx, training)
}
