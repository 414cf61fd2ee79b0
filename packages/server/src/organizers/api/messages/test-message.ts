import { lockMessage, type StoredMessage, textsOf } from '../../../core/messages/messages.ts'
import { queueMessageMails } from '../../../core/messages/send-message.ts'
import { reasonOf } from '../../../core/outbox/next-try.ts'
import { mailRow } from '../../../core/outbox/outbox.ts'
import { readInput } from '../../../core/trainings/trainings.ts'
import { writeMail } from '../../../delivery/compose/compose.ts'
import { readAbout } from '../../../delivery/kinds/about.ts'
import { type Mailbox, writeMessage } from '../../../delivery/kinds/message-mail.ts'
import type { Caller } from '../../../platform/access/caller.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { languagesOf } from '../../../words/index.ts'

/** Returns the address of the person who is signed in. Keys and the operator's token have none. */
export async function ownMailbox(
  { db, sendMail }: Pick<System, 'db' | 'sendMail'>,
  { kind, id }: Pick<Caller, 'kind' | 'id'>,
): Promise<Mailbox | undefined> {
  // Without a mail server, a test waits in the outbox, which holds no addresses.
  if (kind !== 'person' || !sendMail) return undefined
  const account = await db.reader
    .selectFrom('auth_user')
    .select(['email', 'name'])
    .where('id', '=', id)
    .executeTakeFirst()
  return account && { to: account.email, firstName: account.name.split(' ', 1)[0] ?? '' }
}

/**
 * Sends a message to the person who is signed in, or else to the contact of the training, in each
 * of its languages.
 * @throws {ProblemError} `not-found`; `invalid-input` if there is no address; `busy` if the mail
 * server does not take it
 */
export async function testMessage(system: System, id: string, caller: Pick<Caller, 'kind' | 'id'>): Promise<void> {
  const own = await ownMailbox(system, caller)
  const tests = await system.db.transaction(async (tx) => {
    // Locked: the message can be deleted.
    const message = await lockMessage(system, tx, id)
    const training = tx.selectFrom('training').select('input').where('id', '=', message.training_id)
    const input = readInput(await training.executeTakeFirstOrThrow())
    if (own === undefined && input.contact?.email === undefined)
      throw new ProblemError('invalid-input', {
        detail: 'A test goes to the training’s contact.email; give it one first.',
      })
    const written = textsOf(message).text
    const now = system.now().toISOString()
    const rows = languagesOf(input)
      .filter((lang) => written[lang] !== undefined)
      .map((lang) => mailRow(system, 'message', { training_id: message.training_id, lang }, now))
    if (own === undefined)
      await queueMessageMails(
        tx,
        message,
        rows.map((row) => ({ row, recipient: null })),
      )
    return { message, rows }
  })
  if (own !== undefined) await sendNow(system, own, tests)
}

/**
 * Sends a test without the outbox: it is read in a moment, and one that fails is asked for again.
 * @throws {ProblemError} `busy`
 */
async function sendNow(
  system: System,
  own: Mailbox,
  { message, rows }: { message: StoredMessage; rows: ReturnType<typeof mailRow>[] },
): Promise<void> {
  for (const row of rows) {
    const about = await readAbout(system, row as Parameters<typeof readAbout>[1])
    const mail = about && writeMail(system, about, await writeMessage(about, system, message, own))
    try {
      if (mail) await system.sendMail?.(mail)
    } catch (error) {
      throw new ProblemError('busy', {
        detail: `The mail server did not take the test (${reasonOf(error)}). Try again in a minute.`,
      })
    }
  }
}
