import type { Language } from '@training-signup/contract'
import { Temporal } from 'temporal-polyfill'

/**
 * Returns the instant of a local time as `Date.toISOString` writes it, so that instants compare as
 * texts. Reads a repeated time as the first of the two, and one that the clocks skip, which only
 * earlier versions took, as the one after the gap.
 */
export const instantOf = (local: string, timeZone: string) =>
  new Date(zoned(local, timeZone).epochMilliseconds).toISOString()

/** Returns a local time with its offset from UTC, like 2022-12-05T08:00:00-06:00. */
export const withOffset = (local: string, timeZone: string) =>
  zoned(local, timeZone).toString({ timeZoneName: 'never' })

const zoned = (local: string, timeZone: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone, { disambiguation: 'compatible' })

/**
 * Returns the gap that a local time is in because the clocks skip it, like from
 * 2027-03-14T02:00 to 2027-03-14T03:00.
 */
export function gapAround(local: string, timeZone: string): { from: string; to: string } | undefined {
  const after = zoned(local, timeZone)
  if (after.toPlainDateTime().equals(local)) return undefined
  // The transition itself counts as previous only to a later instant.
  const transition = after.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  if (!transition) return undefined
  const from = transition.subtract({ nanoseconds: 1 }).toPlainDateTime().add({ nanoseconds: 1 })
  return { from: toMinutes(from), to: toMinutes(transition.toPlainDateTime()) }
}

/** Returns a local time, or the one after the gap if the clocks skip it. */
export const afterGap = (local: string, timeZone: string): string =>
  gapAround(local, timeZone) ? toMinutes(zoned(local, timeZone).toPlainDateTime()) : local

const toMinutes = (local: Temporal.PlainDateTime) => local.toString({ smallestUnit: 'minute' })

/** Returns a local time as long after `to` as it was after `from`. */
export const movedAlong = (local: string, from: string, to: string): string =>
  toMinutes(Temporal.PlainDateTime.from(local).add(Temporal.PlainDateTime.from(from).until(to)))

/** Returns how many days the day of a local time is after that of another. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from.slice(0, 10)).until(to.slice(0, 10), { largestUnit: 'days' }).days

/** Returns a local time so many hours later, by the clock. */
export const movedBy = (local: string, hours: number): string =>
  toMinutes(Temporal.PlainDateTime.from(local).add({ hours }))

/** Returns what the clocks show at an instant, to the minute, like 2027-03-06T09:00. */
export const localOf = (instant: Date, timeZone: string): string =>
  toMinutes(Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime())

/** Returns the local day of an instant, like 2027-03-06. */
export const localDay = (instant: string, timeZone: string) => localOf(new Date(instant), timeZone).slice(0, 10)

/** Returns whether the clocks show this instant's local time twice. */
function isRepeated(instant: Date, timeZone: string): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime()
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    local.toZonedDateTime(timeZone, { disambiguation }),
  )
  return first?.epochMilliseconds !== second?.epochMilliseconds
}

/** Returns the day `days` after a local time's day, like 2023-03-05. */
export const dayAfter = (local: string, days: number) =>
  Temporal.PlainDateTime.from(local).toPlainDate().add({ days }).toString()

/** Returns in how many days an instant is, where the training takes place: 1 is tomorrow. */
export function daysUntil(instant: string, now: Date, timeZone: string): number {
  const [today, day] = [now.toISOString(), instant].map((one) =>
    Temporal.Instant.from(one).toZonedDateTimeISO(timeZone).toPlainDate(),
  ) as [Temporal.PlainDate, Temporal.PlainDate]
  return today.until(day, { largestUnit: 'days' }).days
}

const morningHour = 8
const nightHour = 21

/**
 * Returns the instant itself by day, or the next 8:00 local time if it is at night, so that no mail
 * wakes people.
 */
export function afterQuietHours(instant: string, timeZone: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone)
  if (local.hour >= morningHour && local.hour < nightHour) return instant
  const day = local.toPlainDate().add({ days: local.hour < morningHour ? 0 : 1 })
  return new Date(day.toZonedDateTime({ timeZone, plainTime: '08:00' }).epochMilliseconds).toISOString()
}

