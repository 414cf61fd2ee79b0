import type { Language } from '@training-signup/contract'
import { say } from '../../words/index.ts'
import {
  capitalized,
  formatDayOf,
  formatTimeBriefly,
  formatWeekday,
  instantOf,
  localDay,
  uncapitalized,
  zoneName,
} from './local-time.ts'

interface Span {
  /** As instants, or with an offset. */
  start: string
  end: string
}

/**
 * Formats a period, like “Monday, December 5, 2022, 8 AM – 4 PM (Central Time)”. Shows both days if
 * they differ, with their hours where the parts tell them.
 */
export function formatPeriod(
  start: string,
  end: string,
  timeZone: string,
  lang: Language,
  parts: readonly Span[] = [],
): string {
  const [first, second] = formatPeriodLines(start, end, timeZone, lang, parts)
  const days = twoDays({ start, end }, parts, timeZone)
  if (isOnOneDay(start, end, timeZone) || (days && areAlike(days, timeZone))) return `${first}, ${second}`
  return days ? joined(first, second, lang) : `${first} ${second}`
}

/**
 * Formats a period on two lines: the days and their hours, or two days each with its own, or the beginning and the end.
 * The year stands once where it is the same.
 */
export function formatPeriodLines(
  start: string,
  end: string,
  timeZone: string,
  lang: Language,
  parts: readonly Span[] = [],
): [string, string] {
  const hoursOf = (span: Span) => spanHours(span, timeZone, lang)
  const timeOf = (instant: string) => formatTimeBriefly(instant, timeZone, lang)
  // On a phone, the zone goes to the next line whole.
  const zone = `(${zoneName(new Date(start), timeZone, lang).replaceAll(' ', '\u00A0')})`
  const lastDay = formatDayOf(end, timeZone, lang)
  if (isOnOneDay(start, end, timeZone)) return [capitalized(lastDay), `${hoursOf({ start, end })} ${zone}`]
  const formatFirst = isInOneYear(start, end, timeZone) ? formatWeekday : formatDayOf
  const firstDay = capitalized(formatFirst(start, timeZone, lang))
  const days = twoDays({ start, end }, parts, timeZone)
  if (days && areAlike(days, timeZone))
    return [joined(firstDay, capitalized(lastDay), lang), `${hoursOf(days[0])} ${zone}`]
  if (days) return [`${firstDay}, ${hoursOf(days[0])}`, `${capitalized(lastDay)}, ${hoursOf(days[1])} ${zone}`]
  return [
    `${firstDay}, ${timeOf(start)}`,
    `${say(lang, 'period.until', { day: `${lastDay}, ${timeOf(end)}` })} ${zone}`,
  ]
}

const spanHours = ({ start, end }: Span, timeZone: string, lang: Language) =>
  `${formatTimeBriefly(start, timeZone, lang)} – ${formatTimeBriefly(end, timeZone, lang)}`

/** Whether both days have the same hours. */
const areAlike = ([one, other]: [Span, Span], timeZone: string) =>
  spanHours(one, timeZone, 'en') === spanHours(other, timeZone, 'en')

const joined = (first: string, second: string, lang: Language) =>
  say(lang, 'period.two', { first, second: lang === 'es' ? uncapitalized(second) : second })

const isOnOneDay = (start: string, end: string, timeZone: string) =>
  localDay(start, timeZone) === localDay(end, timeZone)

const isInOneYear = (start: string, end: string, timeZone: string) =>
  localDay(start, timeZone).slice(0, 4) === localDay(end, timeZone).slice(0, 4)

/** Returns the hours of each of two days, if all parts are on the first and the last day. */
function twoDays({ start, end }: Span, parts: readonly Span[], timeZone: string): [Span, Span] | undefined {
  const [first, last] = [localDay(start, timeZone), localDay(end, timeZone)]
  const byDay = Map.groupBy(
    parts.toSorted((one, other) => Date.parse(one.start) - Date.parse(other.start)),
    (part) => localDay(part.start, timeZone),
  )
  const [one, other] = [byDay.get(first), byDay.get(last)].map(wholeOf)
  return byDay.size === 2 && one && other ? [one, other] : undefined
}

/** From the first part's start to the last one's end. */
const wholeOf = ([first, ...others]: Span[] = []): Span | undefined =>
  first && { start: first.start, end: others.reduce((last, { end }) => (end > last ? end : last), first.end) }

/** Returns the sessions of a training as instants. */
export const instantsOf = ({
  sessions = [],
  timeZone,
}: {
  sessions?: readonly Span[] | undefined
  timeZone: string
}): Span[] => sessions.map(({ start, end }) => ({ start: instantOf(start, timeZone), end: instantOf(end, timeZone) }))
