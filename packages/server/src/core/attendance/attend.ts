import type { AttendanceRule, AttendedSession, Doubt, MarkInput } from '@training-signup/contract'

/** That someone was seen, as it is stored. */
export interface AttendanceMark {
  id: string
  kind: MarkInput['kind']
  /** The start of the session it is for, if it still has one with this start. */
  session: string | null
  at: string
  receivedAt: string
  voids: string | null
  source?: MarkInput['source'] | undefined
}

/** A part of a training, as instants. `key` is its local start, by which marks name it. */
export interface SessionTime {
  key: string
  start: string
  end: string
}

interface AttendanceOf {
  marks: readonly AttendanceMark[]
  sessions: readonly SessionTime[]
  rule: AttendanceRule
  now: Date
  /** When the registration was canceled, declined, or expired. */
  endedAt?: string | undefined
}

const minuteMs = 60_000
/** People come early and leave late, and doors are tried out the evening before. */
export const halfDayMs = 12 * 60 * minuteMs
/** Clocks of phones are corrected to within seconds. */
const aheadMs = 2 * minuteMs
/** Two doors that check out the same person do so together. */
const togetherMs = 10 * minuteMs

/**
 * Returns what a person attended of each session: minutes within it, when they first came and last
 * left, and what someone should look at. Only the marks decide, not their order, nor how often each
 * is there. What is doubtful for its time alone, like a mark from the future, counts for nothing.
 */
export function attend({ marks, sessions, rule, now, endedAt }: AttendanceOf): AttendedSession[] {
  const inSession = Map.groupBy(validMarks(marks), (mark) => sessionOf(mark, sessions))
  return sessions.map((session) => {
    const seen = (inSession.get(session) ?? []).toSorted(byTime)
    const doubtful = seen.flatMap((mark) => doubtsAbout(mark, session, endedAt))
    const ignored = new Set(doubtful.flatMap(({ kind, mark }) => (kind === 'after-end' ? [] : mark)))
    const counted = seen.filter(({ id }) => !ignored.has(id))
    const { stays, doubts } = staysOf(counted, { rule, session, now, endedAt })
    return {
      start: session.start,
      end: session.end,
      minutes: minutesOf(stays, session, now),
      firstIn: counted.find(({ kind }) => kind === 'in')?.at ?? null,
      lastOut: counted.findLast(({ kind }) => kind === 'out')?.at ?? null,
      doubts: [...doubtful, ...doubts, ...differences(counted, session, marks)],
    }
  })
}

type Attended = Pick<AttendedSession, 'minutes' | 'firstIn' | 'doubts'>

/** Returns whether someone was seen at all. */
export const wasSeen = (sessions: readonly Attended[]): boolean =>
  sessions.some(({ minutes, firstIn, doubts }) => minutes > 0 || firstIn !== null || doubts.length > 0)

/** Returns how many minutes someone attended of all sessions together. */
export const minutesIn = (sessions: readonly Pick<Attended, 'minutes'>[]): number =>
  sessions.reduce((sum, { minutes }) => sum + minutes, 0)

/** Returns how many minutes sessions have together. */
export const lengthOf = (sessions: readonly Pick<SessionTime, 'start' | 'end'>[]): number =>
  sessions.reduce((sum, { start, end }) => sum + (Date.parse(end) - Date.parse(start)) / minuteMs, 0)

/** Returns each mark once, without those that another takes back. */
export function validMarks<Given extends Pick<AttendanceMark, 'id' | 'kind' | 'voids'>>(
  marks: readonly Given[],
): Given[] {
  const voided = new Set(marks.flatMap(({ voids }) => voids ?? []))
  const once = new Map(marks.map((mark) => [mark.id, mark]))
  return [...once.values()].filter(({ id, kind }) => kind !== 'undo' && !voided.has(id))
}

const byTime = (one: AttendanceMark, other: AttendanceMark) =>
  one.at === other.at ? (one.id < other.id ? -1 : 1) : one.at < other.at ? -1 : 1

/**
 * Returns until when who comes is there for each session: until it ends, and on until half a day before the next.
 * Who comes back to a hall after the first of two days is not there for the second.
 */
export const arrivalsUntil = (sessions: readonly SessionTime[]): string[] =>
  sessions.map(({ end }, index) => {
    const next = sessions[index + 1]
    const opens = next ? new Date(Date.parse(next.start) - halfDayMs).toISOString() : end
    return opens > end ? opens : end
  })

/** Who comes is there for the session that takes arrivals, and who leaves was there for the last to begin. */
export function sessionOf(
  { session, kind, at }: Pick<AttendanceMark, 'session' | 'kind' | 'at'>,
  sessions: readonly SessionTime[],
): SessionTime | undefined {
  const named = sessions.find(({ key }) => key === session)
  if (named) return named
  return kind === 'in'
    ? (sessions[arrivalsUntil(sessions).findIndex((until) => at < until)] ?? sessions.at(-1))
    : (sessions.findLast(({ start }) => start <= at) ?? sessions[0])
}

