import { type DoorSeats, type TrainingInput, usualUnclaimedMinutes } from '@training-signup/contract'
import type { Kysely, Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { setSeatsOpened } from './ledger.ts'
import { type LockedTraining, lockTraining } from './locked-training.ts'
import { seatedStatuses } from './transitions.ts'

/**
 * Seats that only people at the door get: those that registrations never take, and those of people
 * who have not come, once an organizer opens them. Who comes late still has a seat: then one person
 * more is here than there are seats, which the door says.
 */

const minuteMs = 60_000

/**
 * Counts the seats at the door, under the lock of the training. An opened seat counts until its
 * person comes. Someone who got a seat afterwards never does, so none is given twice.
 */
export async function countDoorSeats(tx: Tx, training: LockedTraining | undefined): Promise<void> {
  if (!training) return
  const { opened } = await countPeople(tx, training.id)
  training.state = { ...training.state, doorSeats: (training.seats.walkIns ?? 0) + opened }
}

async function countPeople(db: Kysely<Tables>, id: string) {
  const row = await db
    .selectFrom('registration')
    .select(({ fn }) => {
      const count = fn.count<number | string>('id')
      return [
        count.filterWhere('checked_in_at', 'is not', null).as('here'),
        count.filterWhere('checked_in_at', 'is', null).filterWhere('seat_opened_at', 'is', null).as('unclaimed'),
        count.filterWhere('checked_in_at', 'is', null).filterWhere('seat_opened_at', 'is not', null).as('opened'),
      ]
    })
    .where('training_id', '=', id)
    .where('status', 'in', seatedStatuses)
    .executeTakeFirstOrThrow()
  return { here: Number(row.here), unclaimed: Number(row.unclaimed), opened: Number(row.opened) }
}

type Dated = Pick<Selectable<TrainingTable>, 'id' | 'seats_taken' | 'starts_at'>

/** Returns which seats there are at the door of a training. */
export async function readDoorSeats(
  { db }: Pick<System, 'db'>,
  row: Dated,
  { seats }: Pick<TrainingInput, 'seats'>,
): Promise<DoorSeats> {
  const { here, unclaimed, opened } = await countPeople(db.reader, row.id)
  const { capacity } = seats
  return {
    capacity,
    free: capacity === null ? null : Math.max(0, capacity + opened - row.seats_taken),
    unclaimed,
    opened,
    over: capacity === null ? 0 : Math.max(0, here - capacity),
    opensAt: opensAt(row.starts_at, seats),
  }
}

const opensAt = (startsAt: string, { unclaimedMinutes = usualUnclaimedMinutes }: TrainingInput['seats']) =>
  new Date(Date.parse(startsAt) + unclaimedMinutes * minuteMs).toISOString()

/**
 * Opens the seats of everyone who has not come to people at the door. Their people stay registered.
 * @returns how many
 * @throws {ProblemError} `not-found`; `wrong-status` before the time that the training says, or if it
 * was called off
 */
export const openUnclaimedSeats = (system: System, slug: string): Promise<number> =>
  withTraining(system, slug, (tx, training) => {
    const now = system.now().toISOString()
    const { state, seats } = training
    if (state.status !== 'published') throw new ProblemError('wrong-status')
    const from = opensAt(state.startsAt, seats)
    if (now < from) throw new ProblemError('wrong-status', { detail: `Unclaimed seats can be opened from ${from} on.` })
    return seats.capacity === null ? Promise.resolve(0) : setSeatsOpened(tx, training, now)
  })

/**
 * Keeps opened seats for their people again. Those that others took by then stay theirs.
 * @throws {ProblemError} `not-found`
 */
export const keepUnclaimedSeats = (system: System, slug: string): Promise<number> =>
  withTraining(system, slug, (tx, training) => setSeatsOpened(tx, training, null))

async function withTraining<T>(
  system: System,
  slug: string,
  work: (tx: Tx, training: LockedTraining) => Promise<T>,
): Promise<T> {
  const id = await trainingIdOf(system, slug)
  return system.db.transaction(async (tx) => {
    const training = await lockTraining(system.db, tx, id)
    if (!training) throw new ProblemError('not-found')
    return work(tx, training)
  })
}
