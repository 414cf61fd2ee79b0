import { say, sayList } from '../words/index.ts'
import type { About } from './about.ts'
import {
  type Button,
  type Composed,
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

type Registration = NonNullable<About['registration']>

/** What a mail about somebody's place is about: `registration` is the only one of the `people`, or the first. */
export type Place = About & { registration: Registration }

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
  const isTheirs = button?.href === manageLink(place)
  return {
    to,
    heading: said.heading,
    blocks: [
      greeting(place, name),
      ...onBehalf(place),
      text(said.text),
      ...(button ? [button] : []),
      { kind: 'facts', facts: [...referenceFacts(place), ...trainingFacts(place)] },
      ...(said.more ?? []),
      ...(isTheirs ? [note(say(lang, place.people.length > 1 ? 'mail.group-summary.note' : 'mail.manage.note'))] : []),
      ...question(place),
    ],
    hasCalendar: said.hasCalendar ?? false,
  }
}

/** To where a place is changed; of several people, to the page of their group. */
export const manageButton = (place: Place, label: string): Button => ({
  kind: 'button',
  text: label,
  href: manageLink(place),
})

const manageLink = ({ links, registration, people, group }: Place): string =>
  people.length > 1 && group ? links.manageGroup(group) : links.manage(registration)

const fullName = ({ given_name, family_name }: Pick<Registration, 'given_name' | 'family_name'>) =>
  `${given_name} ${family_name}`.trim()

/** The name, or what stands for it where it would become a link. */
export function toldName(person: Pick<Registration, 'given_name' | 'family_name' | 'reference'>): string {
  const name = fullName(person)
  return isSafeToRepeat(name) ? name : person.reference
}

/** What is said to you is meant for somebody else, where you are their coordinator. */
const onBehalf = ({ lang, registration, people }: Place): Block[] =>
  registration.email
    ? []
    : [text(say(lang, 'mail.onBehalf', { count: people.length, names: sayList(lang, people.map(toldName)) }))]

const referenceFacts = ({ lang, people }: Place): Fact[] =>
  people.map((one) => ({
    term: people.length > 1 ? toldName(one) : say(lang, 'result.reference'),
    lines: [line(one.reference)],
  }))

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