function doubtsAbout(
  { id: mark, at, receivedAt, kind, source }: AttendanceMark,
  { start, end }: SessionTime,
  endedAt?: string,
): Doubt[] {
  const [time, from, to] = [Date.parse(at), Date.parse(start), Date.parse(end)]
  const isOutside = kind === 'in' ? time >= to : time <= from
  return [
    ...(time > Date.parse(receivedAt) + aheadMs ? [{ kind: 'future' as const, mark }] : []),
    ...(time < from - halfDayMs || time > to + halfDayMs
      ? [{ kind: 'other-day' as const, mark }]
      : isOutside
        ? [{ kind: 'outside' as const, mark }]
        : []),
    // Who corrects a time has decided about it.
    ...(endedAt !== undefined && at > endedAt && source !== 'correction' ? [{ kind: 'after-end' as const, mark }] : []),
  ]
}

/**
 * Finds where paper and a door say different times, in minutes that count. Both stay until someone decides. The
 * times with which someone has decided already are the door's, except those of a line.
 */
function differences(
  counted: readonly AttendanceMark[],
  { start, end }: SessionTime,
  all: readonly AttendanceMark[],
): Doubt[] {
  const within = (at: string) => Math.min(Math.max(minuteAt(at), minuteAt(start)), minuteAt(end))
  const byId = new Map(all.map((mark) => [mark.id, mark]))
  return (['in', 'out'] as const).flatMap((kind) => {
    const some = counted.filter((mark) => mark.kind === kind)
    const ordered = kind === 'in' ? some : some.toReversed()
    const paper = ordered.find(({ source }) => source === 'paper')
    const door = ordered.find((mark) => mark.source !== undefined && originOf(mark, byId) !== 'paper')
    if (!paper || !door) return []
    return within(paper.at) === within(door.at)
      ? []
      : [{ kind: 'differs', mark: paper.id, paper: paper.at, door: door.at }]
  })
}

/** Returns where a mark is from: a correction stands for the mark whose place it took, if there was one. */
function originOf(mark: AttendanceMark, byId: ReadonlyMap<string, AttendanceMark>): AttendanceMark['source'] {
  const seen = new Set<AttendanceMark>()
  let one = mark
  for (let before: typeof one | undefined = one; before && !seen.has(before); before = byId.get(one.voids ?? '')) {
    one = before
    seen.add(one)
    if (one.source !== 'correction') break
  }
  return one.source
}

interface Stay {
  from: string
  to: string
}

interface Staying extends Pick<AttendanceOf, 'rule' | 'now' | 'endedAt'> {
  session: SessionTime
}

/**
 * Returns from when until when someone was there. Of arrivals one after the other the first counts,
 * of departures the last: two doors can note the same person. Someone whose registration ended in the
 * meantime may have been no one who came.
 */
function staysOf(marks: readonly AttendanceMark[], { rule, session: { end }, now, endedAt }: Staying) {
  const stays: Stay[] = []
  const doubts: Doubt[] = []
  let open: AttendanceMark | undefined
  for (const one of marks) {
    const { id: mark, kind, at } = one
    const last = stays.at(-1)
    if (kind === 'in') open ??= one
    else if (open !== undefined) {
      stays.push({ from: open.at, to: at })
      open = undefined
    } else if (last === undefined) doubts.push({ kind: 'no-in', mark })
    else {
      if (Date.parse(at) - Date.parse(last.to) > togetherMs) doubts.push({ kind: 'left-twice', mark })
      last.to = at
    }
  }
  if (open !== undefined && rule === 'arrival') {
    stays.push({ from: open.at, to: end })
    const { id: mark, at, source } = open
    if (endedAt !== undefined && at <= endedAt && endedAt < end && source !== 'correction')
      doubts.push({ kind: 'after-end', mark })
  } else if (open !== undefined && now.toISOString() >= end) doubts.push({ kind: 'no-out' })
  return { stays, doubts }
}

/** Returns the minute that clocks show. */
const minuteAt = (instant: string | Date) => Math.floor(new Date(instant).getTime() / minuteMs)

/** Counts whole minutes as clocks show them, within the session and until now. */
function minutesOf(stays: readonly Stay[], { start, end }: SessionTime, now: Date): number {
  const [first, last] = [minuteAt(start), Math.min(minuteAt(end), minuteAt(now))]
  const counts = stays.map(({ from, to }) => Math.min(minuteAt(to), last) - Math.max(minuteAt(from), first))
  return counts.reduce((sum, count) => sum + Math.max(0, count), 0)
}
