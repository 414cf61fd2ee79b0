import type { Language, TrainingInput } from '@training-signup/contract'
import { pickText, say } from '../../words/index.ts'
import { minutesIn } from '../attendance/attend.ts'
import { formatDateOf, formatTimeOf } from '../trainings/local-time.ts'
import type { TakenProfile } from './training-credits.ts'

/** A name and a license as they were given. */
export interface NameParts {
  lastName: string
  firstName: string
  licenseNumber?: string
  licenseState?: string
}

/** What is printed on a certificate, and what proves it. It never changes. */
export interface CertificateContent {
  kind: 'certificate' | 'letter'
  lang: Language
  /** Who it is for, by the profile. Not printed. */
  profile: string
  organizer: string
  /** How to reach the organizer. */
  contact: string
  /** Where to say that something is wrong. Not printed by itself. */
  email: string | undefined
  name: string
  /** Whether the check page shows initials instead of the name. */
  initials: boolean
  license: string | undefined
  /** The same in parts, for the columns of a registrar. */
  parts?: NameParts
  agency: string | undefined
  course: string
  date: string
  /** When they came and left, within the training. */
  from: string
  to: string
  place: string
  instructors: string | undefined
  provider: string | undefined
  approval: string | undefined
  hours: number
  unit: string
  areas: { name: string; hours: number }[]
  minutes: number
  minutesPerHour: number
  statement: string
  sponsors: string | undefined
  issued: string
  /** When they came and left, by session. Not printed: a board can ask for it. */
  sessions: { start: string; firstIn: string | null; lastOut: string | null; minutes: number }[]
}

/** What a certificate is made from. */
export interface Printed {
  lang: Language
  input: TrainingInput
  /** Of the organizer, where the training names none. */
  organizer: string
  sponsors: readonly string[]
  taken: TakenProfile
  person: { name: string; parts: NameParts; agency: string | undefined; initials: boolean }
  hours: number
  areas: readonly number[]
  sessions: (CertificateContent['sessions'][number] & { end: string })[]
  issuedAt: string
}

/** Returns what is printed, in the language of the person. */
export function contentFor(printed: Printed): CertificateContent {
  const { lang, input, person, hours, areas, sessions, issuedAt } = printed
  const { profile } = printed.taken
  const zone = input.timeZone
  const [first, last] = [sessions[0]?.start ?? issuedAt, sessions.at(-1)?.end ?? issuedAt]
  const there = thereIn(sessions)
  const days = [...new Set([first, last].map((instant) => formatDateOf(instant, zone, lang)))]
  const { venue, presenter } = input
  const number = person.parts.licenseNumber
  return {
    kind: profile.kind,
    lang,
    profile: pickText(profile.name, lang),
    organizer: input.organizer?.name ?? printed.organizer,
    contact: [input.contact?.email, input.contact?.phone].filter(Boolean).join(' · '),
    email: input.contact?.email,
    name: person.name,
    initials: profile.initials || person.initials,
    ...approvalOf(printed),
    license: profile.license && number !== undefined ? `${pickText(profile.license, lang)} ${number}` : undefined,
    parts: person.parts,
    agency: person.agency,
    course: pickText(input.title, lang),
    date: days.join(' – '),
    from: formatTimeOf(there.from ?? first, zone, lang),
    to: formatTimeOf(there.to ?? last, zone, lang),
    place: [venue?.name, venue?.city, venue?.region].filter(Boolean).join(', ') || say(lang, 'cert.online'),
    instructors: (presenter?.trainers ?? [presenter?.name]).filter(Boolean).join(', ') || undefined,
    hours,
    areas: areas.flatMap((one, at) => {
      const area = profile.areas[at]
      return area ? [{ name: pickText(area.name, lang), hours: one }] : []
    }),
    minutes: minutesIn(sessions),
    minutesPerHour: profile.rule.minutesPerHour,
    sponsors: profile.sponsors && printed.sponsors.length > 0 ? printed.sponsors.join(', ') : undefined,
    issued: formatDateOf(issuedAt, zone, lang),
    sessions: sessions.map(({ start, firstIn, lastOut, minutes }) => ({ start, firstIn, lastOut, minutes })),
  }
}

const minuteOf = (instant: string) => Math.floor(Date.parse(instant) / 60_000)

/** Returns from when until when someone was there, within the parts of the training. */
function thereIn(sessions: Printed['sessions']): { from?: string; to?: string } {
  const some = sessions.filter(({ minutes }) => minutes > 0)
  const [first, last] = [some[0], some.at(-1)]
  if (!first || !last) return {}
  const cameTo = ({ start, firstIn }: Printed['sessions'][number]) =>
    firstIn !== null && firstIn > start ? firstIn : start
  const { end, lastOut, minutes } = last
  // Someone who left, and came back, counts until the end.
  const hasLeft = lastOut !== null && lastOut < end && minuteOf(lastOut) - minuteOf(cameTo(last)) >= minutes
  return { from: cameTo(first), to: hasLeft ? lastOut : end }
}

/** Returns what claims an approval, which only a confirmed one does. */
function approvalOf({ lang, taken: { profile, approval, number } }: Printed) {
  const isApproved = profile.kind === 'certificate' && approval === 'confirmed' && number !== undefined
  if (!isApproved)
    return {
      provider: undefined,
      approval: undefined,
      unit: unapprovedUnit(lang, profile.kind),
      statement: say(lang, profile.kind === 'letter' ? 'cert.letter.not' : 'cert.notApproved'),
    }
  const provider = [profile.providerName, profile.providerNumber].filter(Boolean).join(', ')
  return {
    provider: provider || undefined,
    approval: number,
    unit: (profile.unit && pickText(profile.unit, lang)) ?? say(lang, 'cert.hours'),
    statement: (profile.statement ? pickText(profile.statement, lang) : '')
      .replaceAll('{provider}', profile.providerNumber ?? '')
      .replaceAll('{approval}', number),
  }
}

/**
 * Returns what the hours are hours of, as a page says it. A certificate keeps the words of one
 * language: a page in another one says less, and claims no more than the certificate.
 */
export function unitIn(lang: Language, { lang: own, unit, kind, approval }: CertificateContent): string {
  if (lang === own) return unit
  return approval === undefined ? unapprovedUnit(lang, kind) : say(lang, 'cert.hours')
}

const unapprovedUnit = (lang: Language, kind: CertificateContent['kind']) =>
  say(lang, kind === 'letter' ? 'cert.letter.hours' : 'cert.hours.attended')

/** Returns the first letters of a name, like “A. R.”. A letter can be of several code points. */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${[...new Intl.Segmenter().segment(word)][0]?.segment ?? ''}.`)
    .join(' ')
