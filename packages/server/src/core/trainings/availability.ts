import type { TrainingInput, TrainingState } from '@training-signup/contract'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'

/** The instants when a training's state changes without an edit. */
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

/** The statuses of a training that does not take place as announced: called off, or taken off the site. */
export const offStatuses = ['cancelled', 'withdrawn'] as const

type OffStatus = (typeof offStatuses)[number]

/** Returns whether a training was called off or taken off the site. */
export const isOff = (status: TrainingTable['status']): status is OffStatus => offStatuses.some((one) => one === status)

/** Returns a training's current state for visitors. */
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

// A small room may have only five seats. There, fewer than half count as few.
const fewSeats = (capacity: number) => Math.min(Math.max(5, capacity / 10), capacity / 2)

const taking: readonly TrainingState[] = ['open', 'few', 'waitlist']

export const takesSignUps = ({ state }: { state: TrainingState }): boolean => taking.includes(state)

/**
 * Returns the whole seconds until the state changes without an edit. A response may be cached until
 * then.
 */
export function nextChange({ opensAt, closesAt, startsAt, endsAt }: Times, now: Date): number {
  const ahead = [opensAt, closesAt, startsAt, endsAt]
    .map((instant) => (instant === null ? 0 : new Date(instant).getTime() - now.getTime()))
    .filter((milliseconds) => milliseconds > 0)
  return Math.floor(Math.min(...ahead) / 1000)
}
