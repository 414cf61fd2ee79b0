import type { TrainingState } from '@training-signup/contract'
import type { AlertTable } from '../../platform/db/tables/mails/alert.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import type { StoredTraining } from './trainings.ts'

export type AlertKind = AlertTable['kind']

interface Situation {
  state: TrainingState
  /** The next date of its series that takes sign-ups. */
  next: Pick<StoredTraining, 'row'> | undefined
  now: Date
}

/**
 * Returns what visitors of a training that takes no sign-ups can wait for; undefined if nothing of
 * it will change.
 */
export function alertKindOf(
  { series, record_until }: Pick<TrainingTable, 'series' | 'record_until'>,
  { state, next, now }: Situation,
): AlertKind | undefined {
  const canHaveNextDate = series !== null && next === undefined
  switch (state) {
    case 'upcoming':
      return 'opening'
    case 'full':
      return canHaveNextDate ? 'date' : 'seat'
    case 'closed':
    case 'cancelled':
    case 'past':
      // Later, an address would be deleted as soon as it is stored.
      return canHaveNextDate && (record_until ?? '') > now.toISOString() ? 'date' : undefined
    default:
      return undefined
  }
}
