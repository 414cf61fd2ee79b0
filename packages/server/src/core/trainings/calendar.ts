import type { Language, Training, TrainingInput } from '@training-signup/contract'
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import type { CalendarMethod } from '../../platform/outgoing-mail.ts'
import { pickText, say } from '../../words/index.ts'
import { dayFacts } from './details.ts'

/** A training as a calendar shows it. Other people may see that calendar. */
interface Entry {
  title: string
  place: string | undefined
  notes: string[]
  link: string
}

interface Source {
  row: TrainingTable
  input: TrainingInput
  training: Training
  lang: Language
}

const daySeconds = 24 * 60 * 60

interface Writing {
  host: string
  now: Date
  method?: CalendarMethod
  /** The address that a removal comes from: RFC 5546 wants an organizer there. */
  organizer?: string | undefined
}

/**
 * Returns the training as a calendar file. Its UID never changes, and of two files the later one
 * has the higher SEQUENCE: it corrects the entry, removes it, or adds it again. The method is
 * PUBLISH, because programs refuse a downloaded REQUEST unless the user was invited; a removal is a
 * CANCEL.
 */
export function calendarFile(source: Source, { host, now, method = 'PUBLISH', organizer }: Writing): string {
  const { row, training, lang } = source
  const { title, place, notes, link } = entryOf(source)
  const isCancelled = training.state === 'cancelled' || method === 'CANCEL'
  const calendar = ical({
    method: ICalCalendarMethod[method],
    prodId: { company: 'training-signup', product: 'trainings', language: lang.toUpperCase() },
  })
  calendar.createEvent({
    id: `${row.slug}@${host}`,
    sequence: sequenceAt(now),
    stamp: now,
    lastModified: new Date(row.updated_at),
    // Without a time zone, these are written as instants in UTC, which need no table of time zone
    // rules.
    start: new Date(row.starts_at),
    end: new Date(row.ends_at),
    summary: title,
    location: place ?? null,
    description: [...notes, link].join('\n\n'),
    url: link,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    alarms: isCancelled ? [] : [{ type: ICalAlarmType.display, trigger: daySeconds }],
    ...(organizer === undefined ? {} : { organizer: { name: organizer, email: organizer } }),
  })
  return `${calendar.toString()}\r\n`
}

// Counted from here, seconds fit into the 31 bits of a SEQUENCE until 2094.
const firstSecond = Date.UTC(2026, 0, 1) / 1000

/** Seconds, not changes of the training: a seat comes and goes without one. */
const sequenceAt = (now: Date) => Math.max(0, Math.floor(now.getTime() / 1000) - firstSecond)

function entryOf({ input, training, lang }: Source): Entry {
  const { when, venue, onlineUrl, links } = training
  const headed = (heading: string, text: string) => (text === '' ? undefined : `${heading}:\n${text}`)
  const { name, phone, email } = input.contact ?? {}
  // Others may see the calendar. Where the title is discreet, a name or a domain would tell instead.
  const contact = (input.discreetTitle ? [phone] : [name, phone, email]).filter((one) => one !== undefined).join(', ')
  const notes = [
    (when.sessions ?? []).map(({ text }) => text).join('\n'),
    when.doors && say(lang, 'card.doors', { time: when.doors }),
    venue && onlineUrl && headed(say(lang, 'card.online'), onlineUrl),
    // Before what can be long: the notes of a link are cut.
    headed(say(lang, 'contact.organizer'), contact),
    ...dayFacts(training, lang).map(({ heading = '', lines }) =>
      headed(heading, lines.map(({ text }) => text).join('\n')),
    ),
  ]
  return {
    title: pickText(input.discreetTitle, lang) ?? training.title,
    place: venue ? [venue.name, venue.address].filter(Boolean).join(', ') : onlineUrl,
    notes: notes.filter((note): note is string => Boolean(note)),
    link: links.page,
  }
}

/** The query that each calendar's web page expects. */
const services = {
  google: (source: Source) =>
    composeLink('https://calendar.google.com/calendar/render', {
      action: 'TEMPLATE',
      text: entryOf(source).title,
      dates: [source.training.when.start, source.training.when.end].map(compactLocal).join('/'),
      ctz: source.input.timeZone,
      location: entryOf(source).place,
      details: shortNotes(entryOf(source)),
    }),
  outlook: (source: Source) => outlookLink('https://outlook.live.com', source),
  microsoft365: (source: Source) => outlookLink('https://outlook.office.com', source),
}
type CalendarService = keyof typeof services

export const calendarServices = Object.keys(services) as CalendarService[]

export const isCalendarService = (name: string): name is CalendarService => Object.hasOwn(services, name)

/**
 * Returns the URL where a calendar's web page offers to add the training. The hosts are fixed; only
 * values come from the training.
 */
export const calendarServiceLink = (service: CalendarService, source: Source): string => services[service](source)

function outlookLink(host: string, source: Source): string {
  const { title, place, ...rest } = entryOf(source)
  return composeLink(`${host}/calendar/deeplink/compose`, {
    path: '/calendar/action/compose',
    rru: 'addevent',
    startdt: inSeconds(source.row.starts_at),
    enddt: inSeconds(source.row.ends_at),
    subject: title,
    location: place,
    body: shortNotes(rest),
  })
}

// Calendars would show a `+` as a plus sign.
const composeLink = (page: string, values: Record<string, string | undefined>) =>
  `${page}?${Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join('&')}`

/**
 * Turns 2027-03-14T09:00:00-05:00 into 20270314T090000, local to the time zone in a parameter of
 * its own.
 */
const compactLocal = (local: string) => local.slice(0, 19).replace(/[-:]/g, '')

const inSeconds = (instant: string) => instant.replace(/\.\d+Z$/, 'Z')

// Calendars refuse long URLs. The link leads to the full text.
const mostNotes = 600

function shortNotes({ notes, link }: Pick<Entry, 'notes' | 'link'>): string {
  const all = [...notes.join('\n\n')]
  const text = all.length > mostNotes ? `${all.slice(0, mostNotes - 1).join('')}…` : all.join('')
  return text === '' ? link : `${text}\n\n${link}`
}
