import {
  type AgendaEntry,
  agendaTime,
  type KnownRole,
  type Language,
  type Line,
  type Training,
  type TrainingInput,
  type TrainingSession,
  type TrainingState,
} from '@training-signup/contract'
import type { PartnerTable } from '../../platform/db/tables/trainings/partner.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { mailedKey, pickText, say, sayList } from '../../words/index.ts'
import { logoUrl } from '../logos/logos.ts'
import { alertKindOf } from './alert-kind.ts'
import { availabilityOf, stateOf } from './availability.ts'
import { calendarServices } from './calendar.ts'
import { detailsOf, type Facts, helpOf } from './details.ts'
import {
  dayAfter,
  formatMoment,
  formatMonthDay,
  formatPart,
  formatTime,
  instantOf,
  tileOf,
  uncapitalized,
  withOffset,
} from './local-time.ts'
import { nextNotice, nextOf, type OtherTraining } from './other-date.ts'
import { linkBelow, pageLink } from './page-links.ts'
import { formatPeriod, instantsOf } from './period.ts'

interface View {
  lang: Language
  /** The partners that the training's sponsors name, in any order. */
  partners: readonly PartnerTable[]
  /** The partner on whose page the visitor is. Links keep crediting it. */
  partner?: string | undefined
  publicUrl: string
  now: Date
  /** The next date of its series, where it takes no more sign-ups itself. */
  next?: OtherTraining | undefined
  /** A date with seats for people on its waiting list, where there is one. */
  otherDate?: OtherTraining | undefined
  /** Whether people can be mailed. */
  sendsMail?: boolean
  /**
   * Whether others stand next to it. Each has a link of its own for registered people, which would
   * look the same.
   */
  isListed?: boolean
}

/**
 * Returns a training as visitors see it. Exact seat counts appear only where the organizer opted
 * in.
 */
export function presentTraining(row: TrainingTable, input: TrainingInput, view: View): Training {
  const facts = factsOf(row, input, view)
  return {
    ...facts,
    details: detailsOf(facts, view.lang),
    help: helpOf(facts, view.lang, view.sendsMail && !view.isListed ? linkBelow(view, row.slug, 'find') : undefined),
    calendars: calendarsOf(facts, view),
  }
}

function factsOf(row: TrainingTable, input: TrainingInput, view: View): Facts {
  const { lang } = view
  const availability = availabilityOf(row, input)
  const state = stateOf(availability, view.now)
  return {
    slug: row.slug,
    title: pickText(input.title, lang),
    when: whenOf(row, input, lang),
    audience: audienceOf(input, lang),
    sponsors: sponsorsOf(input, view),
    state,
    notice: noticeOf(state, row, input, view),
    closesAt: row.closes_at,
    helplines: helplinesOf(input, lang),
    erasedOn: dayAfter(input.end, input.retention.recordDays),
    links: linksOf(row.slug, state, view),
    ...definedOnly({
      ...textsOf(input, lang),
      series: input.series,
      certificateYears: row.credit_years ?? undefined,
      venue: input.venue && venueOf(input.venue, lang),
      onlineUrl: input.onlineUrl,
      presenter: input.presenter && definedOnly(input.presenter),
      seatsLeft: seatsLeft(row, input, state),
      next: view.next && nextOf(view.next, view, input),
      otherDate: view.otherDate && nextOf(view.otherDate, view, input),
      notify: notifyOf(state, row, view),
      opensAt: row.opens_at ?? undefined,
      ...hostsOf(input, view),
    }),
  }
}

type Hosts = Pick<TrainingInput, 'organizer' | 'contact' | 'helplines'>

const hostsOf = ({ organizer, contact }: Hosts, view: Pick<View, 'publicUrl'>) =>
  definedOnly({
    organizer: organizer && definedOnly({ ...organizer, logo: logoUrl(view, organizer.logo) }),
    contact: contact && definedOnly(contact),
  })

