import { registrationStatuses, type TrainingInput } from '@training-signup/contract'
import type { Kysely, Selectable } from 'kysely'
import { findToldOfNews, notifyOfNews } from '../../../core/outbox/agency-coordinators.ts'
import { asStored, type MailKind, mailRow, queueMails } from '../../../core/outbox/outbox.ts'
import { takeBack } from '../../../core/outbox/revise.ts'
import { type LockedTraining, workInBatches } from '../../../core/seats/locked-training.ts'
import { isActive } from '../../../core/seats/transitions.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import type { TrainingNewsTable } from '../../../platform/db/tables/mails/training-news.ts'
import { logFailure } from '../../../platform/ops/log-failure.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { type KnownSchedule, knownTo, type NewsReader, takeKnown } from './known-schedule.ts'

export type News = Extract<MailKind, 'training-changed' | 'training-cancelled' | 'training-restored'>
const everyNews: News[] = ['training-changed', 'training-cancelled', 'training-restored']
type NewsRow = Selectable<TrainingNewsTable>

/** How many registrations one transaction reads: more would hold up sign-ups. */
export const peopleAtOnce = 250
/** A group can have a hundred people. */
const groupsAtOnce = 25
const mostTries = 5

/**
 * Notes that everyone with a seat or on the waiting list is to be told of a change to the training.
 * The change holds from then on; `finishNews` queues the emails, some at a time.
 * @throws {NewsPending} while people are still being told of the change before
 */
export async function notifyAll(
  system: System,
  tx: Tx,
  { id }: LockedTraining,
  { kind, before }: { kind: News; before: TrainingInput },
): Promise<void> {
  const pending = await findNews(tx, id)
  if (pending) throw new NewsPending('busy')
  const known = JSON.stringify(await takeKnown(tx, id, before))
  const last = await tx
    .selectFrom('registration')
    .select(({ fn }) => fn.max('id').as('id'))
    .where('training_id', '=', id)
    .executeTakeFirst()
  if (!last?.id) return
  const begin = { queues: 'people', queued_to: '' } as const
  const row = { training_id: id, kind, known, last_id: last.id, ...begin, created_at: system.now().toISOString() }
  await tx.insertInto('training_news').values(row).execute()
}

/** The change before is told first, so that each email says what its reader knew. */
class NewsPending extends ProblemError {}

/** Changes trainings, and queues the emails about it before it returns, in transactions of their own. */
export async function withNews<T>(system: System, change: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    await finishNews(system)
    try {
      const result = await change()
      // The change is made: a job queues the rest.
      await finishNews(system).catch((error: unknown) => logFailure(system.log, error, {}, 'could not queue emails'))
      return result
    } catch (error) {
      if (!(error instanceof NewsPending) || tries === mostTries) throw error
    }
  }
}

/**
 * Queues the emails about changes of trainings. Several processes can run it; if one dies, only its
 * current batch is lost.
 */
export async function finishNews(system: System): Promise<void> {
  const pending = system.db.reader.selectFrom('training_news').select('training_id').orderBy('created_at')
  const ids = (await pending.execute()).map((row) => row.training_id)
  await workInBatches(system, ids, async (tx, { id }) => {
    const news = await findNews(tx, id)
    return news !== undefined && queueBatch(system, tx, news)
  })
}

const findNews = (tx: Tx, id: string): Promise<NewsRow | undefined> =>
  tx.selectFrom('training_news').selectAll().where('training_id', '=', id).executeTakeFirst()

/** @returns whether there may be more */
async function queueBatch(system: System, tx: Tx, news: NewsRow): Promise<boolean> {
  const { readers, active, all, isLast } = await (news.queues === 'people'
    ? readPeople(tx, news)
    : readGroups(tx, news))
  const by = news.queues === 'people' ? 'registration_id' : 'group_id'
  const unsent = await takeUnsent(tx, by, all)
  const knows = await knownTo(tx, JSON.parse(news.known) as KnownSchedule, readers, news.created_at)
  const now = system.now().toISOString()
  const rows = readers.map(({ since, ...reader }) => {
    const replaced = unsent?.get(reader[by])
    // People who have not heard of the change before this one still know what was true before it.
    const known_schedule = replaced?.known_schedule ?? JSON.stringify(knows({ ...reader, since }))
    // They have not heard yet that it takes place after all.
    const isRestored = news.kind === 'training-changed' && replaced?.kind === 'training-restored'
    const about = { training_id: news.training_id, ...reader, known_schedule }
    return mailRow(system, isRestored ? 'training-restored' : news.kind, about, now)
  })
  await queueMails(tx, rows)
  const knownAt = (since: string) => JSON.stringify(knows({ registration_id: null, group_id: null, since }))
  await notifyOfNews(system, tx, active, news.kind === 'training-changed' ? knownAt : undefined)
  if (isLast && news.queues === 'coordinators') {
    await tx.deleteFrom('training_news').where('training_id', '=', news.training_id).execute()
    return false
  }
  const next = isLast ? { queues: 'coordinators' as const, queued_to: '' } : { queued_to: all.at(-1) ?? '' }
  await tx.updateTable('training_news').set(next).where('training_id', '=', news.training_id).execute()
  return true
}

