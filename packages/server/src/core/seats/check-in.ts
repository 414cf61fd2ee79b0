import type { System } from '../../platform/system.ts'
import { setCheckedIn } from './ledger.ts'
import { withRegistration } from './registration.ts'
import { refuseUnless } from './transitions.ts'

/**
 * Notes that a person with a seat has come. The first time stays: a door without a connection sends
 * its check-ins late, and two helpers can tap the same name.
 * @throws {ProblemError} `not-found`; `wrong-status` without a seat
 */
export const checkIn = (system: System, id: string): Promise<void> =>
  withRegistration(system, id, async (tx, registration, training) => {
    refuseUnless(registration.status, 'check-in')
    if (registration.checked_in_at === null)
      await setCheckedIn(system, tx, training, registration, system.now().toISOString())
  })

/**
 * Takes a check-in back.
 * @throws {ProblemError} `not-found`
 */
export const undoCheckIn = (system: System, id: string): Promise<void> =>
  withRegistration(system, id, async (tx, registration, training) => {
    if (registration.checked_in_at !== null) await setCheckedIn(system, tx, training, registration, null)
  })