const helplinesOf = ({ helplines = [] }: Hosts, lang: Language): Facts['helplines'] =>
  helplines.map(({ label, ...ways }) => definedOnly({ label: pickText(label, lang), ...ways }))

/** Returns who runs trainings, and where to get help, for a page that is about none of them. */
export function presentHosts(
  hosts: Hosts,
  view: Pick<View, 'publicUrl' | 'lang'>,
): Pick<Training, 'organizer' | 'help'> {
  const facts = { ...hostsOf(hosts, view), helplines: helplinesOf(hosts, view.lang) }
  return { ...(facts.organizer && { organizer: facts.organizer }), help: helpOf(facts, view.lang) }
}

/** What an organizer wrote for visitors, and what they want to know before they come. */
const textsOf = (input: TrainingInput, lang: Language) => ({
  summary: pickText(input.summary, lang),
  contentNote: pickText(input.contentNote, lang),
  bring: pickText(input.bring, lang),
  food: input.food,
  dress: pickText(input.dress, lang),
  weapons: pickText(input.weapons, lang),
  certificate: pickText(input.certificate, lang),
  creditHours: input.credit?.hours,
  credit: pickText(input.credit?.note, lang),
  agenda: input.agenda && agendaOf(input, input.agenda, lang),
})

type DefinedOnly<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}
// The contract distinguishes an absent member from an undefined one.
const definedOnly = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as DefinedOnly<T>

const whenOf = (
  row: TrainingTable,
  { start, end, timeZone, doors, sessions }: TrainingInput,
  lang: Language,
): Training['when'] => ({
  start: withOffset(start, timeZone),
  end: withOffset(end, timeZone),
  timeZone,
  text: formatPeriod(row.starts_at, row.ends_at, timeZone, lang, instantsOf({ sessions, timeZone })),
  tile: tileOf(row.starts_at, row.ends_at, timeZone, lang),
  ...definedOnly({
    doors: doors && formatTime(`${start.slice(0, 10)}T${doors}`, timeZone, lang),
    sessions:
      sessions && sessions.length > 1 ? sessions.map((one) => partOf(one, { start, end, timeZone }, lang)) : undefined,
  }),
})

function partOf(
  session: TrainingSession,
  { start, end, timeZone }: Pick<TrainingInput, 'start' | 'end' | 'timeZone'>,
  lang: Language,
) {
  const [from, to] = [instantOf(session.start, timeZone), instantOf(session.end, timeZone)]
  const hours = formatPart(from, to, timeZone, lang, start.slice(0, 10) !== end.slice(0, 10))
  const label = pickText(session.label, lang)
  return {
    start: withOffset(session.start, timeZone),
    end: withOffset(session.end, timeZone),
    // Spanish writes days small, except where a line begins.
    text: label === undefined ? hours : `${label}: ${lang === 'es' ? uncapitalized(hours) : hours}`,
  }
}

/** In order, as people read it on the day. */
const agendaOf = (input: TrainingInput, agenda: readonly AgendaEntry[], lang: Language) =>
  agenda
    .map((entry) => ({ at: agendaTime(input, entry), text: pickText(entry.text, lang) }))
    .toSorted((one, other) => one.at.localeCompare(other.at))
    .map(({ at, text }) => ({ start: withOffset(at, input.timeZone), text }))

function venueOf(venue: NonNullable<TrainingInput['venue']>, lang: Language): NonNullable<Training['venue']> {
  const { name, street, city, region, postalCode, country } = venue
  const line = (system: (string | undefined)[], separator: string) =>
    system.filter(Boolean).join(separator) || undefined
  const address = line([street, city, line([region, postalCode], ' ')], ', ')
  const query = new URLSearchParams({ api: '1', query: line([name, address, country], ', ') ?? name })
  // Only a link: the visitor's browser sends nothing to that site before a click.
  const mapUrl = `https://www.google.com/maps/search/?${query.toString()}`
  const [arrival, accessibility] = [pickText(venue.arrival, lang), pickText(venue.accessibility, lang)]
  return { name, mapUrl, ...definedOnly({ address, arrival, accessibility }) }
}

