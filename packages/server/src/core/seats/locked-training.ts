import { setImmediate as pause } from 'node:timers/promises'
import { type TrainingInput, TrainingSeats } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Engine, Tx } from '../../platform/db/engine.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { keepLast } from '../../platform/ops/keep-last.ts'
import type { System } from '../../platform/system.ts'
import type { SeatState } from './admit.ts'

/** How many people one transaction moves: more would block sign-ups for too long. */
export const peopleAtOnce = 100

/** A training that this transaction has locked: nothing else changes its seats in the meantime. */
export interface LockedTraining {
  id: string
  slug: string
  revision: number
  timeZone: string
  /** The organizer's rules for its seats. */
  seats: TrainingSeats
  contact: TrainingInput['contact']
  /** The rules for who needs approval, and whether agency coordinators act for their people. */
  audience: Pick<TrainingInput['audience'], 'access' | 'domains' | 'coordinators'>
  /** The current seats. The ledger keeps them consistent with the row. */
  state: SeatState
}

/**
 * Locks trainings in one order, so that two transactions cannot deadlock. On SQLite, transactions
 * are `immediate`, which already locks the whole database.
 */
export async function lockTrainings(
  engine: Pick<Engine, 'name'>,
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, LockedTraining>> {
  const rows = await tx
    .selectFrom('training')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('slug')
    .$if(engine.name === 'postgres', (query) => query.forNoKeyUpdate())
    .execute()
  return new Map(rows.map((row) => [row.id, lockedTraining(row)]))
}

/** Locks one training; undefined if there is none any more. */
export const lockTraining = async (
  engine: Pick<Engine, 'name'>,
  tx: Tx,
  id: string,
): Promise<LockedTraining | undefined> => (await lockTrainings(engine, tx, [id])).get(id)

function lockedTraining(row: Selectable<TrainingTable>): LockedTraining {
  const rules = rulesIn(row.input)
  return {
    id: row.id,
    slug: row.slug,
    revision: row.revision,
    timeZone: row.time_zone,
    ...rules,
    state: seatStateOf(row, rules.seats),
  }
}

type Rules = Pick<LockedTraining, 'seats' | 'contact' | 'audience'>

const rulesIn = keepLast((stored: string): Rules => {
  const input = JSON.parse(stored) as Partial<TrainingInput>
  return {
    seats: seatsIn(input),
    contact: input.contact,
    audience: { access: 'open', domains: [], coordinators: false, ...input.audience },
  }
})

// Parsed again, so that settings added since the row was written get their default.
const seatsIn = ({ seats }: Partial<TrainingInput>): TrainingSeats => TrainingSeats.parse(seats ?? {})

/** Returns the seats of a row. Only those of a locked row stay as they are. */
export const seatStateOf = (row: Selectable<TrainingTable>, seats = seatsIn(JSON.parse(row.input))): SeatState => ({
  status: row.status,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
  startsAt: row.starts_at,
  capacity: row.capacity,
  seatsTaken: row.seats_taken,
  waitlist: seats.waitlist,
  holdWhilePending: seats.holdWhilePending,
  lastPosition: row.last_waiting_list_position,
  isPromotionPending: row.promotion_pending_since !== null,
  doorSeats: seats.walkIns ?? 0,
})

/**
 * Works on one training after the other, a batch per transaction under the training's lock, and
 * pauses between batches to let other requests run. `workOnBatch` reads after the lock, because
 * another process may have been there first, and returns whether there may be more.
 */
export async function workInBatches(
  system: Pick<System, 'db' | 'isStopping'>,
  trainingIds: readonly string[],
  workOnBatch: (tx: Tx, training: LockedTraining) => Promise<boolean>,
): Promise<void> {
  for (const id of trainingIds) {
    const workOnNext = () =>
      system.db.transaction(async (tx) => {
        const training = await lockTraining(system.db, tx, id)
        return training !== undefined && (await workOnBatch(tx, training))
      })
    while (!system.isStopping() && (await workOnNext())) await pause()
  }
}
