import { dayAfter, instantOf } from '../trainings/local-time.ts'
import type { SessionTime } from './attend.ts'

const halfDay = 12
const minutesPerHour = 60

/**
 * Reads a time as people type it, like 758, 7:58, 4 PM, or 16:00. Without AM or PM it is the time
 * nearest to the session.
 * @returns an instant; undefined if it is no time
 */
export function readClock(typed: string, session: SessionTime, timeZone: string): string | undefined {
  const match = /^(\d{1,2}):?(\d{2})?(?:([ap])m?)?$/.exec(typed.toLowerCase().replaceAll(/[\s.]/g, ''))
  if (!match) return undefined
  const [hour, minute, half] = [Number(match[1]), Number(match[2] ?? 0), match[3]]
  if (hour > 23 || minute >= minutesPerHour || (half && (hour === 0 || hour > halfDay))) return undefined
  const early = (hour % halfDay) + (half === 'p' ? halfDay : 0)
  const hours = half ? [early] : hour === 0 || hour > halfDay ? [hour] : [early, early + halfDay]
  const day = session.key.slice(0, 10)
  const local = [-1, 0, 1].flatMap((days) =>
    hours.map((one) => `${dayAfter(day, days).slice(0, 10)}T${two(one)}:${two(minute)}`),
  )
  const instants = local.map((one) => instantOf(one, timeZone))
  return instants.toSorted((one, other) => distance(one, session) - distance(other, session))[0]
}

const two = (number: number) => String(number).padStart(2, '0')

function distance(instant: string, { start, end }: SessionTime): number {
  const [time, from, to] = [Date.parse(instant), Date.parse(start), Date.parse(end)]
  return Math.max(0, from - time, time - to)
}
