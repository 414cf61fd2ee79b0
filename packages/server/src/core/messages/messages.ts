import {
  type LocalText,
  type MailState,
  type MailTotals,
  type Message,
  type MessageChange,
  MessageFilter,
  type MessageInput,
  type MessageList,
  type MessageReport,
} from '@training-signup/contract'
import type { Kysely, Selectable } from 'kysely'
import type { Scope } from '../../platform/access/caller.ts'
import { wholeTrainingsWithin } from '../../platform/access/within.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { MessageTable } from '../../platform/db/tables/mails/message.ts'
import { cutPage } from '../../platform/http/api/paging.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { readMails } from '../outbox/mail-list.ts'
import { filterBy, storedFilter } from '../registrations/query.ts'
import { lockTraining } from '../seats/locked-training.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { countMailsOf, noMails } from './message-totals.ts'
import { filterForNamed, namedIn, readNamed, storeNamed } from './named-people.ts'

export type StoredMessage = Selectable<MessageTable>

export const filterOf = ({ filter }: Pick<StoredMessage, 'filter'>): MessageFilter =>
  MessageFilter.parse(JSON.parse(filter))
export const textsOf = ({ subject, body }: Pick<StoredMessage, 'subject' | 'body'>) => ({
  subject: JSON.parse(subject) as LocalText,
  text: JSON.parse(body) as LocalText,
})

const asFlag = (is: boolean): 0 | 1 => (is ? 1 : 0)

/** Everyone confirmed. */
const usualFilter = MessageFilter.parse({})

/**
 * Stores a new message as a draft.
 * @throws {ProblemError} `not-found` if there is no such training, or if someone it names is not in
 * it or out of the writer's reach
 */
export async function draftMessage(system: System, scope: Scope, input: MessageInput): Promise<Message> {
  const trainingId = await trainingIdOf(system, input.training)
  const id = system.newId()
  return system.db.transaction(async (tx) => {
    const { registrations, filter } = input
    if (registrations) await lockTraining(system.db, tx, trainingId)
    const stored = registrations
      ? await filterForNamed(tx, scope, trainingId, { registrations, filter })
      : (filter ?? usualFilter)
    await tx
      .insertInto('message')
      .values({
        id,
        training_id: trainingId,
        filter: JSON.stringify(stored),
        names_people: asFlag(registrations !== undefined),
        subject: JSON.stringify(input.subject),
        body: JSON.stringify(input.text),
        about: input.about,
        shows_training: asFlag(input.showsTraining),
        state: 'draft',
        sent_to: null,
        created_at: system.now().toISOString(),
        started_at: null,
        finished_at: null,
      })
      .execute()
    await storeNamed(tx, id, registrations ?? [])
    return readMessage(tx, id)
  })
}

/** Gets a draft under its lock, and can refuse. */
type Check = (present: Message) => void

/**
 * Changes a draft. Omitted members stay as they are.
 * @param given What to change. A function gets the draft under its lock, and can refuse; it names no
 * people, who must be locked before.
 * @throws {ProblemError} `not-found`, also if someone it names is not in the training or out of the
 * writer's reach; `wrong-status` once it is being sent
 */
export const changeMessage = (
  system: System,
  scope: Scope,
  id: string,
  given: MessageChange | ((present: Message) => Omit<MessageChange, 'registrations'>),
  check: Check = () => {},
): Promise<Message> =>
  system.db.transaction(async (tx) => {
    const { training_id } = await findMessage(tx, id)
    // No one is erased while they are named.
    if (typeof given !== 'function' && given.registrations) await lockTraining(system.db, tx, training_id)
    const draft = await lockDraft(system, tx, id)
    check(draft)
    const change: MessageChange = typeof given === 'function' ? given(draft) : given
    const { subject, text, about, showsTraining } = { ...draft, ...change }
    await tx
      .updateTable('message')
      .set({
        ...(await changeRecipients(tx, scope, { ...draft, training_id }, change)),
        subject: JSON.stringify(subject),
        body: JSON.stringify(text),
        about,
        shows_training: showsTraining ? 1 : 0,
      })
      .where('id', '=', id)
      .execute()
    return readMessage(tx, id)
  })

/** Stores who a draft names from now on, and returns the columns that say who it is for. */
async function changeRecipients(
  tx: Tx,
  scope: Scope,
  { id, training_id, filter: before }: Message & Pick<StoredMessage, 'training_id'>,
  { filter, registrations }: MessageChange,
) {
  if (registrations === undefined) return { filter: JSON.stringify(filter ?? before) }
  const stored = registrations
    ? await filterForNamed(tx, scope, training_id, { registrations, filter })
    : (filter ?? usualFilter)
  await storeNamed(tx, id, registrations ?? [])
  return { filter: JSON.stringify(stored), names_people: asFlag(registrations !== null) }
}

/**
 * Deletes a draft. Its tests to the organizer that have not left yet are not sent any more.
 * @throws {ProblemError} `not-found`; `wrong-status` once it is being sent
 */
