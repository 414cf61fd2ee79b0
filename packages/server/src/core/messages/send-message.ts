import type { Message } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'
import { areDue, mailRow, queueMails } from '../outbox/outbox.ts'
import { isOff, offStatuses } from '../trainings/availability.ts'
import { countReached } from './count-reached.ts'
import { readMessage, type StoredMessage } from './messages.ts'
import { type MessageRecipient, readRecipients } from './recipients.ts'

const batchSize = 100

/**
 * Starts sending a message to those who had registered at an instant, and notes how many people that
 * is. A repeated call returns the same and sends nothing more. One that waits for its time, and is
 * given another or taken back at this moment, is not sent.
 * @param byTime whether its time has come: then only for a training that is not called off at this moment
 * @throws {ProblemError} `not-found`
 */
export async function startSending(
  system: System,
  message: StoredMessage,
  started_at: string,
  { byTime = false } = {},
): Promise<Message> {
  const { id, state, send_at } = message
  const isWaiting = state === 'draft' || state === 'scheduled'
  const people = isWaiting ? await countReached(system, { ...message, started_at }) : null
  if (isWaiting)
    await system.db.transaction(async (tx) => {
      const trainings = tx.selectFrom('training').select('status').where('id', '=', message.training_id)
      const training = await trainings.executeTakeFirst()
      await tx
        .updateTable('message')
        .set({ state: 'sending', started_at, began_off: training && isOff(training.status) ? 1 : 0, people })
        .where('id', '=', id)
        .where('state', '=', state)
        .where('send_at', send_at === null ? 'is' : '=', send_at)
        .$if(byTime, (query) =>
          query.where('training_id', 'in', (one) =>
            one.selectFrom('training').select('id').where('status', 'not in', offStatuses),
          ),
        )
        .execute()
    })
  return readMessage(system.db.reader, id)
}

/**
 * Puts the emails of messages into the outbox, batch by batch: the next batch only once the one
 * before has left, so that confirmations of new sign-ups do not wait long. Continues where an
 * interrupted run stopped.
 */
export async function enqueueMessages(system: System): Promise<void> {
  const sending = await system.db.reader
    .selectFrom('message')
    .select('id')
    .where('state', '=', 'sending')
    .orderBy('id')
    .execute()
  for (const { id } of sending) {
    let isMore = true
    while (isMore && !system.isStopping()) isMore = await enqueueBatch(system, id)
  }
}

/** @returns whether the next batch can follow right away */
const enqueueBatch = (system: System, id: string): Promise<boolean> =>
  system.db.transaction(async (tx) => {
    const message = await tx
      .selectFrom('message')
      .selectAll()
      .where('id', '=', id)
      .$if(system.db.name === 'postgres', (query) => query.forUpdate())
      .executeTakeFirst()
    const now = system.now().toISOString()
    if (message?.state !== 'sending' || (await areDue(tx, 'message', now))) return false
    const { recipients, last } = await readRecipients(system, tx, message, {
      after: message.sent_to ?? '',
      count: batchSize,
    })
    const known = await countWithQueued(tx, message, recipients)
    await insertMails(
      system,
      tx,
      message,
      recipients.filter(({ recipient }) => !known.has(recipient)),
      now,
    )
    await tx
      .updateTable('message')
      .set(last === undefined ? { state: 'sent', sent_to: null, finished_at: now } : { sent_to: last })
      .where('id', '=', id)
      .execute()
    return last !== undefined
  })

/**
 * Counts people with others whose address this message is already queued for.
 * @returns the recipients that it is already queued for
 */
async function countWithQueued(
  tx: Tx,
  { id }: StoredMessage,
  recipients: MessageRecipient[],
): Promise<ReadonlySet<string | null>> {
  if (recipients.length === 0) return new Set()
  const rows = await tx
    .selectFrom('message_mail')
    .select('recipient')
    .where('message_id', '=', id)
    .where(
      'recipient',
      'in',
      recipients.map(({ recipient }) => recipient),
    )
    .execute()
  const queued = new Set(rows.map(({ recipient }) => recipient))
  for (const { recipient, people } of recipients)
    if (queued.has(recipient))
      await tx
        .updateTable('message_mail')
        .set(({ eb }) => ({ people: eb('people', '+', people) }))
        .where('message_id', '=', id)
        .where('recipient', '=', recipient)
        .execute()
  return queued
}

async function insertMails(
  system: System,
  tx: Tx,
  message: StoredMessage,
  recipients: MessageRecipient[],
  now: string,
) {
  const mails = recipients.map(({ registration: { id, lang }, recipient, people }) => ({
    row: mailRow(system, 'message', { training_id: message.training_id, registration_id: id, lang }, now),
    recipient,
    people,
  }))
  await queueMessageMails(tx, message, mails)
}

/** Puts emails of a message into the outbox. Tests to the organizer have no recipient. */
export async function queueMessageMails(
  tx: Tx,
  { id: message_id }: Pick<StoredMessage, 'id'>,
  mails: { row: ReturnType<typeof mailRow>; recipient: string | null; people?: number }[],
): Promise<void> {
  if (mails.length === 0) return
  await queueMails(
    tx,
    mails.map(({ row }) => row),
  )
  await tx
    .insertInto('message_mail')
    .values(mails.map(({ row, recipient, people = 1 }) => ({ outbox_id: row.id, message_id, recipient, people })))
    .execute()
}
