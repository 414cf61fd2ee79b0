import type { MarkInput } from '@training-signup/contract'
import type { Scope } from '../../platform/access/caller.ts'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { lockTraining } from '../seats/locked-training.ts'
import { type AttendanceMark, sessionOf, validMarks } from './attend.ts'
import { readMarks, trainingRule } from './read-attendance.ts'
import { storeUnderLock } from './store-marks.ts'

/** From when until when a line says that someone was there. */
export interface PaperTimes {
  from: string
  /** `null` where it says no time out. */
  to: string | null
}

/** A line of the paper sheet, as marks of one person: for each session when they came, and when they left. */
export interface PaperLine {
  registration: string
  marks: readonly (MarkInput & { session: string; at: string })[]
}

/**
 * Stores a line of the paper sheet, unless the person has one at that time. Both are decided under the
 * training’s lock: two organizers can type the same sheet.
 * @param id of the training
 * @returns the times that stay, or `refused` where a mark is
 * @throws {ProblemError} `not-found`
 */
export const storePaperLine = (
  system: System,
  id: string,
  line: PaperLine,
  scope: Scope,
): Promise<PaperTimes | 'refused' | 'stored'> =>
  system.db.transaction(async (tx) => {
    const training = await lockTraining(system.db, tx, id)
    if (!training) throw new ProblemError('not-found')
    const before = await typedBefore(tx, id, line)
    if (before) return before
    const outcomes = await storeUnderLock(system, tx, { training, marks: line.marks, scope })
    return outcomes.some(({ outcome }) => outcome === 'refused') ? 'refused' : 'stored'
  })

/** Returns the marks that lines were stored as, until they are undone on the sheet. A corrected line is still one. */
export function linesOf(marks: readonly AttendanceMark[]): AttendanceMark[] {
  const undone = new Set(marks.flatMap((one) => (one.source === 'paper' && one.kind === 'undo' ? one.voids : [])))
  return marks.filter(({ id, kind, source }) => source === 'paper' && kind !== 'undo' && !undone.has(id))
}

/** Returns what undoing someone’s lines takes back: their marks, and the corrections that took the place of these. */
export function undoneWithLines(marks: readonly AttendanceMark[]): AttendanceMark[] {
  const ids = new Set(linesOf(marks).map(({ id }) => id))
  for (let count = 0; count < ids.size; ) {
    count = ids.size
    for (const { id, source, voids } of marks) if (source === 'correction' && ids.has(voids ?? '')) ids.add(id)
  }
  return marks.filter(({ id, kind }) => kind !== 'undo' && ids.has(id))
}

/** Who left and came back has a line for each time. */
async function typedBefore(tx: Tx, id: string, { registration, marks }: PaperLine): Promise<PaperTimes | undefined> {
  const { sessions } = await trainingRule(tx, id)
  const stored = (await readMarks(tx, id, [registration])).get(registration) ?? []
  const keyOf = (one: AttendanceMark) => sessionOf(one, sessions)?.key
  const withLine = new Set(linesOf(stored).map(keyOf))
  const bySession = Map.groupBy(validMarks(stored), keyOf)
  for (const [key, typed] of Map.groupBy(marks, ({ session }) => session)) {
    const [line] = timesOnPaper(typed)
    const before = withLine.has(key) ? timesOnPaper(bySession.get(key) ?? []) : []
    // Who has no time out on paper may have been there until the end.
    const same = before.find(({ from, to }) => line?.to && from < line.to && (to === null || line.from < to))
    if (same) return same
  }
  return undefined
}

type Seen = Pick<AttendanceMark, 'kind' | 'at' | 'source'>

/** Returns what the lines of a session say. A corrected time is still one of its line. */
function timesOnPaper(marks: readonly Seen[]): PaperTimes[] {
  const times: PaperTimes[] = []
  const ofLines = marks.filter(({ source }) => source === 'paper' || source === 'correction')
  for (const { kind, at } of ofLines.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
    const last = times.at(-1)
    if (kind === 'out' && last) last.to = at
    else if (kind === 'in' && last?.to !== null) times.push({ from: at, to: null })
  }
  return times
}
