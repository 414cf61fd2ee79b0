import type { Line } from '@training-signup/contract'
import { sessionLines } from '../../core/trainings/details.ts'
import { formatMoment, tileOf } from '../../core/trainings/local-time.ts'
import { formatPeriodLines } from '../../core/trainings/period.ts'
import type { CalendarMethod, Mail } from '../../platform/outgoing-mail.ts'
import { pickText, say } from '../../words/index.ts'
import type { About } from '../kinds/about.ts'
import type { Band } from '../kinds/bands.ts'
import { isolated } from './isolates.ts'
import type { Block, EventBlock, Fact, Link } from './mail-text.ts'
import { repeatable } from './names.ts'

/** What an email says, and its recipient. */
export interface Composed {
  /** null or undefined if there is no recipient. */
  to: string | null | undefined
  band: Band
  heading: string
  /** Stands in the subject if the heading names people: the subject never does. */
  subjectHeading?: string
  /** What email programs show next to the subject: never a name. */
  preheader: string
  blocks: Block[]
  /** Links for people whose plans have changed, and what to know about them. */
  quiet?: Line[]
  /** Why its reader gets it, and what to do if it was someone else. */
  why: Line[]
  /**
   * What the subject ends with. On a locked screen others read it, so only organizers get the title;
   * next to a code, a date would seem to be its end.
   */
  subjectEnd?: 'date' | 'title' | 'nothing'
  /** Replaces the heading and what follows it, like where an organizer wrote a subject. */
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

export function greeting({ lang, isProven }: Pick<About, 'lang' | 'isProven'>, typed: string): Block {
  const name = repeatable(typed, { isProven })
  return {
    kind: 'greeting',
    text: name === undefined ? say(lang, 'mail.greeting.nameless') : say(lang, 'mail.greeting', { name }),
  }
}

/**
 * The title of the training where others may read it: in the subject of an organizer's digest, and in
 * plain text, from which some programs take what they show next to subjects.
 */
export const openTitle = ({ stored, training, lang }: Pick<About, 'stored' | 'training' | 'lang'>): string =>
  pickText(stored.input.discreetTitle, lang) ?? training.title

/** Returns when and where the training takes place and, for people who come, when doors open. */
export function trainingEvent(about: About, isComing = false): EventBlock {
  const { lang, training, stored } = about
  const { row } = stored
  const { doors, sessions } = training.when
  const opening = isComing && doors !== undefined ? [say(lang, 'card.doors', { time: doors })] : []
  const notes = [...sessionLines(training.when, lang), ...opening]
  const [day, times] = formatPeriodLines(row.starts_at, row.ends_at, row.time_zone, lang, sessions)
  const where = placeOf(training, lang)
  return {
    kind: 'event',
    title: isolated(training.title),
    tile: tileOf(row.starts_at, row.ends_at, row.time_zone, lang),
    day,
    times,
    notes,
    place: where?.lines ?? [],
    facts: [
      { term: say(lang, 'mail.training'), lines: [line(isolated(openTitle(about)))] },
      { term: say(lang, 'card.when'), lines: [day, times, ...notes].map(line) },
      ...(where ? [factOf(where)] : []),
    ],
  }
}

type Section = About['training']['details'][number]

/** Returns where it is. No one needs the way to a training that was canceled. */
function placeOf(training: About['training'], lang: About['lang']): Section | undefined {
  const where = sectionOf(training, say(lang, 'card.where'))
  if (where === undefined || training.state !== 'cancelled') return where
  return { ...where, lines: where.lines.filter(({ href }) => href === undefined) }
}

const sectionOf = ({ details }: About['training'], heading: string): Section | undefined =>
  details.find((section) => section.heading === heading)

/** Returns what people who come need to know, besides when and where: credit, parking, what to bring. */
export function comingFacts({ lang, training }: About): Fact[] {
  const shown = new Set([say(lang, 'card.when'), say(lang, 'card.where')])
  return training.details.filter(({ recap, heading = '' }) => recap && !shown.has(heading)).map(factOf)
}

export const facts = (of: Fact[]): Block[] => (of.length > 0 ? [{ kind: 'facts', facts: of }] : [])

const factOf = ({ heading = '', lines }: Section): Fact => ({ term: heading, lines })

export type Button = Extract<Block, { kind: 'button' }>

export const button = (of: string, href: string): Button => ({ kind: 'button', text: of, href })

export const pageButton = ({ lang, links }: About): Button => button(say(lang, 'mail.page'), links.page)

/** Returns the buttons for people who come: the calendar first, then the way there. */
export function comingButtons(about: About): Button {
  const { lang, links } = about
  return {
    ...button(say(lang, 'result.calendar'), links.calendar),
    second: directions(about),
  }
}

export const directions = ({ lang, training: { venue } }: About): Link | undefined =>
  venue && { text: say(lang, 'mail.directions'), href: venue.mapUrl }

export const formatDeadline = ({ lang, stored: { row } }: About, instant: string | null) =>
  instant === null ? '' : formatMoment(instant, row.time_zone, lang)
