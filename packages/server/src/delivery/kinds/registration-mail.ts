import type { Language, Line } from '@training-signup/contract'
import type { Note } from '../../core/outbox/notify-people.ts'
import { can } from '../../core/seats/transitions.ts'
import type { CalendarMethod } from '../../platform/outgoing-mail.ts'
import { say } from '../../words/index.ts'
import {
  type Button,
  button,
  type Composed,
  comingFacts,
  facts,
  formatDeadline,
  greeting,
  line,
  text,
  trainingEvent,
} from '../compose/composed.ts'
import { isolated } from '../compose/isolates.ts'
import type { Block, Fact } from '../compose/mail-text.ts'
import { formatName } from '../compose/names.ts'
import type { About } from './about.ts'
import type { Band } from './bands.ts'
import { type Reader, type ReaderKey, readerOf, type Tell } from './reader.ts'

type Registration = NonNullable<About['registration']>

/**
 * What an email about a registration is about. `registration` is the first of the `people`, and
 * often the only one.
 */
export type AboutRegistration = About & { registration: Registration }

/** Says something to the reader: with names in the email, and without in subject and preheader. */
export type Sentence = (tell: Tell) => string

interface Content {
  band: Band
  heading: Sentence
  /** Stands in the email instead of the heading, and names the person. */
  title?: string | undefined
  subject?: string | undefined
  text: Sentence
  /** What an organizer wrote, to stand in the email instead of that. */
  words?: Block[] | undefined
  /** What to press. */
  action?: Block[]
  /** Whether its reader has a seat, and needs to know about doors, parking, and what to bring. */
  isComing?: boolean
  /** Whether there is still something to change or cancel. */
  isOpen?: boolean
  /** Whether it is the first email about the registration, which someone else may have made. */
  isFirst?: boolean
  more?: Block[]
  calendar?: CalendarMethod | undefined
}

/**
 * Composes an email about a person's own registration: its status, the training, and how to change
 * it.
 */
export function registrationMail(about: AboutRegistration, content: Content): Composed {
  const reader = readerOf(about)
  const { to, name, tell, tellNameless } = reader
  return {
    to,
    band: content.band,
    heading: content.title ?? content.heading(tell),
    subjectHeading: content.heading(tellNameless),
    subject: content.subject,
    preheader: content.text(tellNameless),
    blocks: [
      greeting(about, name),
      ...(content.words ?? [text(content.text(tell))]),
      ...noteIn(about),
      trainingEvent(about, content.isComing),
      ...(content.action ?? []),
      ...facts([...peopleFacts(about, content.action), ...(content.isComing ? comingFacts(about) : [])]),
      ...(content.more ?? []),
      ...(content.isComing ? codeIn(about, reader) : []),
    ],
    quiet: [
      ...(content.isOpen === false ? [] : changeLinks(about, reader, content.action)),
      ...referenceLines(about, reader),
    ],
    why: whyOf(about, reader, content.isFirst === true),
    calendar: content.calendar,
  }
}

/** Returns what an organizer wrote to the person. */
function noteIn({ row, lang }: AboutRegistration): Block[] {
  if (!row.note) return []
  const { text: said, by } = JSON.parse(row.note) as Note
  const heading = by === null ? say(lang, 'mail.note') : say(lang, 'mail.note.by', { name: isolated(by) })
  return [{ kind: 'quote', by: heading, text: said }]
}

/** Returns the links for people whose plans have changed, unless the email asks to follow one. */
function changeLinks(about: AboutRegistration, reader: Reader, action: Block[] = []): Line[] {
  const { lang, registration, links, sendsMail } = about
  const manage = { text: reader.tell('mail.manage'), href: manageLink(about) }
  const pass = { text: say(lang, 'manage.pass'), href: `${links.manage(registration)}/pass` }
  // A coordinator passes a seat on by replacing the person.
  const isPassable = !reader.isCoordinator && sendsMail && can(registration.status, 'transfer')
  const note = line(reader.tell('mail.manage.note'))
  if (action.some(({ kind }) => kind === 'links')) return [line(say(lang, 'mail.still-coming.each.note'))]
  return action.some((block) => block.kind === 'button' && block.href === manage.href)
    ? [note]
    : [line(say(lang, 'mail.plans')), manage, ...(isPassable ? [pass] : []), note]
}

/** Says why its reader gets it and, at first, how to end a registration that someone else made. */
function whyOf(
  { lang, links, registration, group, people }: AboutRegistration,
  reader: Reader,
  isFirst: boolean,
): Line[] {
  const erase = { text: say(lang, 'mail.notYou.delete'), href: `${links.manage(registration)}/erase` }
  const cancel = group && {
    text: say(lang, people.length === 1 ? 'mail.notYou.one' : 'mail.notYou.group'),
    href: links.manageGroup(group),
  }
  const end = reader.isCoordinator ? cancel : erase
  return [line(reader.tell('mail.why')), ...(isFirst && end ? [end] : [])]
}

/**
 * Returns a button to the page where a registration is changed; for several people, to the page of
 * their group.
 */
export const manageButton = (about: AboutRegistration, label: ReaderKey): Button =>
  button(readerOf(about).tell(label), manageLink(about))

const manageLink = ({ links, registration, people, group }: AboutRegistration): string =>
  people.length > 1 && group ? links.manageGroup(group) : links.manage(registration)

/** Returns the references of several people, unless the email already lists them. */
const peopleFacts = ({ lang, isProven, people }: AboutRegistration, action: Block[] = []): Fact[] =>
  isProven && people.length > 1 && !action.some(({ kind }) => kind === 'links')
    ? people.map((one) => ({ term: formatName(one, { isProven }), lines: [line(referenceOf(lang, one))] }))
    : []

/** Says what the reference of one of several people is. */
export const referenceOf = (lang: Language, { reference }: Pick<Registration, 'reference'>): string =>
  `${say(lang, 'mail.others.reference', { count: 1 })}: ${isolated(reference)}`

const referenceLines = ({ people: [one, ...others] }: AboutRegistration, reader: Reader): Line[] =>
  one && others.length === 0 ? [line(`${reader.tell('mail.reference')}: ${isolated(one.reference)}`)] : []

/** Returns the code that a person with a seat shows at the door. */
const codeIn = ({ lang, people, registration: { reference, status } }: AboutRegistration, reader: Reader): Block[] =>
  status === 'confirmed' && people.length === 1 && !reader.isCoordinator
    ? [{ kind: 'code', title: say(lang, 'manage.code'), text: say(lang, 'manage.code.text'), reference }]
    : []

/** Returns the status of a registration in a sentence. */
export function formatStatus(about: AboutRegistration): string {
  const { lang, registration } = about
  switch (registration.status) {
    case 'confirmed':
    case 'waitlisted':
      return say(lang, `mail.stands.${registration.status}`)
    case 'offered':
      return say(lang, 'mail.stands.offered', { time: formatDeadline(about, registration.expires_at) })
    default:
      return say(lang, 'mail.stands.pending')
  }
}
