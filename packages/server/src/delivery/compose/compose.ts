import type { OutboxRow } from '../../core/outbox/outbox.ts'
import { calendarFile } from '../../core/trainings/calendar.ts'
import { formatBriefly } from '../../core/trainings/local-time.ts'
import type { StoredTraining } from '../../core/trainings/trainings.ts'
import { addressIn } from '../../platform/config.ts'
import type { CalendarMethod, Mail } from '../../platform/outgoing-mail.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { type About, readAbout } from '../kinds/about.ts'
import { bands } from '../kinds/bands.ts'
import { composeKind } from '../kinds/kinds.ts'
import { type Composed, openTitle } from './composed.ts'
import { footerOf, senderOf } from './footer.ts'
import { isolated, isolatesInText } from './isolates.ts'
import { htmlText } from './mail-html.ts'
import { type MailText, plainText } from './mail-text.ts'

/**
 * Returns the email of an outbox row, composed from what is stored now; undefined if it has no
 * recipient or is no longer true.
 * @param changed the training as it is to be, if it is not stored so yet
 */
export async function composeMail(system: System, row: OutboxRow, changed?: StoredTraining): Promise<Mail | undefined> {
  const about = await readAbout(system, row, changed)
  return about && writeMail(system, about, await composeKind(about, system))
}

/** Turns what a composer returned into an email that is ready to send. */
export function writeMail(system: System, about: About, composed: Composed | undefined): Mail | undefined {
  if (!composed?.to) return undefined
  const { hostname } = new URL(system.config.publicUrl)
  const { row, stored, training, lang } = about
  const text: MailText = {
    ...composed,
    lang,
    tone: bands[composed.band],
    word: say(lang, `mail.band.${composed.band}`),
    sender: senderOf(training),
    quiet: composed.quiet ?? [],
    ...(stored.input.discreetTitle && { discreetHeading: composed.subjectHeading ?? composed.heading }),
    footer: footerOf(about, composed),
    subject:
      composed.subject === undefined
        ? headed(composed.subjectHeading ?? composed.heading, endOf(about, composed))
        : oneLine(composed.subject),
  }
  const contact = training.contact?.email
  return {
    messageId: `<${row.id}@${hostname}>`,
    to: composed.to,
    subject: text.subject,
    text: plainText(text),
    html: htmlText(text),
    replyTo: contact === composed.to ? undefined : contact,
    calendar: composed.calendar && attach(system, about, composed.calendar),
    unsubscribe: composed.unsubscribe,
    prepare: composed.prepare,
  }
}

function attach({ config, now }: System, { stored, training, lang }: About, method: CalendarMethod) {
  const { host } = new URL(config.publicUrl)
  const organizer = method === 'CANCEL' ? config.mail && addressIn(config.mail.from) : undefined
  return { method, file: calendarFile({ ...stored, training, lang }, { host, now: now(), method, organizer }) }
}

function endOf(about: About, { subjectEnd = 'date' }: Composed): string {
  const { row } = about.stored
  if (subjectEnd === 'title') return openTitle(about)
  return subjectEnd === 'date' ? formatBriefly(row.starts_at, row.time_zone, about.lang) : ''
}

function headed(heading: string, about: string): string {
  if (about === '') return heading
  const start = `${heading}${heading.endsWith('?') ? '' : ':'} `
  return isolatesInText(`${start}${isolated(oneLine(about, longestSubject - start.length))}`)
}

const longestSubject = 150

/** Returns a subject, or a part of it, on one line, shortened to what email programs show. */
function oneLine(subject: string, longest = longestSubject): string {
  // Keep U+200D among the format characters: it joins emojis.
  const characters = [...subject.replace(/(?:[\p{Cc}\p{Zl}\p{Zp}\s]|(?!\u200D)\p{Cf})+/gu, ' ').trim()]
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`
}
