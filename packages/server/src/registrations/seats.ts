import { type TrainingInput, TrainingSeats } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Engine, Tx } from '../db/database.ts'
import type { TrainingTable } from '../db/schema.ts'
import type { SeatState } from './admit.ts'

/** So many people one transaction moves: more of them would keep others from signing up for too long. */
export const peopleAtOnce = 100

/** A training that this transaction holds: nobody else decides about its seats meanwhile. */
export interface LockedTraining {
  id: string
  slug: string
  revision: number
  timeZone: string
  /** What the organizer wants done with them. */
  seats: TrainingSeats
  contact: TrainingInput['contact']
  /** Seats as they are now; who writes seats writes them here too. */
  state: Omit<SeatState, 'active'>
}

/**
 * Locks trainings in one order for all, so that two transactions cannot wait for each other.
 * SQLite's transactions are `immediate`: the whole database is locked already.
 */
export async function lockSeats(
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

/** Writes seats to the locked training and to its state in hand. */
export async function moveSeats(
  tx: Tx,
  training: LockedTraining,
  seats: number,
  lineNumber = training.state.lastLineNumber,
): Promise<void> {
  training.state = { ...training.state, seatsTaken: training.state.seatsTaken + seats, lastLineNumber: lineNumber }
  await tx
    .updateTable('training')
    .set({ seats_taken: training.state.seatsTaken, last_line_number: lineNumber })
    .where('id', '=', training.id)
    .execute()
}

function lockedTraining(row: Selectable<TrainingTable>): LockedTraining {
  // Parsed again, so that a member added since the row was written has its default.
  const input = JSON.parse(row.input) as { seats?: unknown; contact?: TrainingInput['contact'] }
  const seats = TrainingSeats.parse(input.seats ?? {})
  return {
    id: row.id,
    slug: row.slug,
    revision: row.revision,
    timeZone: row.time_zone,
    seats,
    contact: input.contact,
    state: {
      status: row.status,
      opensAt: row.opens_at,
      closesAt: row.closes_at,
      startsAt: row.starts_at,
      capacity: row.capacity,
      seatsTaken: row.seats_taken,
      waitlist: seats.waitlist,
      holdWhilePending: seats.holdWhilePending,
      lastLineNumber: row.last_line_number,
      isWalkDue: row.walk_due_at !== null,
    },
  }
}
