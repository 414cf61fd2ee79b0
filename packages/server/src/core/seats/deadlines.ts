import { afterQuietHours } from '../trainings/local-time.ts'
import type { LockedTraining } from './locked-training.ts'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs
/**
 * This near the start, seats are given right away: waiting for an answer would cost too much time.
 */
const instantMs = dayMs
/** An offer must leave at least this much time to answer. */
const shortestOfferMs = hourMs
const shortestVerificationMs = 10 * 60_000

type Dated = Pick<LockedTraining, 'seats' | 'timeZone'> & { state: Pick<LockedTraining['state'], 'startsAt'> }

/** Returns the cut-off: the instant from which the waiting list no longer moves. */
export const cutOffOf = ({ seats, state }: Pick<Dated, 'seats' | 'state'>): string =>
  shifted(state.startsAt, -seats.cutOffHours * hourMs)

/** Returns until when a request for approval made at `now` holds a seat. */
export const holdEndOf = (training: Dated, now: string): string =>
  earlier(shifted(now, training.seats.holdDays * dayMs), lastHoldOf(training, now))

/**
 * Returns until when a supervisor who was asked at `askedAt` is to answer, as of `now`: as long as a
 * seat can be held for the person, then until the start. Whether one is held does not matter: that
 * differs for a duplicate.
 */
export function supervisorEndOf(training: Dated, askedAt: string, now: string): string {
  const end = training.seats.holdWhilePending ? holdEndOf(training, askedAt) : training.state.startsAt
  return now < end ? end : training.state.startsAt
}

/**
 * Returns the latest end of any held seat, as of `now`: the cut-off or, after it, the start. After
 * the cut-off, a seat that is freed goes to no one.
 */
export function lastHoldOf(training: Dated, now: string): string {
  const cutOff = cutOffOf(training)
  return now < cutOff ? cutOff : training.state.startsAt
}

/** The shortest time to verify, even for sign-ups just before the cut-off or the closing. */
const shortestFirstMs = 15 * 60_000

type Closing = Dated & { state: Pick<LockedTraining['state'], 'closesAt'> }

/**
 * Returns until when a sign-up made at `now` can be verified, and holds a seat: an hour, or until
 * the next of cut-off and closing. Emails take time, so it is at least 15 minutes unless the
 * training starts sooner.
 * A sign-up that corrects an earlier one gets the rest of that one's time: otherwise seats could be
 * held forever. To leave time for the new email, that is at least 10 minutes, but never beyond
 * `latestEnd`, however often the person corrects.
 */
export function verificationTimeOf(
  training: Closing,
  now: string,
  corrected?: { ends_at: string; latest_end: string | null },
): { endsAt: string; latestEnd: string } {
  const { closesAt, startsAt } = training.state
  const asked = [closesAt, cutOffOf(training)].filter((one) => one > now).reduce(earlier, shifted(now, hourMs))
  const end = earlier(startsAt, later(asked, shifted(now, shortestFirstMs)))
  if (!corrected) return { endsAt: end, latestEnd: shifted(end, shortestVerificationMs) }
  const latestEnd = corrected.latest_end ?? corrected.ends_at
  const enough = earlier(shifted(now, shortestVerificationMs), latestEnd)
  return { endsAt: earlier(end, later(corrected.ends_at, enough)), latestEnd }
}

export interface Call {
  status: 'confirmed' | 'offered'
  mail: 'promoted' | 'offer'
  mailDueAt: string
  /** When an offer lapses; null if there is nothing to answer. */
  expiresAt: string | null
}

/**
 * Plans how a person gets a seat from the waiting list at `now`, before the cut-off. Quiet hours
 * delay the email, not the seat. The time of an offer begins when its email is sent; the plan
 * assumes that this is when it is due. On the last day, and if no email can reach the person, the
 * seat is given without an offer.
 */
export function planCall(training: Dated, now: string, isReachable = true): Call {
  const mailDueAt = callMailDueAt(training, now)
  const isAsked = training.seats.waitlistBy === 'offer' && isReachable && mailDueAt < lastDayOf(training)
  if (!isAsked || offerMsFrom(training, mailDueAt) < shortestOfferMs)
    return { status: 'confirmed', mail: 'promoted', mailDueAt, expiresAt: null }
  return { status: 'offered', mail: 'offer', mailDueAt, expiresAt: offerEndOf(training, mailDueAt) }
}

/**
 * Returns when an email about a seat may be sent: not during quiet hours, except on the last day.
 */
export const callMailDueAt = (training: Pick<Dated, 'timeZone' | 'state'>, now: string): string =>
  now < lastDayOf(training) ? afterQuietHours(now, training.timeZone) : now

/**
 * Returns when an offer lapses whose email is sent at `now`. It takes at most half of the remaining
 * time, so that others still have time after a no. If the email is so late that half would be too
 * short, it takes all that is left.
 */
export function offerEndOf(training: Pick<Dated, 'seats' | 'state'>, now: string): string {
  const offerMs = offerMsFrom(training, now)
  return offerMs < shortestOfferMs ? cutOffOf(training) : shifted(now, offerMs)
}

const offerMsFrom = (training: Pick<Dated, 'seats' | 'state'>, now: string) =>
  Math.min(training.seats.offerHours * hourMs, (Date.parse(cutOffOf(training)) - Date.parse(now)) / 2)

const lastDayOf = ({ state }: Pick<Dated, 'state'>) => shifted(state.startsAt, -instantMs)

const shifted = (instant: string, byMs: number) => new Date(Date.parse(instant) + byMs).toISOString()
const earlier = (a: string, b: string) => (a < b ? a : b)
const later = (a: string, b: string) => (a > b ? a : b)
