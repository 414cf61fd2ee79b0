import type { CalendarMethod } from '../outgoing-mail.ts'
import { say, sayList } from '../words/index.ts'
import type { About } from './about.ts'
import {
  type Button,
  type Composed,
  formatDeadline,
  greeting,
  line,
  note,
  question,
  readerOf,
  text,
  trainingFacts,
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
  heading: string
  text: string
  /**
   * null: no button. Without it, a button to the page where the registration is changed or
   * canceled.
   */
  button?: Button | null
  more?: Block[]
  calendar?: CalendarMethod | undefined
}

/**
 * Composes an email about a person's own registration: its status, the training, and how to change
 * it.
 */
export function registrationMail(about: AboutRegistration, content: Content): Composed {
  const { lang } = about
  const { to, name } = readerOf(about)
  const button = content.button === undefined ? manageButton(about, say(lang, 'mail.manage')) : content.button
  const leadsToOwnPage = button?.href === manageLink(about)
  return {
    to,
    heading: content.heading,
    blocks: [
      greeting(about, name),
      ...onBehalf(about),
      text(content.text),
      ...(button ? [button] : []),
      { kind: 'facts', facts: [...referenceFacts(about), ...trainingFacts(about)] },
      ...(content.more ?? []),
      ...(leadsToOwnPage
        ? [note(say(lang, about.people.length > 1 ? 'mail.group-summary.note' : 'mail.manage.note'))]
        : []),
      ...question(about),
    ],
    calendar: content.calendar,
  }
}

/**
 * Returns a button to the page where a registration is changed; for several people, to the page of
 * their group.
 */
export const manageButton = (about: AboutRegistration, label: string): Button => ({
  kind: 'button',
  text: label,
  href: manageLink(about),
})

const manageLink = ({ links, registration, people, group }: AboutRegistration): string =>
  people.length > 1 && group ? links.manageGroup(group) : links.manage(registration)

/**
 * Returns a line that names the people in an email to their coordinator. Before the coordinator has
 * proven their address, it only counts them.
 */
function onBehalf({ lang, isProven, registration, people }: AboutRegistration): Block[] {
  if (registration.email) return []
  const count = people.length
  if (!isProven) return [text(say(lang, 'mail.onBehalf.unproven', { count }))]
  const names = people.map((one) => formatName(one, { isProven }))
  return [text(say(lang, 'mail.onBehalf', { count, names: sayList(lang, names) }))]
}

function referenceFacts({ lang, isProven, people }: AboutRegistration): Fact[] {
  if (people.length === 1)
    return people.map(({ reference }) => ({ term: say(lang, 'result.reference'), lines: [line(reference)] }))
  return isProven ? people.map((one) => ({ term: formatName(one, { isProven }), lines: [line(one.reference)] })) : []
}

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
