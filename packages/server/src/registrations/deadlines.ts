import { afterQuietHours } from '../trainings/local-time.ts'
import type { LockedTraining } from './seats.ts'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs
/** So near the start a question would cost more time than it is worth. */
const instantMs = dayMs
/** An offer that leaves less time than this to answer is none. */
const shortestOfferMs = hourMs
const shortestVerificationMs = 10 * 60_000

type Dated = Pick<LockedTraining, 'seats' | 'timeZone'> & { state: Pick<LockedTraining['state'], 'startsAt'> }

/** The instant from which nobody who waits is called any more. */
export const cutOffOf = ({ seats, state }: Pick<Dated, 'seats' | 'state'>): string =>
  shifted(state.startsAt, -seats.cutOffHours * hourMs)

/** Until when somebody who asks at `now` for approval holds a seat. */
export const holdEndOf = (training: Dated, now: string): string =>
  earlier(shifted(now, training.seats.holdDays * dayMs), lastHoldOf(training, now))

/** Until when at most a seat is held, as of `now`. After the cut-off that would give it to nobody: until the start then. */
export function lastHoldOf(training: Dated, now: string): string {
  const cutOff = cutOffOf(training)
  return now < cutOff ? cutOff : training.state.startsAt
}

/** As long has even whoever signs up just before the cut-off or the closing. */
const shortestFirstMs = 15 * 60_000

type Closing = Dated & { state: Pick<LockedTraining['state'], 'closesAt'> }

/**
 * Until when somebody who signs up at `now` can verify their address, and holds a seat meanwhile: an hour, or until the
 * cut-off or the closing, whichever is near; a mail takes its time, so what ends it sooner is the start alone. Whoever
 * corrects another sign-up has what is left of its time: otherwise seats could be held for ever. So that there is time for
 * the new mail, that is some minutes at least, once, however often they correct.
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
  /** When an offer lapses; null where there is nothing to answer. */
  expiresAt: string | null
}

/**
 * How somebody is called from the waiting list at `now`, before the cut-off. Quiet hours delay the mail, not the seat,
 * and an offer's time begins with its mail: here it is planned as if that left when it is due. On the last day, and where
 * no mail can tell anybody that they are asked, the seat is simply given.
 */
export function planCall(training: Dated, now: string, isTellable = true): Call {
  const mailDueAt = callMailDueAt(training, now)
  const isAsked = training.seats.waitlistBy === 'offer' && isTellable && mailDueAt < lastDayOf(training)
  if (!isAsked || offerMsFrom(training, mailDueAt) < shortestOfferMs)
    return { status: 'confirmed', mail: 'promoted', mailDueAt, expiresAt: null }
  return { status: 'offered', mail: 'offer', mailDueAt, expiresAt: offerEndOf(training, mailDueAt) }
}

/** When a mail that calls somebody may leave: not at night, when nobody is to be woken, but on the last day at any hour. */
export const callMailDueAt = (training: Pick<Dated, 'timeZone' | 'state'>, now: string): string =>
  now < lastDayOf(training) ? afterQuietHours(now, training.timeZone) : now

/**
 * When an offer lapses whose mail leaves at `now`. It takes half of the time that is left at most, so that a no leaves
 * somebody else time to come; all of it where a mail is so late that half would be none.
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
