import type { RegistrationStatus } from '@training-signup/contract'
import type { Deps } from '../deps.ts'
import { say } from '../words/index.ts'
import type { About } from './about.ts'
import {
  type Button,
  type Composed,
  type Composer,
  greeting,
  isSafeToRepeat,
  line,
  note,
  question,
  readerOf,
  tellDeadline,
  text,
  trainingFacts,
} from './composed.ts'
import type { Block, Fact } from './mail-text.ts'

/** What a mail about somebody's place is about. */
export type Place = About & { registration: NonNullable<About['registration']> }

interface Said {
  heading: string
  text: string
  /** Where the mail leads to, null being nowhere; else to where a registration is changed or canceled. */
  button?: Button | null
  more?: Block[]
  hasCalendar?: boolean
}

/** About somebody's own place: what it is, the training, and how to change it. */
export function placeMail(place: Place, said: Said): Composed {
  const { lang } = place
  const { to, name } = readerOf(place)
  const button = said.button === undefined ? manageButton(place, say(lang, 'mail.manage')) : said.button
  const isTheirs = button?.href === place.links.manage(place.registration)
  return {
    to,
    heading: said.heading,
    blocks: [
      greeting(place, name),
      ...onBehalf(place),
      text(said.text),
      ...(button ? [button] : []),
      { kind: 'facts', facts: [...placeFacts(place), ...trainingFacts(place)] },
      ...(said.more ?? []),
      ...(isTheirs ? [note(say(lang, 'mail.manage.note'))] : []),
      ...question(place),
    ],
    hasCalendar: said.hasCalendar ?? false,
  }
}

export const manageButton = ({ links, registration }: Place, label: string): Button => ({
  kind: 'button',
  text: label,
  href: links.manage(registration),
})

const fullName = ({ given_name, family_name }: Pick<Place['registration'], 'given_name' | 'family_name'>) =>
  `${given_name} ${family_name}`.trim()

/** The name, or what stands for it where it would become a link. */
export function toldName(person: Pick<Place['registration'], 'given_name' | 'family_name' | 'reference'>): string {
  const name = fullName(person)
  return isSafeToRepeat(name) ? name : person.reference
}

/** What is said to you is meant for somebody else, where you are their coordinator. */
const onBehalf = ({ lang, registration }: Place): Block[] =>
  registration.email ? [] : [text(say(lang, 'mail.onBehalf', { name: toldName(registration) }))]

const placeFacts = ({ lang, registration }: Place): Fact[] => [
  { term: say(lang, 'result.reference'), lines: [line(registration.reference)] },
]

/** Says it only while the person has one of these statuses and the training is still to come. */
export const whileIn =
  (statuses: readonly RegistrationStatus[], compose: (place: Place, deps: Deps) => Composed | undefined): Composer =>
  (about, deps) => {
    const { registration, training } = about
    const isToCome = training.state !== 'past' && training.state !== 'cancelled'
    return isToCome && registration && statuses.includes(registration.status)
      ? compose({ ...about, registration }, deps)
      : undefined
  }

/** The statuses of whoever has a place, or waits for one. */
export const standing = ['confirmed', 'pending_approval', 'waitlisted', 'offered'] as const

/** Where somebody with a place stands, in a sentence. */
export function tellStanding(place: Place): string {
  const { lang, registration } = place
  switch (registration.status) {
    case 'confirmed':
    case 'waitlisted':
      return say(lang, `mail.stands.${registration.status}`)
    case 'offered':
      return say(lang, 'mail.stands.offered', { time: tellDeadline(place, registration.expires_at) })
    default:
      return say(lang, 'mail.stands.pending')
  }
}