/** Returns the labels of the roles, built-in or the organizer's own. */
function audienceOf({ audience }: TrainingInput, lang: Language): Training['audience'] {
  const roles = audience.roles.map((role) =>
    typeof role === 'string' ? say(lang, `role.${role}`) : pickText(role.label, lang),
  )
  const note = pickText(audience.note, lang)
  return {
    roles,
    self: pickText(audience.self, lang) ?? selfOf({ audience }, lang) ?? firstLine(note ?? sayList(lang, roles)),
    ...definedOnly({ note, minimumAge: audience.minimumAge }),
  }
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? text

const responders: readonly KnownRole[] = ['police', 'fire', 'medical', 'school-resource-officer', 'dispatcher']

function selfOf({ audience: { roles } }: Pick<TrainingInput, 'audience'>, lang: Language): string | undefined {
  if (roles.length === 0) return say(lang, 'card.self.community')
  return responders.some((role) => roles.includes(role)) ? say(lang, 'card.self.responder') : undefined
}

function sponsorsOf({ sponsors }: TrainingInput, view: View): Training['sponsors'] {
  return sponsors
    .map((slug) => view.partners.find((partner) => partner.slug === slug))
    .filter((partner) => partner !== undefined)
    .map(({ name, url, logo }) => ({ name, ...definedOnly({ url: url ?? undefined, logo: logoUrl(view, logo) }) }))
}

function noticeOf(
  state: TrainingState,
  row: TrainingTable,
  input: TrainingInput,
  { lang, next, now, sendsMail = false }: View,
): Training['notice'] {
  const count = seatsLeft(row, input, state)
  const opens = row.opens_at ? formatMoment(row.opens_at, row.time_zone, lang) : ''
  const date = state === 'closed' ? formatMonthDay(row.closes_at, row.time_zone, lang) : opens
  return {
    title: count ? say(lang, 'seatsLeft', { count }) : say(lang, `state.${state}`, { date }),
    text: [
      say(lang, mailedKey(`state.${state}.text`, sendsMail)),
      ...(next ? nextNotice(input, next, { lang, now }) : []),
    ]
      .filter(Boolean)
      .join(' '),
  }
}

/** Without emails no one can be told anything. */
function notifyOf(state: TrainingState, row: TrainingTable, view: View): Training['notify'] {
  const kind = view.sendsMail ? alertKindOf(row, { state, next: view.next, now: view.now }) : undefined
  return kind && { label: say(view.lang, `alert.${kind}`), href: pageLink(view, row.slug, '/notify') }
}

const countedStates: readonly TrainingState[] = ['open', 'few', 'waitlist', 'full']

const seatsLeft = ({ capacity, seats_taken }: TrainingTable, { seats }: TrainingInput, state: TrainingState) =>
  seats.showExact && capacity !== null && countedStates.includes(state)
    ? Math.max(0, capacity - seats_taken)
    : undefined

const isToCome = (state: TrainingState) => state !== 'cancelled' && state !== 'past'

const linksOf = (slug: string, state: TrainingState, view: View): Training['links'] => ({
  page: pageLink(view, slug),
  calendar: linkBelow(view, slug, 'calendar.ics'),
  ...(isToCome(state)
    ? { addToCalendar: linkBelow(view, slug, 'calendar'), share: pageLink(view, slug, '/share') }
    : {}),
})

/** Uses this server's own URLs, so that no calendar service learns anything before a click. */
const calendarsOf = ({ slug, state, links }: Facts, view: View): Line[] =>
  !isToCome(state)
    ? []
    : [
        { text: say(view.lang, 'calendar.file'), href: links.calendar },
        ...calendarServices.map((service) => ({
          text: say(view.lang, `calendar.${service}`),
          href: linkBelow(view, slug, `calendar/${service}`),
        })),
      ]
