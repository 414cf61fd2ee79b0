import type { Language } from '@training-signup/contract'
import { Temporal } from 'temporal-polyfill'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** Clocks change only when an instant is a whole number of quarters of an hour. */
const quarterMs = 15 * minuteMs
/** The day from which spreadsheets count, in days before 1970. */
const spreadsheetEpochDays = 25_569
const locales: Record<Language, string> = { en: 'en-US', es: 'es-US' }

/** Writes instants as the clocks of one time zone show them. */
export interface LocalTimes {
  /** Like “Mon, Dec 21, 8:00 AM”. */
  format: (instant: string) => string
  /** The number that a spreadsheet shows as this local date and time. */
  serial: (instant: string) => number
}

/**
 * Prepares writing many instants: each day, each minute of a day, and each quarter of an hour is
 * looked up only once, because the platform's own formatting takes longer than all else of a row.
 */
export function createLocalTimes(timeZone: string, lang: Language): LocalTimes {
  const inStyle = (style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[lang], { ...style, timeZone: 'UTC' })
  const day = inStyle({ weekday: 'short', month: 'short', day: 'numeric' })
  const time = inStyle({ hour: 'numeric', minute: '2-digit' })
  const dayOf = remember((days: number) => day.format(days * dayMs))
  const minuteOf = remember((minutes: number) => plain(time.format(minutes * minuteMs)))
  const offsetOf = remember((quarter: number) => {
    const instant = Temporal.Instant.fromEpochMilliseconds(quarter * quarterMs)
    return instant.toZonedDateTimeISO(timeZone).offsetNanoseconds / 1_000_000
  })
  const localMs = (instant: string) => {
    const ms = Date.parse(instant)
    return ms + offsetOf(Math.floor(ms / quarterMs))
  }
  return {
    format: (instant) => {
      const local = localMs(instant)
      const days = Math.floor(local / dayMs)
      return `${dayOf(days)}, ${minuteOf(Math.floor((local - days * dayMs) / minuteMs))}`
    },
    serial: (instant) => localMs(instant) / dayMs + spreadsheetEpochDays,
  }
}

/** Spaces that can be searched for, and “a. m.” as Spanish writes it. */
const plain = (time: string) => time.replaceAll(/[\u00A0\u202F]/g, ' ').replace(/([ap])\.m\./, '$1. m.')

const mostRemembered = 20_000

/** Keeps what a function returned for each number, up to a limit. */
function remember<T>(make: (key: number) => T): (key: number) => T {
  const made = new Map<number, T>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    if (made.size >= mostRemembered) made.clear()
    const value = make(key)
    made.set(key, value)
    return value
  }
}
