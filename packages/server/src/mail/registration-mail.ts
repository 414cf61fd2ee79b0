import type { Language, Line } from '@training-signup/contract'
import type { CalendarMethod } from '../outgoing-mail.ts'
import { can } from '../registrations/transitions.ts'
import { say, sayList } from '../words/index.ts'
import type { About, Group } from './about.ts'
import type { Band } from './bands.ts'
import {
  type Button,
  button,
  type Composed,
  comingFacts,
  facts,
  formatDeadline,
  greeting,
  line,
  readerOf,
  text,
  trainingEvent,
} from './composed.ts'
import type { Block, Fact } from './mail-text.ts'
import { formatName } from './names.ts'

type Registration = NonNullable<About['registration']>

/**
 * What an email about a registration is about. `registration` is the first of the `people`, and
 * often the only one.
 */
export type AboutRegistration = About & { registration: Registration }

interface Content {
  band: Band
  heading: string
  text: string
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
  const { to, name } = readerOf(about)
  return {
    to,
    band: content.band,
    heading: content.heading,
    preheader: content.text,
    isDated: true,
    blocks: [
      greeting(about, name),
      ...onBehalf(about),
      text(content.text),
      trainingEvent(about, content.isComing),
      ...(content.action ?? []),
      ...facts([...peopleFacts(about), ...(content.isComing ? comingFacts(about) : [])]),
      ...(content.more ?? []),
    ],
    quiet: [...(content.isOpen === false ? [] : changeLinks(about, content.action)), ...referenceLines(about)],
    why: whyOf(about, content.isFirst === true),
    calendar: content.calendar,
  }
}

/** Returns the links for people whose plans have changed, unless the email asks to follow one. */
function changeLinks(about: AboutRegistration, action: Block[] = []): Line[] {
  const { lang, registration, people, links, sendsMail } = about
  const isOne = people.length === 1
  const manage = { text: say(lang, isOne ? 'mail.manage' : 'mail.group-summary.manage'), href: manageLink(about) }
  const pass = { text: say(lang, 'manage.pass'), href: `${links.manage(registration)}/pass` }
  const isPassable = isOne && sendsMail && can(registration.status, 'transfer')
  const note = line(say(lang, isOne ? 'mail.manage.note' : 'mail.group-summary.note'))
  if (action.some(({ kind }) => kind === 'links')) return []
  return action.some((block) => block.kind === 'button' && block.href === manage.href)
    ? [note]
    : [line(say(lang, 'mail.plans')), manage, ...(isPassable ? [pass] : []), note]
}

/** Says why its reader gets it and, at first, how to end a registration that someone else made. */
function whyOf(about: AboutRegistration, isFirst: boolean): Line[] {
  const { lang, registration, links, group } = about
  if (!registration.email) return group && isFirst ? groupWhy(about, group) : [line(say(lang, 'mail.why.group'))]
  const erase = { text: say(lang, 'mail.notYou.delete'), href: `${links.manage(registration)}/erase` }
  return [line(say(lang, 'mail.why')), ...(isFirst ? [erase] : [])]
}

/** Says why a coordinator gets it, and how to end what someone else registered. */
export const groupWhy = ({ lang, links }: About, group: Group): Line[] => [
  line(say(lang, 'mail.why.group')),
  { text: say(lang, 'mail.notYou.group'), href: links.manageGroup(group) },
]

/**
 * Returns a button to the page where a registration is changed; for several people, to the page of
 * their group.
 */
export const manageButton = (about: AboutRegistration, label: string): Button => button(label, manageLink(about))

const manageLink = ({ links, registration, people, group }: AboutRegistration): string =>
  people.length > 1 && group ? links.manageGroup(group) : links.manage(registration)

/**
 * Returns a line that names the people in an email to their coordinator. Before the coordinator has
 * proven their address, it only counts them.
 */
function onBehalf({ lang, isProven, registration, people }: AboutRegistration): Block[] {
  if (registration.email) return []
  return [text(sayBehalf(lang, isProven ? people.map((one) => formatName(one, { isProven })) : people.length))]
}

/** Tells a coordinator which people an email is about, or how many. */
export const sayBehalf = (lang: Language, people: string[] | number): string =>
  typeof people === 'number'
    ? say(lang, 'mail.onBehalf.unproven', { count: people })
    : say(lang, 'mail.onBehalf', { count: people.length, names: sayList(lang, people) })

/** Returns the references of several people. */
const peopleFacts = ({ isProven, people }: AboutRegistration): Fact[] =>
  isProven && people.length > 1
    ? people.map((one) => ({ term: formatName(one, { isProven }), lines: [line(one.reference)] }))
    : []

const referenceLines = ({ lang, people: [one, ...others] }: AboutRegistration): Line[] =>
  one && others.length === 0 ? [line(`${say(lang, 'result.reference')}: ${one.reference}`)] : []

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
