import type { TrainingState } from '@training-signup/contract'
import type { System } from '../system.ts'
import { availabilityOf, stateOf, takesSignUps } from './availability.ts'
import { listPublicTrainings, type StoredTraining } from './trainings.ts'

const ended: readonly TrainingState[] = ['full', 'closed', 'cancelled', 'past']

/**
 * Returns the next date of the training's series that takes sign-ups, if the training takes no more
 * itself. Of several, the first with the same title, because a series may hold trainings for others.
 */
export async function findNextDate(
  system: System,
  { row, input }: Pick<StoredTraining, 'row' | 'input'>,
): Promise<StoredTraining | undefined> {
  if (row.series === null) return undefined
  const now = system.now()
  const stateNow = (one: Pick<StoredTraining, 'row' | 'input'>) => stateOf(availabilityOf(one.row, one.input), now)
  if (!ended.includes(stateNow({ row, input }))) return undefined
  const series = await listPublicTrainings(system, { series: row.series })
  const later = series.filter((one) => one.row.starts_at > row.starts_at && takesSignUps({ state: stateNow(one) }))
  return later.find((one) => one.input.title.en === input.title.en) ?? later[0]
}
