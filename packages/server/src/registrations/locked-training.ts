import { type TrainingInput, TrainingSeats } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Engine, Tx } from '../db/database.ts'
import type { TrainingTable } from '../db/tables/training.ts'
import type { SeatState } from './admit.ts'

/** How many people one transaction moves: more would block sign-ups for too long. */
export const peopleAtOnce = 100

/** A training that this transaction has locked: nothing else changes its seats meanwhile. */
export interface LockedTraining {
  id: string
  slug: string
  revision: number
  timeZone: string
  /** The organizer's rules for its seats. */
  seats: TrainingSeats
  contact: TrainingInput['contact']
  /** The rules for who needs approval. */
  audience: Pick<TrainingInput['audience'], 'access' | 'domains'>
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

function lockedTraining(row: Selectable<TrainingTable>): LockedTraining {
  // Parsed again, so that settings added since the row was written get their default.
  const input = JSON.parse(row.input) as Partial<TrainingInput>
  const seats = TrainingSeats.parse(input.seats ?? {})
  return {
    id: row.id,
    slug: row.slug,
    revision: row.revision,
    timeZone: row.time_zone,
    seats,
    contact: input.contact,
    audience: { access: 'open', domains: [], ...input.audience },
    state: {
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
    },
  }
}
