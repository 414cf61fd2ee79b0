import type { Language } from '@training-signup/contract'
import { say } from '../../words/index.ts'
import {
  capitalized,
  formatDayOf,
  formatTimeBriefly,
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
 * they differ, each with its hours where the parts tell them.
 */
export function formatPeriod(
  start: string,
  end: string,
  timeZone: string,
  lang: Language,
  parts: readonly Span[] = [],
): string {
  const [first, second] = formatPeriodLines(start, end, timeZone, lang, parts)
  if (isOnOneDay(start, end, timeZone)) return `${first}, ${second}`
  if (!twoDays({ start, end }, parts, timeZone)) return `${first} ${second}`
  return say(lang, 'period.two', { first, second: lang === 'es' ? uncapitalized(second) : second })
}

/** Formats a period on two lines: the day and its hours, or two days with theirs, or the beginning and the end. */
export function formatPeriodLines(
  start: string,
  end: string,
  timeZone: string,
  lang: Language,
  parts: readonly Span[] = [],
): [string, string] {
  const dayOf = (instant: string) => formatDayOf(instant, timeZone, lang)
  const timeOf = (instant: string) => formatTimeBriefly(instant, timeZone, lang)
  const hoursOf = (span: Span) => `${timeOf(span.start)} – ${timeOf(span.end)}`
  // On a phone, the zone goes to the next line whole.
  const zone = `(${zoneName(new Date(start), timeZone, lang).replaceAll(' ', '\u00A0')})`
  const firstDay = capitalized(dayOf(start))
  if (isOnOneDay(start, end, timeZone)) return [firstDay, `${hoursOf({ start, end })} ${zone}`]
  const days = twoDays({ start, end }, parts, timeZone)
  if (days)
    return [`${firstDay}, ${hoursOf(days[0])}`, `${capitalized(dayOf(days[1].start))}, ${hoursOf(days[1])} ${zone}`]
  const until = say(lang, 'period.until', { day: `${dayOf(end)}, ${timeOf(end)}` })
  return [`${firstDay}, ${timeOf(start)}`, `${until} ${zone}`]
}

const isOnOneDay = (start: string, end: string, timeZone: string) =>
  localDay(start, timeZone) === localDay(end, timeZone)

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
