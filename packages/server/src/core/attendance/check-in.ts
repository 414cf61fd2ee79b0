import type { MarkInput, MarkOutcome } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import { everything } from '../../platform/access/caller.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { MarkTable } from '../../platform/db/tables/trainings/mark.ts'
import type { System } from '../../platform/system.ts'
import { promoteLocked } from '../seats/approval.ts'
import { countDoorSeats } from '../seats/door-seats.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import { withRegistration } from '../seats/registration.ts'
import { refuseUnless } from '../seats/transitions.ts'
import { type SessionTime, sessionOf, validMarks } from './attend.ts'
import { storeUnderLock } from './store-marks.ts'

/**
 * Notes that a person with a seat has come. The first time stays.
 * @throws {ProblemError} `not-found`; `wrong-status` without a seat
 */
export const checkIn = (system: System, id: string): Promise<void> =>
  withRegistration(system, id, async (tx, { status, checked_in_at }, training) => {
    refuseUnless(status, 'check-in')
    if (checked_in_at === null) await mark(system, tx, training, [{ registration: id, kind: 'in' }])
  })

/** What someone taps at the door: a person comes to a session, or leaves it. */
export interface Tap {
  kind: 'in' | 'out'
  /** The start of the session. */
  session: string
}

/**
 * Notes that a person with a seat has come to a session, or has left it, unless that is known.
 * @throws {ProblemError} `not-found`; `wrong-status` without a seat
 */
export const noteTap = (system: System, id: string, tap: Tap, sessions: readonly SessionTime[]): Promise<void> =>
  withRegistration(system, id, async (tx, { status }, training) => {
    refuseUnless(status, 'check-in')
    const before = await inSession(tx, id, tap, sessions)
    if (before.at(-1)?.kind !== tap.kind) await mark(system, tx, training, [{ registration: id, ...tap }])
  })

/**
 * Gives a person who waits a seat that is free at the door, and notes that they have come. In a group
 * that stays together, the others get theirs, too.
 * @throws {ProblemError} `not-found`, `wrong-status`, `no-seat-free`, `training-cancelled`
 */
export const seatAtDoor = (system: System, id: string): Promise<void> =>
  withRegistration(system, id, async (tx, registration, training) => {
    await countDoorSeats(tx, training)
    await promoteLocked(system, tx, training, registration, { atDoor: true })
    if (registration.checked_in_at === null) await mark(system, tx, training, [{ registration: id, kind: 'in' }])
  })

/**
 * Takes back that someone has come to a session, or has left it.
 * @throws {ProblemError} `not-found`
 */
export const undoTap = (system: System, id: string, tap: Tap, sessions: readonly SessionTime[]): Promise<void> =>
  withRegistration(system, id, async (tx, _, training) => {
    const before = await inSession(tx, id, tap, sessions)
    // Someone who left and came back had come before, too.
    const wrong = before.slice(before.findLastIndex(({ kind }) => kind !== tap.kind) + 1)
    await undo(system, tx, training, wrong)
  })

/** Returns what is known of a person and a session, in order. */
export const inSession = async (tx: Tx, id: string, { session }: Tap, sessions: readonly SessionTime[]) =>
  (await validOf(tx, id))
    .filter((one) => sessionOf(one, sessions)?.key === session)
    .toSorted((one, other) => (one.at < other.at ? -1 : 1))

const validOf = async (tx: Tx, id: string) =>
  validMarks(await tx.selectFrom('mark').selectAll().where('registration_id', '=', id).execute())

/**
 * Takes back that someone has come: every mark that says so.
 * @throws {ProblemError} `not-found`
 */
export const undoCheckIn = (system: System, id: string): Promise<void> =>
  withRegistration(system, id, async (tx, _, training) => {
    const arrivals = (await validOf(tx, id)).filter(({ kind }) => kind === 'in')
    await undo(system, tx, training, arrivals)
  })

const undo = (system: System, tx: Tx, training: LockedTraining, wrong: readonly Selectable<MarkTable>[]) =>
  mark(
    system,
    tx,
    training,
    wrong.map(({ id: voids, registration_id: registration }) => ({ registration, kind: 'undo', voids })),
  )

/** Stores marks of now, in a transaction that has locked their training: at the door, unless they say otherwise. */
export async function mark(
  system: System,
  tx: Tx,
  training: LockedTraining,
  marks: readonly (Pick<MarkInput, 'registration' | 'kind' | 'session' | 'voids'> & Partial<MarkInput>)[],
): Promise<MarkOutcome[]> {
  if (marks.length === 0) return []
  const given = marks.map((one) => ({ source: 'door' as const, ...one, id: system.newId() }))
  return storeUnderLock(system, tx, { training, marks: given, scope: everything })
}
