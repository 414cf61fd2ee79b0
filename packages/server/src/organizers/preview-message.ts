import { setImmediate as pause } from 'node:timers/promises'
import type { MessagePreview } from '@training-signup/contract'
import type { Deps } from '../deps.ts'
import { readAbout } from '../mail/about.ts'
import { writeMail } from '../mail/compose.ts'
import { writeMessage } from '../mail/message-mail.ts'
import { findMessage, type StoredMessage, textsOf } from '../messages/messages.ts'
import { type Recipient, readRecipients } from '../messages/recipients.ts'
import { mailRow } from '../outbox/outbox.ts'
import { ProblemError } from '../problem.ts'
import { readInput } from '../trainings/trainings.ts'
import { languagesOf } from '../words/index.ts'

const together = 1000

/**
 * How many would get it now, and what one of them would read.
 * @param registration whose mail to show; the first recipient's unless it is given
 * @throws {ProblemError} `not-found`
 */
export async function previewMessage(deps: Deps, id: string, registration?: string): Promise<MessagePreview> {
  const message = await findMessage(deps, id)
  const { count, shown } = await countRecipients(deps, message, registration)
  return { recipients: count, mail: shown === undefined ? null : await mailTo(deps, message, shown) }
}

async function countRecipients(deps: Deps, message: StoredMessage, wanted: string | undefined) {
  const known = new Set<string>()
  let shown: Recipient | undefined
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof readRecipients>> = await readRecipients(deps, deps.db.reader, message, {
      after,
      count: together,
    })
    for (const { recipient } of page.recipients) known.add(recipient)
    shown ??= page.recipients.find((one) => wanted === undefined || one.registration.id === wanted)
    after = page.last
    await pause()
  }
  if (wanted !== undefined && shown === undefined) throw new ProblemError('not-found')
  return { count: known.size, shown }
}

async function mailTo(
  deps: Deps,
  message: StoredMessage,
  { registration }: Recipient,
): Promise<MessagePreview['mail']> {
  const about = { training_id: message.training_id, registration_id: registration.id, lang: registration.lang }
  const row = { ...mailRow(deps, 'message', about, deps.now().toISOString()) }
  // Signed with a key that is nobody's: its links look like those of the mail, and open nothing.
  const nobodys = { ...deps, authSecret: Buffer.from(deps.randomBytes(32)).toString('base64url') }
  const read = await readAbout(nobodys, row as Parameters<typeof readAbout>[1])
  const mail = read && writeMail(deps, read, await writeMessage(read, nobodys, message))
  if (!mail) return null
  const { to, subject, text, html } = mail
  return { to, subject, text, html }
}

/**
 * Sends it to the training's contact alone, in each of its languages.
 * @throws {ProblemError} `not-found`; `invalid-input` where the training names no address
 */
export async function testMessage(deps: Deps, id: string): Promise<void> {
  const message = await findMessage(deps, id)
  const input = readInput(
    await deps.db.reader
      .selectFrom('training')
      .select('input')
      .where('id', '=', message.training_id)
      .executeTakeFirstOrThrow(),
  )
  if (input.contact?.email === undefined)
    throw new ProblemError('invalid-input', {
      detail: 'A test goes to the training’s contact.email; give it one first.',
    })
  const now = deps.now().toISOString()
  const written = textsOf(message).text
  const rows = languagesOf(input)
    .filter((lang) => written[lang] !== undefined)
    .map((lang) => mailRow(deps, 'message', { training_id: message.training_id, lang }, now))
  await deps.db.transaction(async (tx) => {
    await tx.insertInto('outbox').values(rows).execute()
    await tx
      .insertInto('message_mail')
      .values(rows.map((row) => ({ outbox_id: row.id, message_id: id, recipient: null })))
      .execute()
  })
}
