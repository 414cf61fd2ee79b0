import type { Language } from '@training-signup/contract'
import { Temporal } from 'temporal-polyfill'

/**
 * Returns the instant of a local time as `Date.toISOString` writes it, so that instants compare as
 * texts. Reads a time that the clocks skip as the one after the gap, and a repeated one as the
 * first of the two.
 */
export const instantOf = (local: string, timeZone: string) =>
  new Date(zoned(local, timeZone).epochMilliseconds).toISOString()

/** Returns a local time with its offset from UTC, such as 2022-12-05T08:00:00-06:00. */
export const withOffset = (local: string, timeZone: string) =>
  zoned(local, timeZone).toString({ timeZoneName: 'never' })

const zoned = (local: string, timeZone: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone, { disambiguation: 'compatible' })

/** Returns the day `days` after a local time's day, such as 2023-03-05. */
export const dayAfter = (local: string, days: number) =>
  Temporal.PlainDateTime.from(local).toPlainDate().add({ days }).toString()

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
  time: { hour: 'numeric', minute: '2-digit' },
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

// An hour and its AM or PM stay on one line everywhere. Intl joins them with narrow no-break
// spaces, which some fonts and mail programs show as a box.
const format = (style: Style, instant: Date, timeZone: string, lang: Language) =>
  formatter(style, timeZone, lang)
    .format(instant)
    .replace(/[ \u00A0\u202F]/g, style === 'time' ? '\u00A0' : ' ')

function zoneName(instant: Date, timeZone: string, lang: Language): string {
  const system = formatter('zone', timeZone, lang).formatToParts(instant)
  return system.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * Formats a period, such as “Monday, December 5, 2022, 8:00 AM – 4:00 PM (Central Time)”. Shows
 * both days if they differ.
 */
export function formatPeriod(start: string, end: string, timeZone: string, lang: Language): string {
  const [from, to] = [new Date(start), new Date(end)]
  const [firstDay, lastDay] = [format('day', from, timeZone, lang), format('day', to, timeZone, lang)]
  const until = format('time', to, timeZone, lang)
  const begin = `${capitalized(firstDay)}, ${format('time', from, timeZone, lang)}`
  return `${begin} – ${firstDay === lastDay ? until : `${lastDay}, ${until}`} (${zoneName(from, timeZone, lang)})`
}

/**
 * Formats an instant for use in a sentence, such as “Monday, December 5, 2022, 8:00 AM (Central
 * Time)”.
 */
export function formatMoment(instant: string, timeZone: string, lang: Language): string {
  const moment = new Date(instant)
  return `${format('day', moment, timeZone, lang)}, ${format('time', moment, timeZone, lang)} (${zoneName(moment, timeZone, lang)})`
}

/** Formats a calendar day such as 2023-03-05 for use in a sentence. */
export const formatDay = (day: string, lang: Language) => format('day', new Date(`${day}T00:00:00Z`), 'UTC', lang)

/** Formats a day without its weekday, for days in the past. */
export const formatDate = (day: string, lang: Language) => format('date', new Date(`${day}T00:00:00Z`), 'UTC', lang)

/** Formats a time of day such as 07:30. */
export const formatTime = (time: string, lang: Language) =>
  format('time', new Date(`2000-01-01T${time}:00Z`), 'UTC', lang)
