import type { MarkInput } from '@training-signup/contract'
import { everything } from '../../platform/access/caller.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { withRegistration } from '../seats/registration.ts'
import { isActive } from '../seats/transitions.ts'
import { type AttendanceMark, attend, type SessionTime, sessionOf, validMarks } from './attend.ts'
import { readMarks, trainingRule } from './read-attendance.ts'
import { storeUnderLock } from './store-marks.ts'

/** When someone came to a session and left it, as instants. */
export interface SessionTimes {
  /** The start of the session, by which marks name it. */
  session: string
  in: string | null
  out: string | null
}

type NewMark = Pick<MarkInput, 'kind' | 'at' | 'voids'> & { session: string }

/**
 * Returns the marks that make someone’s times of a session what an organizer says they were. Those
 * that say so already stay, unless they are in doubt; all others are taken back.
 * @param endedAt when the registration was canceled, declined, or expired
 */
export function correctionMarks(
  marks: readonly AttendanceMark[],
  sessions: readonly SessionTime[],
  times: SessionTimes,
  endedAt?: string,
): NewMark[] {
  const session = sessions.find(({ key }) => key === times.session)
  const seen = validMarks(marks).filter((mark) => session && sessionOf(mark, sessions) === session)
  const doubtful = new Set(
    session
      ? attend({ marks: seen, sessions: [session], rule: 'arrival', now: new Date(session.end), endedAt }).flatMap(
          ({ doubts }) => doubts.flatMap(({ mark }) => mark ?? []),
        )
      : [],
  )
  const kept = (['in', 'out'] as const).flatMap(
    (kind) =>
      seen.find((mark) => mark.kind === kind && !doubtful.has(mark.id) && isSameMinute(mark.at, times[kind])) ?? [],
  )
  // Each correction takes the place of one of these, a door’s first: undoing a paper line takes back those in its place.
  const wrong = seen
    .filter((mark) => !kept.includes(mark))
    .toSorted((one, other) => Number(one.source === 'paper') - Number(other.source === 'paper'))
  const right = (['in', 'out'] as const).flatMap((kind) => {
    const at = times[kind]
    return at === null || kept.some((mark) => mark.kind === kind) ? [] : [{ kind, at }]
  })
  return Array.from({ length: Math.max(wrong.length, right.length) }, (_, index) => ({
    kind: right[index]?.kind ?? 'undo',
    ...(right[index] && { at: right[index].at }),
    ...(wrong[index] && { voids: wrong[index].id }),
    session: times.session,
  }))
}

const minuteMs = 60_000
const isSameMinute = (one: string, other: string | null) =>
  other !== null && Math.floor(Date.parse(one) / minuteMs) === Math.floor(Date.parse(other) / minuteMs)

/** What is wrong with corrected times: an `out` without an `in`, in another order, or not during the session. */
export type TimesFault = 'in' | 'order' | 'outside' | 'future'

/** Returns what is wrong with times, and of which field. */
export function faultIn(
  times: SessionTimes,
  { start, end }: SessionTime,
  now: Date,
): { field: 'in' | 'out'; fault: TimesFault } | undefined {
  if (times.in === null) return times.out === null ? undefined : { field: 'in', fault: 'in' }
  if (times.in >= end) return { field: 'in', fault: 'outside' }
  if (times.in > now.toISOString()) return { field: 'in', fault: 'future' }
  if (times.out === null) return undefined
  if (times.out <= times.in) return { field: 'out', fault: 'order' }
  if (times.out <= start) return { field: 'out', fault: 'outside' }
  return times.out > now.toISOString() ? { field: 'out', fault: 'future' } : undefined
}

interface Correction {
  times: readonly SessionTimes[]
  reason: string
}

/**
 * Corrects someone’s times, with a reason. What was seen stays in the list, with who corrected it.
 * @param decide says what to correct, from the marks as they are under the lock
 * @throws {ProblemError} `not-found`; `wrong-status` for a session that the training no longer has, times that cannot
 * be, or more marks than one person can have
 */
export const correctTimes = (
  system: System,
  id: string,
  decide: (marks: readonly AttendanceMark[]) => Correction,
): Promise<void> =>
  withRegistration(system, id, async (tx, { status, changed_at }, training) => {
    const { sessions } = await trainingRule(tx, training.id)
    const before = (await readMarks(tx, training.id, [id])).get(id) ?? []
    const { times, reason } = decide(before)
    const marks = times.flatMap((one) => {
      const session = sessions.find(({ key }) => key === one.session)
      if (!session || faultIn(one, session, system.now())) throw new ProblemError('wrong-status')
      return correctionMarks(before, sessions, one, isActive(status) ? undefined : changed_at)
    })
    if (marks.length === 0) return
    const given = marks.map((one) => ({
      ...one,
      id: system.newId(),
      registration: id,
      source: 'correction' as const,
      reason,
    }))
    const outcomes = await storeUnderLock(system, tx, { training, marks: given, scope: everything })
    if (outcomes.some(({ outcome }) => outcome === 'refused')) throw new ProblemError('wrong-status')
  })
