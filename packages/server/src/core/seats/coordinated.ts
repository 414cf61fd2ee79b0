import { ProblemError, type ProblemName } from '../../platform/problem.ts'
import type { SeatState } from './admit.ts'
import type { LockedTraining } from './locked-training.ts'
import type { Registration } from './registration.ts'

/**
 * Refuses coordinators of agencies where the organizer doesn't let them change anything.
 * @throws {ProblemError} `coordinators-off`
 */
export function requireCoordinators({ coordinators }: { coordinators: boolean }): void {
  if (!coordinators) throw new ProblemError('coordinators-off')
}

/**
 * Returns why coordinators can change nothing about a registration: only those that a coordinator
 * made are theirs, and only until the training starts.
 */
export function coordinatingRefused(
  { channel }: { channel: string },
  { audience, state }: { audience: { coordinators: boolean }; state: Pick<SeatState, 'status' | 'startsAt'> },
  now: string,
): ProblemName | undefined {
  if (channel !== 'coordinator') return 'forbidden'
  if (!audience.coordinators) return 'coordinators-off'
  if (state.status === 'cancelled') return 'training-cancelled'
  if (state.status === 'withdrawn') return 'training-withdrawn'
  return now >= state.startsAt ? 'registration-closed' : undefined
}

/**
 * Refuses coordinators what is not theirs to change, or no longer.
 * @param agency The folded name of their agency; undefined for an organizer
 * @throws {ProblemError} `not-found`, and what `coordinatingRefused` returns
 */
export function requireCoordinated(
  registration: Registration,
  training: LockedTraining,
  { agency, now }: { agency: string | undefined; now: string },
): void {
  // It may have changed since the page was opened.
  if (agency !== undefined && registration.agency_folded !== agency) throw new ProblemError('not-found')
  const refused = coordinatingRefused(registration, training, now)
  if (refused) throw new ProblemError(refused)
}
