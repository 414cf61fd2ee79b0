import type { TrainingState } from '@training-signup/contract'
import type { ExpressionBuilder } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import type { System } from '../../platform/system.ts'
import { availabilityOf, stateOf, takesSignUps } from './availability.ts'
import { isAnnounced } from './list-trainings.ts'
import { completeTraining, type StoredTraining } from './trainings.ts'

const ended: readonly TrainingState[] = ['full', 'closed', 'cancelled', 'past']

/** Whether a training in this state leads to the next date of its series. */
export const leadsOn = (state: TrainingState): boolean => ended.includes(state)

type Dated = Pick<StoredTraining, 'row' | 'input'>

const stateNow = ({ row, input }: Dated, system: System) => stateOf(availabilityOf(row, input), system.now())

/**
 * Returns the next date of the training's series, if the training takes no more sign-ups itself.
 */
export const findNextDate = async (system: System, training: Dated): Promise<StoredTraining | undefined> =>
  leadsOn(stateNow(training, system)) ? findLaterDate(system, training) : undefined

/**
 * Returns a later date of the training's series that takes sign-ups: the first with the same title,
 * because a series may hold trainings for others, and of those the first with seats.
 */
export async function findLaterDate(system: System, { row, input }: Dated): Promise<StoredTraining | undefined> {
  if (row.series === null) return undefined
  const later = takingSignUps(system, row.series, row.starts_at)
  const next = await later.executeTakeFirst()
  if (next === undefined) return undefined
  const same = later.where('title', '=', input.title.en)
  const found =
    (await same.where(hasSeats).executeTakeFirst()) ??
    (await same.executeTakeFirst()) ??
    (await later.where(hasSeats).executeTakeFirst()) ??
    next
  return completeTraining(system, found)
}

/** How many withdrawn trainings of one request have a date in their place at most. */
const mostInstead = 20

/**
 * Returns the slugs of later dates that take sign-ups, in place of those of the trainings that were
 * withdrawn. Several dates of the same training have one.
 */
export async function findDatesInstead(system: System, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return []
  const rows = await system.db.reader
    .selectFrom('training')
    .selectAll()
    .where('slug', 'in', slugs)
    .where('status', '=', 'withdrawn')
    .where('series', 'is not', null)
    .orderBy('starts_at')
    .orderBy('slug')
    .limit(mostInstead)
    .execute()
  const first = new Map(rows.toReversed().map((row) => [JSON.stringify([row.series, row.title]), row]))
  const later: string[] = []
  for (const row of first.values()) {
    const found = await findLaterDate(system, await completeTraining(system, row))
    if (found) later.push(found.row.slug)
  }
  return later
}

/**
 * Returns a date with seats for people who get on the training's waiting list, while they can get
 * on it.
 */
export const findOtherDate = async (system: System, training: Dated): Promise<StoredTraining | undefined> =>
  training.input.seats.waitlist && takesSignUps({ state: stateNow(training, system) })
    ? findDateWithSeats(system, training)
    : undefined

/** Returns the first later date of the same training that has seats. */
export async function findDateWithSeats(system: System, { row, input }: Dated): Promise<StoredTraining | undefined> {
  if (row.series === null) return undefined
  const found = await takingSignUps(system, row.series, row.starts_at)
    .where('title', '=', input.title.en)
    .where(hasSeats)
    .executeTakeFirst()
  return found && completeTraining(system, found)
}

const hasSeats = (eb: ExpressionBuilder<Tables, 'training'>) =>
  eb.or([eb('capacity', 'is', null), eb('seats_taken', '<', eb.ref('capacity'))])

/** The same question as `takesSignUps` asks of a state, so that an index finds the first. */
function takingSignUps({ db, now }: System, series: string, after: string) {
  const at = now().toISOString()
  return db.reader
    .selectFrom('training')
    .selectAll()
    .where(isAnnounced)
    .where('status', '=', 'published')
    .where('series', '=', series)
    .where('starts_at', '>', after > at ? after : at)
    .where('closes_at', '>', at)
    .where((eb) => eb.or([eb('opens_at', 'is', null), eb('opens_at', '<=', at)]))
    .where((eb) => eb.or([hasSeats(eb), eb('waitlist', '=', 1)]))
    .orderBy('starts_at')
    .orderBy('slug')
    .limit(1)
}
