import type { Deps } from '../deps.ts'
import { messageMails } from '../messages/message-mail.ts'
import type { MailKind } from '../outbox/outbox.ts'
import { calendarFile } from '../trainings/calendar.ts'
import { pickText } from '../words/index.ts'
import { type About, readAbout } from './about.ts'
import { codeMails } from './code-mail.ts'
import type { Composed, Composer } from './composed.ts'
import type { OutboxRow } from './deliver.ts'
import { organizerMails } from './digest-mail.ts'
import { groupMails } from './group-mails.ts'
import { knownMails } from './known-mails.ts'
import type { Mail } from './mail.ts'
import { htmlText, type MailText, plainText } from './mail-text.ts'
import { seatMails } from './seat-mails.ts'
import { supervisorMails } from './supervisor-mails.ts'
import { trainingMails } from './training-mails.ts'
import { transferMails } from './transfer-mails.ts'

const composers: Record<MailKind, Composer> = {
  ...seatMails,
  ...codeMails,
  ...trainingMails,
  ...knownMails,
  ...groupMails,
  ...organizerMails,
  ...messageMails,
  ...transferMails,
  ...supervisorMails,
}

export const mailKinds = Object.keys(composers) as MailKind[]

/** The mail of a row of the outbox, from what is stored now; nothing where there is nobody, or nothing, left to tell. */
export async function composeMail(deps: Deps, row: OutboxRow): Promise<Mail | undefined> {
  const about = await readAbout(deps, row)
  return about && writeMail(deps, about, await composers[row.kind as MailKind]?.(about, deps))
}

/** What a composer says, as it leaves. */
export function writeMail(deps: Deps, about: About, composed: Composed | undefined): Mail | undefined {
  if (!composed?.to) return undefined
  const { host, hostname } = new URL(deps.config.publicUrl)
  const { row, stored, training, lang } = about
  const title = pickText(stored.input.discreetTitle, lang) ?? training.title
  const text: MailText = { ...composed, lang, subject: oneLine(composed.subject ?? headed(composed.heading, title)) }
  const contact = training.contact?.email
  return {
    messageId: `<${row.id}@${hostname}>`,
    to: composed.to,
    subject: text.subject,
    text: plainText(text),
    html: htmlText(text),
    replyTo: contact === composed.to ? undefined : contact,
    calendar: composed.hasCalendar ? calendarFile({ ...stored, training, lang }, host) : undefined,
    unsubscribe: composed.unsubscribe,
    prepare: composed.prepare,
  }
}

const headed = (heading: string, title: string) => `${heading}${heading.endsWith('?') ? '' : ':'} ${title}`

const longestSubject = 150

/** A header has one line, and mail programs show less of it than this. */
function oneLine(subject: string): string {
  // One of the format characters joins emojis.
  const characters = [...subject.replace(/(?:[\p{Cc}\p{Zl}\p{Zp}\s]|(?!\u200D)\p{Cf})+/gu, ' ').trim()]
  return characters.length <= longestSubject
    ? characters.join('')
    : `${characters.slice(0, longestSubject - 1).join('')}…`
}