/** Takes emails about earlier changes back that have not been sent, and returns them by their readers. */
async function takeUnsent(tx: Tx, by: 'registration_id' | 'group_id', ids: readonly string[]) {
  if (ids.length === 0) return undefined
  const taken = await takeBack(tx, by, ids, everyNews)
  return new Map(taken.map((row) => [row[by as 'group_id'], row]))
}

interface Batch {
  readers: (NewsReader & { lang: LanguageOfMail })[]
  /** Who may come of these people. */
  active: { id: string }[]
  /** The ids of everyone it went through. */
  all: string[]
  isLast: boolean
}
type LanguageOfMail = Parameters<typeof mailRow>[2]['lang']

async function readPeople(tx: Tx, { training_id, last_id, queued_to }: NewsRow): Promise<Batch> {
  const people = await tx
    .selectFrom('registration')
    .select(['id', 'lang', 'status', 'email', 'created_at'])
    .where('training_id', '=', training_id)
    .where('id', '>', queued_to)
    .where('id', '<=', last_id)
    .orderBy('id')
    .limit(peopleAtOnce)
    .execute()
  const active = people.filter(({ status }) => isActive(status))
  const concerned = active.filter(({ email }) => email !== null)
  return {
    active,
    readers: concerned.map((one) => ({
      registration_id: one.id,
      group_id: null,
      lang: one.lang,
      since: one.created_at,
    })),
    all: people.map(({ id }) => id),
    isLast: people.length < peopleAtOnce,
  }
}

/** People without an address of their own get one email per group, through their coordinator. */
async function readGroups(tx: Tx, { training_id, last_id, queued_to }: NewsRow): Promise<Batch> {
  const groups = await tx
    .selectFrom('registration_group')
    .select('id')
    .where('training_id', '=', training_id)
    .where('id', '>', queued_to)
    .orderBy('id')
    .limit(groupsAtOnce)
    .execute()
  const all = groups.map(({ id }) => id)
  const isLast = all.length < groupsAtOnce
  if (all.length === 0) return { readers: [], active: [], all, isLast }
  const members = await tx
    .selectFrom('registration')
    .select(['group_id', 'lang', 'status', 'created_at'])
    .where('group_id', 'in', all)
    .where('training_id', '=', training_id)
    .where('email', 'is', null)
    .where('id', '<=', last_id)
    .orderBy('id')
    .execute()
  const concerned = members.filter(({ status }) => isActive(status))
  const latest = new Map(concerned.map((one) => [one.group_id, one]))
  const readers = [...latest.values()].map(({ group_id, lang, created_at: since }) => ({
    registration_id: null,
    group_id,
    lang,
    since,
  }))
  return { readers, active: [], all, isLast }
}

/**
 * Returns how many emails the news of a training that this transaction has noted lead to, and the
 * first of them. Undefined if they reach no one.
 */
export async function readNews(system: System, tx: Tx, trainingId: string) {
  const news = await findNews(tx, trainingId)
  const { count, first } = await countReaders(tx, trainingId)
  if (!news || !first) return undefined
  const { about, since } = first
  const knows = await knownTo(tx, JSON.parse(news.known) as KnownSchedule, [{ ...about, since }], news.created_at)
  const known_schedule = JSON.stringify(knows({ ...about, since }))
  return {
    kind: news.kind,
    count,
    first: asStored(mailRow(system, news.kind, { ...about, known_schedule }, news.created_at)),
  }
}

/**
 * Counts who is told of news of a training, coordinators of agencies, too, and returns what an email to
 * the first of its people is about, without reading everyone.
 */
export async function countReaders(db: Kysely<Tables>, trainingId: string) {
  const concerned = db
    .selectFrom('registration')
    .where('training_id', '=', trainingId)
    .where('status', 'in', registrationStatuses.filter(isActive))
  const people = concerned.where('email', 'is not', null)
  const members = concerned.where('email', 'is', null).where('group_id', 'is not', null)
  const own = await people.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()
  const groups = await members.select(({ fn }) => fn.count('group_id').distinct().as('count')).executeTakeFirstOrThrow()
  const firstOf = (query: typeof people) =>
    query.select(['id', 'group_id', 'lang', 'created_at']).orderBy('id').limit(1).executeTakeFirst()
  const person = await firstOf(people)
  const one = person ?? (await firstOf(members))
  const reader = { registration_id: person?.id ?? null, group_id: person ? null : (one?.group_id ?? null) }
  const first = one && { about: { training_id: trainingId, ...reader, lang: one.lang }, since: one.created_at }
  const coordinators = await findToldOfNews(db, concerned.select('id'))
  return { count: Number(own.count) + Number(groups.count) + coordinators.length, first }
}