const locales: Record<Language, string> = { en: 'en-US', es: 'es-US' }
const styles = {
  day: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  dayOfYear: { weekday: 'long', month: 'long', day: 'numeric' },
  weekday: { weekday: 'long' },
  monthDay: { month: 'long', day: 'numeric' },
  month: { month: 'short' },
  dayOfMonth: { day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  timeInZone: { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  monthOfYear: { year: 'numeric', month: 'long' },
  zone: { timeZoneName: 'longGeneric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>
type Style = keyof typeof styles

// Creating a formatter takes longer than using it a hundred times. Time zones come only from
// organizers, so the map stays small.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(style: Style, timeZone: string, lang: Language): Intl.DateTimeFormat {
  const key = `${style} ${timeZone} ${lang}`
  const cached = formatters.get(key)
  if (cached) return cached
  const made = new Intl.DateTimeFormat(locales[lang], { ...styles[style], timeZone })
  formatters.set(key, made)
  return made
}

/**
 * Formats an instant. An hour and its AM or PM stay on one line everywhere: Intl joins them with
 * narrow no-break spaces, which some fonts and mail programs show as a box.
 */
function format(style: Style, instant: Date, timeZone: string, lang: Language): string {
  const text = formatter(style, timeZone, lang).format(instant)
  return asWritten(text, lang).replace(/[ \u00A0\u202F]/g, style === 'time' || style === 'timeInZone' ? '\u00A0' : ' ')
}

/** Writes “lunes 5 de diciembre” and “8:00 a. m.”, as Spanish does. Intl's is closer to English. */
const asWritten = (text: string, lang: Language) =>
  lang === 'es' ? text.replace(/^(\p{L}+),/u, '$1').replace(/([ap])\.m\./, '$1. m.') : text

/** Names the zone's abbreviation, like CDT, where the time alone could be either of two. */
const clockTime = (instant: Date, timeZone: string, lang: Language) =>
  format(isRepeated(instant, timeZone) ? 'timeInZone' : 'time', instant, timeZone, lang)

// What people call their zone in Spanish, where Intl translates its English name.
const zonesInSpanish: Record<string, string> = {
  'hora central': 'hora del Centro',
  'hora oriental': 'hora del Este',
  'hora de las Montañas Rocosas': 'hora de la Montaña',
}

// To find it takes as long as all other parts of a date, and the next email is mostly about the same training.
let lastZone = { key: '', name: '' }

export function zoneName(instant: Date, timeZone: string, lang: Language): string {
  const key = `${instant.getTime()} ${timeZone} ${lang}`
  if (lastZone.key !== key) lastZone = { key, name: findZoneName(instant, timeZone, lang) }
  return lastZone.name
}

function findZoneName(instant: Date, timeZone: string, lang: Language): string {
  const system = formatter('zone', timeZone, lang).formatToParts(instant)
  const name = system.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  return zonesInSpanish[name] ?? name
}

export const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
export const uncapitalized = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** Leaves out the minutes of a full hour: “8 AM”, where two times stand in one line. */
const briefTime = (instant: Date, timeZone: string, lang: Language) =>
  clockTime(instant, timeZone, lang).replace(/:00(?=\u00A0)/, '')

/** Formats the hours of a part of a training, like “8 AM – 12 PM”; with its day, where there are several. */
export function formatPart(start: string, end: string, timeZone: string, lang: Language, isLong: boolean): string {
  const [from, to] = [new Date(start), new Date(end)]
  const hours = `${briefTime(from, timeZone, lang)} – ${briefTime(to, timeZone, lang)}`
  return isLong ? `${capitalized(formatWeekday(start, timeZone, lang))}, ${hours}` : hours
}

/** Returns what a date tile shows, like “Dec” and “5”, or “8–9” if the days are of one month. */
export function tileOf(start: string, end: string, timeZone: string, lang: Language): { month: string; day: string } {
  const [month, day] = [
    capitalized(format('month', new Date(start), timeZone, lang)),
    dayOfMonth(start, timeZone, lang),
  ]
  const [from, to] = [localDay(start, timeZone), localDay(end, timeZone)]
  const isRange = from !== to && from.slice(0, 7) === to.slice(0, 7)
  return { month, day: isRange ? `${day}–${dayOfMonth(end, timeZone, lang)}` : day }
}

const dayOfMonth = (instant: string, timeZone: string, lang: Language) =>
  format('dayOfMonth', new Date(instant), timeZone, lang)

/** Formats an instant's day without its weekday and year, like “December 5”. */
export const formatMonthDay = (instant: string, timeZone: string, lang: Language) =>
  format('monthDay', new Date(instant), timeZone, lang)

/** Formats an instant's day without its year, like “Monday, December 5”. */
export const formatWeekday = (instant: string, timeZone: string, lang: Language) =>
  format('dayOfYear', new Date(instant), timeZone, lang)

/** Formats an instant's weekday alone, like “Monday”. */
export const formatDayOfWeek = (instant: string, timeZone: string, lang: Language) =>
  format('weekday', new Date(instant), timeZone, lang)

/** Formats an instant's time without its zone, like “8 AM”. */
export const formatTimeBriefly = (instant: string, timeZone: string, lang: Language) =>
  briefTime(new Date(instant), timeZone, lang)

/** Formats an instant without its year and zone, like “Monday, December 5, 8 AM”. */
export function formatBriefly(instant: string, timeZone: string, lang: Language): string {
  return `${formatWeekday(instant, timeZone, lang)}, ${briefTime(new Date(instant), timeZone, lang)}`
}

/**
 * Formats an instant for use in a sentence, like “Monday, December 5, 2022, 8:00 AM (Central
 * Time)”.
 */
export function formatMoment(instant: string, timeZone: string, lang: Language): string {
  const moment = new Date(instant)
  return `${format('day', moment, timeZone, lang)}, ${clockTime(moment, timeZone, lang)} (${zoneName(moment, timeZone, lang)})`
}

/** Formats the time of an instant, like “7:42 AM”. */
export const formatTimeOf = (instant: string, timeZone: string, lang: Language) =>
  clockTime(new Date(instant), timeZone, lang)

/** Formats the month of an instant as a heading, like “January 2027”. */
export const formatMonth = (instant: string, timeZone: string, lang: Language) =>
  capitalized(format('monthOfYear', new Date(instant), timeZone, lang))

/** Formats the day of an instant, like “Monday, December 5, 2022”, for use in a sentence. */
export const formatDayOf = (instant: string, timeZone: string, lang: Language) =>
  format('day', new Date(instant), timeZone, lang)

/** Formats a calendar day like 2023-03-05 for use in a sentence. */
export const formatDay = (day: string, lang: Language) => format('day', new Date(`${day}T00:00:00Z`), 'UTC', lang)

/** Formats a day without its weekday, for days in the past. */
export const formatDate = (day: string, lang: Language) => format('date', new Date(`${day}T00:00:00Z`), 'UTC', lang)

/** Formats an instant's day without its weekday. */
export const formatDateOf = (instant: string, timeZone: string, lang: Language) =>
  format('date', new Date(instant), timeZone, lang)

/** Formats the time of day of a local time like 2027-03-06T07:30. */
export const formatTime = (local: string, timeZone: string, lang: Language) =>
  clockTime(new Date(instantOf(local, timeZone)), timeZone, lang)
