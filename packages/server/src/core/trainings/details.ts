import type { Language, Line, Section, Training, TrainingInput } from '@training-signup/contract'
import { say, sayList, type WordKey } from '../../words/index.ts'
import { formatDate, formatDay, formatPart, formatTime } from './local-time.ts'
import { formatPeriodLines } from './period.ts'

/** The data that the sections are built from. */
export type Facts = Omit<Training, 'details' | 'help' | 'calendars'>

type Food = NonNullable<TrainingInput['food']>
type MaybeLine = Line | string | undefined | false

/**
 * Returns the what, when, where, for which people, and by which organization, in the display order
 * of widget and hosted page.
 */
export function detailsOf(training: Facts, lang: Language): Section[] {
  const { when, venue, onlineUrl, contentNote } = training
  const named = (heading: WordKey, ...lines: MaybeLine[]) => section(say(lang, heading), lines)
  return [
    ...again(
      named(
        'card.when',
        ...formatPeriodLines(when.start, when.end, when.timeZone, lang, when.sessions),
        ...sessionLines(when, lang),
        when.doors && say(lang, 'card.doors', { time: when.doors }),
      ),
    ),
    ...again(
      named(
        'card.where',
        venue?.name,
        venue?.address && unbrokenCity(venue.address),
        venue && { text: say(lang, 'card.map'), href: venue.mapUrl },
        onlineUrl !== undefined && { text: say(lang, 'card.online'), href: onlineUrl },
      ),
    ),
    ...named('card.audience', ...audienceLines(training, lang)),
    ...named('card.contentNote', contentNote),
    ...goodToKnow(training, lang),
    ...section(undefined, peopleLines(training, lang)),
  ]
}

/** Returns the parts of the days, unless the two days above them say the same. */
export function sessionLines({ sessions = [], start, end, timeZone }: Facts['when'], lang: Language): string[] {
  const [first, second, third] = sessions
  const isSaid = (part: typeof first, day: string) =>
    part?.start.slice(0, 10) === day.slice(0, 10) &&
    part.text === formatPart(part.start, part.end, timeZone, lang, true)
  if (isSaid(first, start) && isSaid(second, end) && third === undefined) return []
  return sessions.map(({ text }) => text)
}

/** Returns what the widget folds even on a desk. Credit comes first: police officers decide by it. */
function goodToKnow(training: Facts, lang: Language): Section[] {
  const { certificate, creditHours, credit } = training
  const hours = creditHours !== undefined && say(lang, 'card.credit.hours', { count: creditHours })
  const [first, ...others] = [
    ...again([
      ...section(say(lang, 'card.credit'), [hours, credit]),
      ...section(say(lang, 'card.certificate'), [certificate]),
      ...dayFacts(training, lang),
    ]),
    ...agendaSections(training, lang),
  ]
  return first ? [{ above: say(lang, 'card.good'), ...first }, ...others] : []
}

/** Returns what people need to know on the day itself. */
export function dayFacts({ venue, bring, food, dress, weapons }: Facts, lang: Language): Section[] {
  const named = (heading: WordKey, line: MaybeLine) => section(say(lang, heading), [line])
  return [
    ...named('card.food', food && say(lang, `card.food.${food as Food}`)),
    ...named('card.arrival', venue?.arrival),
    ...named('card.accessibility', venue?.accessibility),
    ...named('card.bring', bring),
    ...named('card.dress', dress),
    ...named('card.weapons', weapons),
  ]
}

/** Returns times with what happens then; a list for each day if there are several. */
function agendaSections({ agenda = [], when }: Facts, lang: Language): Section[] {
  const isLong = when.start.slice(0, 10) !== when.end.slice(0, 10)
  const days = Map.groupBy(agenda, ({ start }) => start.slice(0, 10))
  return [...days].flatMap(([day, entries]) =>
    section(
      isLong ? say(lang, 'card.agenda.day', { date: formatDay(day, lang) }) : say(lang, 'card.agenda'),
      entries.flatMap(({ start, text }) => [
        { text: formatTime(start.slice(0, 16), when.timeZone, lang) },
        { text, sameRow: true as const },
      ]),
    ),
  )
}

const free =
  /\bfree,? (?!parking|lunch|food|meal)(?:\S+ ){0,3}(?:training|class|course|workshop|session|seminar|event|day)\b|\bgratis\b|(?:capacitación|curso|taller|sesión|seminario|evento|día|jornada),? (?:\S+ ){0,3}gratuit/i

/** Says that the training is free, unless its summary does. */
export const freeSentence = ({ summary = '' }: Pick<Facts, 'summary'>, lang: Language): string =>
  free.test(summary) ? '' : say(lang, 'card.free')

/** Returns what leads to the details where they are folded. */
export const moreLabel = ({ creditHours }: Pick<Facts, 'creditHours'>, lang: Language): string =>
  creditHours === undefined ? say(lang, 'card.more') : say(lang, 'card.more.credit', { count: creditHours })

