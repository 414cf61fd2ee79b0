import { z } from 'zod'
import { localText } from '../text.ts'

export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Use a time like 07:30.')

const dayMs = 24 * 60 * 60_000

const AgendaEntry = z.strictObject({
  /** Which day of the training, the first if left out. */
  day: z.int().min(1).max(14).optional(),
  time: clockTime,
  text: localText(200),
})
export type AgendaEntry = z.output<typeof AgendaEntry>

/** What happens when, in any order. */
export const Agenda = z.array(AgendaEntry).max(40)

const firstDay = ({ start }: { start: string }) => Date.parse(`${start.slice(0, 10)}T00:00:00Z`)

/** Returns when an entry begins, local to the training, like 2027-03-06T09:00. */
export function agendaTime({ start }: { start: string }, { day = 1, time }: Pick<AgendaEntry, 'day' | 'time'>): string {
  return `${new Date(firstDay({ start }) + (day - 1) * dayMs).toISOString().slice(0, 10)}T${time}`
}

/** Returns whether an entry is between the moment when doors open, or else the start, and the end. */
export function isInAgenda(
  training: { start: string; end: string; doors?: string | undefined },
  entry: Pick<AgendaEntry, 'day' | 'time'>,
): boolean {
  const { start, end, doors } = training
  // A start that is no date has a fault of its own.
  if (Number.isNaN(firstDay(training))) return true
  const at = agendaTime(training, entry)
  const opening = agendaTime(training, { time: doors ?? start.slice(11) })
  return at <= end && (at >= start || at >= opening)
}
