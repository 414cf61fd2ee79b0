import { isDeepStrictEqual } from 'node:util'
import type { TrainingInput } from '@training-signup/contract'
import { gapAround, instantOf } from '../../../core/trainings/local-time.ts'
import { afterEnd } from '../../../core/trainings/trainings.ts'
import { ProblemError } from '../../../platform/problem.ts'

/**
 * Refuses times that the clocks skip: people would read another hour than the organizer wrote, and
 * the end could come before the start. Those that an earlier version took stay allowed, so that the
 * training can still be canceled.
 * @throws {ProblemError} `invalid-input`
 */
export function requireTimes(next: TrainingInput, present?: TrainingInput): void {
  const kept = present ? skippedTimes(present) : []
  const errors = skippedTimes(next).filter((fault) => !kept.some((one) => isDeepStrictEqual(one, fault)))
  if (errors.length > 0) throw new ProblemError('invalid-input', { errors })
}

/**
 * Refuses a start that has passed, of a training that is new or becomes public: a year that was not
 * changed would make a page on which no one can register. An import takes past trainings.
 * @throws {ProblemError} `invalid-input`
 */
export function requireStartToCome({ start, timeZone }: TrainingInput, now: Date): void {
  if (now.toISOString() < instantOf(start, timeZone)) return
  const message = `The start, ${start} in ${timeZone}, has passed. Use a time that is still to come.`
  throw new ProblemError('invalid-input', { errors: [{ pointer: '/start', code: 'past-time', message }] })
}

/**
 * Refuses a change by which people would be deleted within the hour who are kept so far: a day so
 * long ago, like one in a year that was mistyped, or fewer days than have passed since the end.
 * @throws {ProblemError} `invalid-input`
 */
export function requireKeptPeople(next: TrainingInput, present: TrainingInput, now: Date): void {
  const instant = now.toISOString()
  const passedDays = Math.floor((now.getTime() - Date.parse(instantOf(next.end, next.timeZone))) / dayMs)
  const errors = (['extrasDays', 'recordDays'] as const).flatMap((member) => {
    const days = next.retention[member]
    if (afterEnd(next, days) > instant || afterEnd(present, present.retention[member]) <= instant) return []
    const enough = [passedDays, passedDays + 1].find((count) => afterEnd(next, count) > instant) ?? passedDays + 2
    const message = `With ${days} days, people’s data would be deleted right away. Use at least ${enough}.`
    return [{ pointer: `/retention/${member}`, code: 'deletes-now', message }]
  })
  if (errors.length === 0) return
  if (next.start !== present.start) requireStartToCome(next, now)
  throw new ProblemError('invalid-input', { errors })
}

const dayMs = 24 * 60 * 60_000

function skippedTimes({ start, end, doors, opensAt, closesAt, sessions = [], timeZone }: TrainingInput) {
  const times = { start, end, doors: doors && `${start.slice(0, 10)}T${doors}`, opensAt, closesAt }
  const ofSessions = sessions.flatMap((session, index) => [
    [`sessions/${index}/start`, session.start] as const,
    [`sessions/${index}/end`, session.end] as const,
  ])
  return [...Object.entries(times), ...ofSessions].flatMap(([member, local]) => {
    const gap = local === undefined ? undefined : gapAround(local, timeZone)
    if (!gap) return []
    const message =
      `There is no ${local} in ${timeZone}: the clocks go from ${gap.from} to ${gap.to}. ` +
      `Use a time before ${gap.from}, or ${gap.to} or later.`
    return [{ pointer: `/${member}`, code: 'skipped-time', message }]
  })
}