/**
 * Returns places to get help, the emergency number first, the URL where registered people get their
 * link again, and contacts.
 */
export const helpOf = (
  training: Pick<Facts, 'helplines' | 'contact' | 'organizer'>,
  lang: Language,
  find?: string,
): Section[] => [
  ...section(say(lang, 'help.heading'), helplineLines(training, lang)),
  ...section(say(lang, 'manage.find.heading'), [
    find !== undefined && { text: say(lang, 'manage.find.link'), href: find },
  ]),
  ...section(say(lang, 'contact.organizer'), contactLines(training)),
]

/** Keeps “Kansas City” on one line: lines break after the street, and before the state. */
function unbrokenCity(address: string): string {
  const [street, ...others] = address.split(', ')
  return [street, ...others.map((part) => part.replaceAll(' ', '\u00A0'))].join(', ')
}

function section(heading: string | undefined, given: readonly MaybeLine[]): Section[] {
  const lines = toLines(given)
  return lines.length > 0 ? [{ ...(heading === undefined ? {} : { heading }), lines }] : []
}

const toLines = (given: readonly MaybeLine[]): Line[] =>
  given
    .filter((line): line is Line | string => Boolean(line))
    .map((line) => (typeof line === 'string' ? { text: line } : line))

const again = (sections: Section[]): Section[] => sections.map((one) => ({ ...one, recap: true }))

function audienceLines({ audience: { note, roles, minimumAge } }: Pick<Facts, 'audience'>, lang: Language) {
  return [note ?? sayList(lang, roles), minimumAge !== undefined && say(lang, 'card.minimumAge', { age: minimumAge })]
}

type Host = Facts['sponsors'][number]

/** Returns sentences: who teaches first, then whose logos may stand below each other. */
function peopleLines({ presenter, organizer, sponsors }: Facts, lang: Language): MaybeLine[] {
  const trainers = presenter?.trainers ?? []
  return [
    presenter && say(lang, 'card.presenter', { name: presenter.name }),
    trainers.length > 0 && say(lang, 'card.trainers', { names: sayList(lang, trainers) }),
    organizer && hostLine(organizer, say(lang, 'card.organizer', { name: organizer.name })),
    ...sponsorLines(sponsors, lang),
  ]
}

const hostLine = ({ url, logo }: Host, text: string): Line => ({
  ...linked(text, url),
  ...(logo === undefined ? {} : { logo }),
})

/** Returns one sentence, unless a sponsor has a website to link to, or a logo. */
function sponsorLines(sponsors: readonly Host[], lang: Language): Line[] {
  const by = (names: string) => say(lang, 'card.sponsors', { names })
  if (sponsors.some(({ url, logo }) => (url ?? logo) !== undefined))
    return sponsors.map((sponsor) => hostLine(sponsor, by(sponsor.name)))
  const names = sponsors.map(({ name }) => name)
  return names.length > 0 ? [{ text: by(sayList(lang, names)) }] : []
}

function contactLines({ contact, organizer }: Pick<Facts, 'contact' | 'organizer'>): Line[] {
  const { name, email, phone } = contact ?? {}
  return oneRow([
    // Under the heading “Contact the organizer”, the organizer's own name says nothing new.
    name !== organizer?.name && name,
    email !== undefined && { text: email, href: `mailto:${encodeURIComponent(email).replace('%40', '@')}` },
    phone !== undefined && linked(phone, dial('tel', phone)),
  ])
}

/** A helpline's number read as another's can cost a life, so each keeps its row. */
const oneRow = (lines: MaybeLine[]): Line[] =>
  toLines(lines).map((line, index) => (index === 0 ? line : { ...line, sameRow: true }))

function helplineLines({ helplines }: Pick<Facts, 'helplines'>, lang: Language): MaybeLine[] {
  if (helplines.length === 0) return []
  const [checkedOn] = helplines.flatMap((one) => one.checkedOn ?? []).toSorted()
  return [
    { text: say(lang, 'help.danger'), href: 'tel:911' },
    ...helplines.flatMap(({ label, tel, sms, url }) =>
      oneRow([
        linked(label, url),
        tel !== undefined && linked(say(lang, 'help.call', { tel }), dial('tel', tel)),
        sms !== undefined && linked(say(lang, 'help.text', { code: sms }), dial('sms', sms)),
      ]),
    ),
    checkedOn !== undefined && { text: say(lang, 'help.checked', { date: formatDate(checkedOn, lang) }), muted: true },
  ]
}

const linked = (text: string, href: string | undefined): Line => (href === undefined ? { text } : { text, href })

/**
 * Returns a number as a phone dials it, without its extension, which would make it another number.
 * Escapes `#`, which would begin a fragment.
 */
function dial(scheme: 'tel' | 'sms', number: string): string | undefined {
  const [main = ''] = number.split(/(?:ext|x)\b/i)
  const digits = main.replace(/[^\d+*#]/g, '').replaceAll('#', '%23')
  return digits === '' ? undefined : `${scheme}:${digits}`
}
