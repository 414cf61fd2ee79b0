import { setImmediate as pause } from 'node:timers/promises'
import type { MessagePreview } from '@training-signup/contract'
import { readAbout } from '../mail/about.ts'
import { writeMail } from '../mail/compose.ts'
import { writeMessage } from '../mail/message-mail.ts'
import { findMessage, lockMessage, type StoredMessage, textsOf } from '../messages/messages.ts'
import { type Recipient, readRecipients } from '../messages/recipients.ts'
import { queueMessageMails } from '../messages/send-message.ts'
import { mailRow } from '../outbox/outbox.ts'
import { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'
import { readInput } from '../trainings/trainings.ts'
import { languagesOf } from '../words/index.ts'

const batchSize = 1000

/**
 * Returns how many recipients a message would have now, and the email to one of them.
 * @param registration the recipient to show; by default the first one
 * @throws {ProblemError} `not-found`
 */
export async function previewMessage(system: System, id: string, registration?: string): Promise<MessagePreview> {
  const message = await findMessage(system.db.reader, id)
  const { count, shown } = await countRecipients(system, message, registration)
  return { recipients: count, mail: shown === undefined ? null : await mailTo(system, message, shown) }
}

async function countRecipients(system: System, message: StoredMessage, wanted: string | undefined) {
  const counted = new Set<string>()
  let shown: Recipient | undefined
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof readRecipients>> = await readRecipients(system, system.db.reader, message, {
      after,
      count: batchSize,
    })
    for (const { recipient } of page.recipients) counted.add(recipient)
    shown ??= page.recipients.find((one) => wanted === undefined || one.registration.id === wanted)
    after = page.last
    await pause()
  }
  if (wanted !== undefined && shown === undefined) throw new ProblemError('not-found')
  return { count: counted.size, shown }
}

async function mailTo(
  system: System,
  message: StoredMessage,
  { registration }: Recipient,
): Promise<MessagePreview['mail']> {
  const about = { training_id: message.training_id, registration_id: registration.id, lang: registration.lang }
  const row = { ...mailRow(system, 'message', about, system.now().toISOString()) }
  // Sign with a random key: the links look like those of the real email, but open nothing.
  const withRandomKey = { ...system, authSecret: Buffer.from(system.randomBytes(32)).toString('base64url') }
  const read = await readAbout(withRandomKey, row as Parameters<typeof readAbout>[1])
  const mail = read && writeMail(system, read, await writeMessage(read, withRandomKey, message))
  if (!mail) return null
  const { to, subject, text, html } = mail
  return { to, subject, text, html }
}

/**
 * Sends a message to the contact of the training only, in each of its languages.
 * @throws {ProblemError} `not-found`; `invalid-input` if the training has no contact address
 */
export async function testMessage(system: System, id: string): Promise<void> {
  const now = system.now().toISOString()
  await system.db.transaction(async (tx) => {
    // Locked: the message can be deleted.
    const message = await lockMessage(system, tx, id)
    const training = tx.selectFrom('training').select('input').where('id', '=', message.training_id)
    const input = readInput(await training.executeTakeFirstOrThrow())
    if (input.contact?.email === undefined)
      throw new ProblemError('invalid-input', {
        detail: 'A test goes to the training’s contact.email; give it one first.',
      })
    const written = textsOf(message).text
    const mails = languagesOf(input)
      .filter((lang) => written[lang] !== undefined)
      .map((lang) => mailRow(system, 'message', { training_id: message.training_id, lang }, now))
      .map((row) => ({ row, recipient: null }))
    await queueMessageMails(tx, message, mails)
  })
}
