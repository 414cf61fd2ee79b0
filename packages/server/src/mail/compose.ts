import type { Deps } from '../deps.ts'
import { calendarFile } from '../trainings/calendar.ts'
import { pickText, say } from '../words/index.ts'
import { type About, readAbout } from './about.ts'
import type { OutboxRow } from './deliver.ts'
import type { Mail } from './mail.ts'
import { type Block, type Fact, htmlText, type MailText, plainText } from './mail-text.ts'
import type { MailKind } from './outbox.ts'

/** What is said, to whom; nothing where it is not so any more. */
type Composer = (about: About) => Composed | undefined

interface Composed {
  to: string | null | undefined
  heading: string
  blocks: Block[]
  hasCalendar?: boolean
}

/** The mail of a row of the outbox, from what is stored now; nothing where there is nobody, or nothing, left to tell. */
export async function composeMail(deps: Deps, row: OutboxRow): Promise<Mail | undefined> {
  const about = await readAbout(deps, row)
  const composed = about && composers[row.kind as MailKind]?.(about)
  if (!about || !composed?.to) return undefined
  const { host } = new URL(deps.config.publicUrl)
  const { stored, training, lang } = about
  const title = pickText(stored.input.discreetTitle, lang) ?? training.title
  const text: MailText = { ...composed, lang, subject: `${composed.heading}: ${title}` }
  return {
    messageId: `<${row.id}@${new URL(deps.config.publicUrl).hostname}>`,
    to: composed.to,
    subject: text.subject,
    text: plainText(text),
    html: htmlText(text),
    replyTo: training.contact?.email,
    calendar: composed.hasCalendar ? calendarFile({ ...stored, training, lang }, host) : undefined,
  }
}

type Seat = 'confirmed'

/** About somebody's own place: what it is, the training, and how to change it. */
function seatMail({ lang, training, registration, group, links }: About, seat: Seat): Composed | undefined {
  if (!registration) return undefined
  const facts: Fact[] = [
    { term: say(lang, 'result.reference'), lines: [registration.reference] },
    ...training.details
      .filter(({ recap }) => recap)
      .map(({ heading = '', lines }) => ({ term: heading, lines: lines.map(({ text }) => text) })),
  ]
  return {
    to: registration.email ?? group?.coordinator_email,
    heading: say(lang, `mail.${seat}`),
    blocks: [
      { kind: 'text', text: say(lang, 'mail.greeting', { name: registration.given_name }) },
      { kind: 'text', text: say(lang, `mail.${seat}.text`) },
      { kind: 'facts', facts },
      { kind: 'button', text: say(lang, 'mail.manage'), href: links.manage(registration) },
      { kind: 'note', text: say(lang, 'mail.manage.note') },
      ...(training.contact?.email ? [{ kind: 'note' as const, text: say(lang, 'mail.question') }] : []),
    ],
    hasCalendar: true,
  }
}

const composers: Partial<Record<MailKind, Composer>> = {
  confirmed: (about) => (about.registration?.status === 'confirmed' ? seatMail(about, 'confirmed') : undefined),
}