export const deleteDraft = (system: System, id: string, check: Check): Promise<void> =>
  system.db.transaction(async (tx) => {
    check(await lockDraft(system, tx, id))
    await tx.deleteFrom('message').where('id', '=', id).execute()
  })

const notDraft = {
  scheduled: 'This message waits for its time. Take it back first.',
  sending: 'This message is already being sent.',
  sent: 'This message has been sent.',
} as const

async function lockDraft(system: Pick<System, 'db'>, tx: Tx, id: string): Promise<Message> {
  const message = await present(tx, await lockMessage(system, tx, id))
  if (message.state !== 'draft') throw new ProblemError('wrong-status', { detail: notDraft[message.state] })
  return message
}

type FoundMessage = StoredMessage & { slug: string }

/**
 * Returns a message with the slug of its training.
 * @throws {ProblemError} `not-found`
 */
export async function findMessage(db: Kysely<Tables>, id: string, { locks = false } = {}): Promise<FoundMessage> {
  const found = await messages(db)
    .where('message.id', '=', id)
    .$if(locks, (query) => query.forUpdate('message'))
    .executeTakeFirst()
  if (!found) throw new ProblemError('not-found')
  return found
}

/**
 * Returns a message as the API shows it.
 * @throws {ProblemError} `not-found`
 */
export const readMessage = async (db: Kysely<Tables>, id: string): Promise<Message> =>
  present(db, await findMessage(db, id))

/**
 * Returns a message, and locks it until the transaction ends.
 * @throws {ProblemError} `not-found`
 */
export const lockMessage = ({ db }: Pick<System, 'db'>, tx: Tx, id: string): Promise<FoundMessage> =>
  findMessage(tx, id, { locks: db.name === 'postgres' })

const messages = (db: Kysely<Tables>) =>
  db
    .selectFrom('message')
    .innerJoin('training', 'training.id', 'message.training_id')
    .selectAll('message')
    .select('training.slug')

interface MessageQuery {
  scope: Scope
  training?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Returns a page of messages, latest first. */
export async function listMessages(
  system: System,
  { scope, training, limit, cursor }: MessageQuery,
): Promise<MessageList> {
  const trainingId = await trainingIdOf(system, training)
  let query = messages(system.db.reader).where(wholeTrainingsWithin(scope, 'training_id'))
  if (trainingId !== undefined) query = query.where('training_id', '=', trainingId)
  if (cursor !== undefined) query = query.where('message.id', '<', cursor)
  const found = await query
    .orderBy('message.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(found, limit)
  const totals = await countMailsOf(
    system,
    page.map(({ id }) => id),
  )
  return {
    messages: page.map((row) => ({ ...listed(row), totals: totals.get(row.id) ?? noMails })),
    nextCursor,
  }
}

/**
 * Returns a message and the states of its emails, without the tests to the organizer.
 * @throws {ProblemError} `not-found`
 */
export async function reportOnMessage(
  system: System,
  id: string,
  page: { state?: MailState | undefined; limit: number; cursor?: string | undefined },
): Promise<MessageReport> {
  const row = await findMessage(system.db.reader, id)
  const ofMessage: Parameters<typeof readMails>[2] = (mails) =>
    mails.where('outbox.id', 'in', (query) =>
      query
        .selectFrom('message_mail')
        .select('outbox_id')
        .where('message_id', '=', id)
        .where('recipient', 'is not', null),
    )
  const totals = (await countMailsOf(system, [id])).get(id) ?? noMails
  return {
    message: await present(system.db.reader, row),
    totals,
    remaining: row.state === 'sending' ? await countRemaining(system, row, totals) : 0,
    ...(await readMails(system, page, ofMessage)),
  }
}

/** Returns the number of people whose emails a message that is being sent has not queued yet. */
async function countRemaining({ db }: System, row: FoundMessage, totals: MailTotals): Promise<number> {
  if (row.people !== null) return Math.max(0, row.people - Object.values(totals).reduce((sum, one) => sum + one, 0))
  // An earlier version began to send it.
  const { count } = await peopleOf(db.reader, row)
    .where('id', '>', row.sent_to ?? '')
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/**
 * Returns the query for the registrations that match the filter now and, if the message names
 * people, are among them. Anyone who registered after it was sent is not.
 */
export function peopleOf(db: Kysely<Tables>, message: StoredMessage) {
  const matching = filterBy(db, storedFilter(filterOf(message)), message.training_id)
  const people = message.started_at === null ? matching : matching.where('created_at', '<=', message.started_at)
  return message.names_people === 1 ? people.where('id', 'in', namedIn(db, message.id)) : people
}

const listed = (row: FoundMessage) => ({
  id: row.id,
  training: row.slug,
  filter: filterOf(row),
  ...textsOf(row),
  about: row.about,
  showsTraining: row.shows_training === 1,
  state: row.state,
  sendAt: row.send_at,
  createdAt: row.created_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
})

const present = async (db: Kysely<Tables>, row: FoundMessage): Promise<Message> => ({
  ...listed(row),
  registrations: row.names_people === 1 ? await readNamed(db, row.id) : null,
})
