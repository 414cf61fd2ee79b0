import { setImmediate as pause } from 'node:timers/promises'
import type { MessagePreview, PreviewInput } from '@training-signup/contract'
import { readAbout } from '../mail/about.ts'
import { writeMail } from '../mail/compose.ts'
import { writeMessage } from '../mail/message-mail.ts'
import { findMessage, type StoredMessage } from '../messages/messages.ts'
import { readMatches } from '../messages/recipients.ts'
import { asStored, mailRow } from '../outbox/outbox.ts'
import { ProblemError } from '../problem.ts'
import type { Registration } from '../registrations/registration.ts'
import type { System } from '../system.ts'
import { withRandomKey } from './undoable.ts'

const batchSize = 1000

/**
 * Returns how many people a message would reach now, and the email to one of them.
 * @param wanted the recipient to show, by default the first one, and the language to show it in
 * @throws {ProblemError} `not-found`
 */
export async function previewMessage(system: System, id: string, wanted: PreviewInput = {}): Promise<MessagePreview> {
  const message = await findMessage(system.db.reader, id)
  const { registration, ...counts } = await countRecipients(system, message, wanted.registration)
  const lang = wanted.lang ?? registration?.lang
  return {
    ...counts,
    mail: registration && lang ? await mailTo(system, message, { ...registration, lang }) : null,
  }
}

type Counts = Omit<MessagePreview, 'mail'> & { registration: Registration | undefined }

async function countRecipients(system: System, message: StoredMessage, wanted: string | undefined): Promise<Counts> {
  const recipients = new Set<string>()
  const counts = { people: 0, throughCoordinator: 0, unreachable: 0, unsubscribed: 0, languages: { en: 0, es: 0 } }
  let registration: Registration | undefined
  let shown: Counts['shown'] = null
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof readMatches>> = await readMatches(system, system.db.reader, message, {
      after,
      count: batchSize,
    })
    for (const match of page.matches) {
      const { recipient } = match
      if (recipient === undefined) counts.unreachable++
      else if (match.hasUnsubscribed) counts.unsubscribed++
      else {
        counts.people++
        if (match.registration.email === null) counts.throughCoordinator++
        if (recipients.has(recipient)) continue
        recipients.add(recipient)
        const { id, lang } = match.registration
        counts.languages[lang]++
        if (shown) shown.next ??= id
        else if (wanted === undefined || id === wanted) {
          registration = match.registration
          shown = { registration: id, lang, position: recipients.size, next: null }
        }
      }
    }
    after = page.last
    await pause()
  }
  if (wanted !== undefined && !shown) throw new ProblemError('not-found')
  return { recipients: recipients.size, ...counts, shown, registration }
}

async function mailTo(
  system: System,
  message: StoredMessage,
  { id, lang }: Pick<Registration, 'id' | 'lang'>,
): Promise<MessagePreview['mail']> {
  const about = { training_id: message.training_id, registration_id: id, lang }
  const row = asStored(mailRow(system, 'message', about, system.now().toISOString()))
  const unsigned = withRandomKey(system)
  const read = await readAbout(unsigned, row)
  const mail = read && writeMail(system, read, await writeMessage(read, unsigned, message))
  if (!mail) return null
  const { to, subject, text, html } = mail
  return { to, subject, text, html }
}
