import { afterQuietHours } from '../trainings/local-time.ts'
import type { LockedTraining } from './seats.ts'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs
/** So near the start a question would cost more time than it is worth. */
const instantMs = dayMs
/** An offer that leaves less time than this to answer is none. */
const shortestOfferMs = hourMs

type Dated = Pick<LockedTraining, 'seats' | 'timeZone'> & { state: Pick<LockedTraining['state'], 'startsAt'> }

/** The instant from which nobody who waits is called any more. */
export const cutOffOf = ({ seats, state }: Dated): string => shifted(state.startsAt, -seats.cutOffHours * hourMs)

/** Until when somebody who asks at `now` for approval holds a seat. */
export const holdEndOf = (training: Dated, now: string): string =>
  earlier(shifted(now, training.seats.holdDays * dayMs), cutOffOf(training))

type Closing = Dated & { state: Pick<LockedTraining['state'], 'closesAt'> }

/** Until when somebody who signs up at `now` can verify their address, and holds a seat meanwhile. */
export const verificationEndOf = (training: Closing, now: string): string =>
  [training.state.closesAt, training.state.startsAt, cutOffOf(training)]
    .filter((end) => end > now)
    .reduce(earlier, shifted(now, hourMs))

export interface Call {
  status: 'confirmed' | 'offered'
  mail: 'promoted' | 'offer'
  mailDueAt: string
  /** When an offer lapses; null where there is nothing to answer. */
  expiresAt: string | null
}

/**
 * How somebody is called from the waiting list at `now`, before the cut-off. Quiet hours delay the mail, not the seat,
 * and an offer's time begins with its mail. It takes half of the time that is left at most, so that a no leaves
 * somebody else time to come. On the last day the seat is simply given, and told at any hour.
 */
export function planCall(training: Dated, now: string): Call {
  const lastDay = shifted(training.state.startsAt, -instantMs)
  const mailDueAt = now < lastDay ? afterQuietHours(now, training.timeZone) : now
  const leftMs = Date.parse(cutOffOf(training)) - Date.parse(mailDueAt)
  const offerMs = Math.min(training.seats.offerHours * hourMs, leftMs / 2)
  if (training.seats.waitlistBy === 'promotion' || mailDueAt >= lastDay || offerMs < shortestOfferMs)
    return { status: 'confirmed', mail: 'promoted', mailDueAt, expiresAt: null }
  return { status: 'offered', mail: 'offer', mailDueAt, expiresAt: shifted(mailDueAt, offerMs) }
}

const shifted = (instant: string, byMs: number) => new Date(Date.parse(instant) + byMs).toISOString()
const earlier = (a: string, b: string) => (a < b ? a : b)
