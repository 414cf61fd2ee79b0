import type { MarkInput } from '@training-signup/contract'
import { everything } from '../../platform/access/caller.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import { withRegistration } from '../seats/registration.ts'
import { refuseUnless } from '../seats/transitions.ts'
import { validMarks } from './attend.ts'
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

/**
 * Takes back that someone has come: every mark that says so.
 * @throws {ProblemError} `not-found`
 */
export const undoCheckIn = (system: System, id: string): Promise<void> =>
  withRegistration(system, id, async (tx, _, training) => {
    const marks = await tx
      .selectFrom('mark')
      .select(['id', 'kind', 'voids'])
      .where('registration_id', '=', id)
      .execute()
    const arrivals = validMarks(marks).filter(({ kind }) => kind === 'in')
    await mark(
      system,
      tx,
      training,
      arrivals.map((arrival) => ({ registration: id, kind: 'undo', voids: arrival.id })),
    )
  })

async function mark(
  system: System,
  tx: Tx,
  training: LockedTraining,
  marks: readonly Pick<MarkInput, 'registration' | 'kind' | 'voids'>[],
): Promise<void> {
  if (marks.length === 0) return
  const given = marks.map((one) => ({ ...one, id: system.newId(), source: 'door' as const }))
  await storeUnderLock(system, tx, { training, marks: given, scope: everything })
}
