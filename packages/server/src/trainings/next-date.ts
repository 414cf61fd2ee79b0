import type { TrainingState } from '@training-signup/contract'
import type { System } from '../system.ts'
import { availabilityOf, stateOf, takesSignUps } from './availability.ts'
import { listPublicTrainings, type StoredTraining } from './trainings.ts'

const ended: readonly TrainingState[] = ['full', 'closed', 'cancelled', 'past']

/** Whether a training in this state leads to the next date of its series. */
export const isOver = (state: TrainingState): boolean => ended.includes(state)

type Dated = Pick<StoredTraining, 'row' | 'input'>

const stateNow = ({ row, input }: Dated, system: System) => stateOf(availabilityOf(row, input), system.now())

/**
 * Returns the next date of the training's series, if the training takes no more sign-ups itself.
 */
export const findNextDate = async (system: System, training: Dated): Promise<StoredTraining | undefined> =>
  isOver(stateNow(training, system)) ? findLaterDate(system, training) : undefined

/**
 * Returns the next date of the training's series that takes sign-ups. Of several, the first with
 * the same title, because a series may hold trainings for others.
 */
export async function findLaterDate(system: System, { row, input }: Dated): Promise<StoredTraining | undefined> {
  if (row.series === null) return undefined
  const series = await listPublicTrainings(system, { series: row.series })
  const later = series.filter(
    (one) => one.row.starts_at > row.starts_at && takesSignUps({ state: stateNow(one, system) }),
  )
  return later.find((one) => one.input.title.en === input.title.en) ?? later[0]
}
