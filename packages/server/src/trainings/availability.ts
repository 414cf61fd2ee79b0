import type { TrainingInput, TrainingState } from '@training-signup/contract'
import type { TrainingTable } from '../db/tables/training.ts'

/** The moments at which a training's state can change by itself. */
export interface Times {
  opensAt: string | null
  closesAt: string
  startsAt: string
  endsAt: string
}

export interface Availability extends Times {
  status: TrainingTable['status']
  capacity: number | null
  seatsTaken: number
  waitlist: boolean
}

export const availabilityOf = (row: TrainingTable, input: Pick<TrainingInput, 'seats'>): Availability => ({
  status: row.status,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  capacity: row.capacity,
  seatsTaken: row.seats_taken,
  waitlist: input.seats.waitlist,
})

/** What a training is to visitors now. */
export function stateOf(training: Availability, now: Date): TrainingState {
  const reached = (instant: string) => now >= new Date(instant)
  if (training.status === 'cancelled') return 'cancelled'
  if (reached(training.endsAt)) return 'past'
  if (reached(training.closesAt) || reached(training.startsAt)) return 'closed'
  if (training.opensAt !== null && !reached(training.opensAt)) return 'upcoming'
  return bandOf(training)
}

function bandOf({ capacity, seatsTaken, waitlist }: Availability): TrainingState {
  if (capacity === null) return 'open'
  const free = capacity - seatsTaken
  if (free <= 0) return waitlist ? 'waitlist' : 'full'
  return free <= fewSeats(capacity) ? 'few' : 'open'
}

// In a small room five seats may be all of it: there, fewer than half are few.
const fewSeats = (capacity: number) => Math.min(Math.max(5, capacity / 10), capacity / 2)

/** Whole seconds until the state changes by itself: until then an answer may be kept. */
export function nextChange({ opensAt, closesAt, startsAt, endsAt }: Times, now: Date): number {
  const ahead = [opensAt, closesAt, startsAt, endsAt]
    .map((instant) => (instant === null ? 0 : new Date(instant).getTime() - now.getTime()))
    .filter((milliseconds) => milliseconds > 0)
  return Math.floor(Math.min(...ahead) / 1000)
}
