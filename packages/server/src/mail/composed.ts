import type { Line } from '@training-signup/contract'
import type { CalendarMethod, Mail } from '../outgoing-mail.ts'
import { formatMoment } from '../trainings/local-time.ts'
import { say } from '../words/index.ts'
import type { About } from './about.ts'
import { isolated } from './isolates.ts'
import type { Block, Fact } from './mail-text.ts'
import { repeatable } from './names.ts'

/** What an email says, and its recipient. */
export interface Composed {
  /** null or undefined if there is no recipient. */
  to: string | null | undefined
  heading: string
  blocks: Block[]
  /** Replaces the heading and the title of the training if an organizer wrote a subject. */
  subject?: string | undefined
  /** The calendar file that comes with it, by its method. */
  calendar?: CalendarMethod | undefined
  /** As in `Mail`. */
  prepare?: Mail['prepare']
  /** The link for one-click unsubscribing, in emails that are not about the seat. */
  unsubscribe?: string | undefined
}

export const text = (of: string): Block => ({ kind: 'text', text: of })
export const note = (of: string): Block => ({ kind: 'note', text: of })
export const line = (of: string): Line => ({ text: of })

/** Returns who reads the email: the coordinator for members without an address of their own. */
export function readerOf({ registration, group }: About): { to: string | undefined; name: string } {
  return registration?.email
    ? { to: registration.email, name: registration.given_name }
    : { to: group?.coordinator_email, name: group?.coordinator_name ?? '' }
}

export function greeting({ lang, isProven }: Pick<About, 'lang' | 'isProven'>, typed: string): Block {
  const name = repeatable(typed, { isProven })
  return text(name === undefined ? say(lang, 'mail.greeting.nameless') : say(lang, 'mail.greeting', { name }))
}

/** Returns the title, time, place and contact of the training, and what to bring. */
export function trainingFacts({ lang, training }: About): Fact[] {
  const [contact] = training.contact ? training.help : []
  return [
    { term: say(lang, 'mail.training'), lines: [line(isolated(training.title))] },
    ...training.details.filter(({ recap }) => recap).map(factOf),
    ...(contact ? [factOf(contact)] : []),
  ]
}

const factOf = ({ heading = '', lines }: About['training']['details'][number]): Fact => ({ term: heading, lines })

/** Returns how to ask a question, if the training has an address for replies. */
export const question = ({ lang, training }: About): Block[] =>
  training.contact?.email ? [note(say(lang, 'mail.question'))] : []

export type Button = Extract<Block, { kind: 'button' }>

export const pageButton = ({ lang, links }: About): Button => ({
  kind: 'button',
  text: say(lang, 'mail.page'),
  href: links.page,
})

export const formatDeadline = ({ lang, stored: { row } }: About, instant: string | null) =>
  instant === null ? '' : formatMoment(instant, row.time_zone, lang)
