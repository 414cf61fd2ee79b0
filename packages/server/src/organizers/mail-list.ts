import { type MailEntry, type MailList, type MailState, type MailTotals, mailStates } from '@training-signup/contract'
import type { Kysely, SelectQueryBuilder } from 'kysely'
import type { Tables } from '../db/schema.ts'
import type { Deps, Parts } from '../deps.ts'
import { ProblemError } from '../http/problem.ts'
import { trainingIdOf } from './list-registrations.ts'

export interface MailQuery {
  training?: string | undefined
  state?: MailState | undefined
  kind?: string | undefined
  limit: number
  /** The last id of the page before. */
  cursor?: string | undefined
}

type Mails = SelectQueryBuilder<Tables, 'outbox', object>
type Narrow = (mails: Mails) => Mails

/** The outbox, latest first. @throws {ProblemError} `not-found`; `invalid-input` for a kind without a training */
export async function listMails(deps: Deps, query: MailQuery): Promise<MailList> {
  if (query.kind !== undefined && query.training === undefined)
    throw new ProblemError('invalid-input', {
      errors: [{ pointer: 'kind', code: 'format', message: 'Filtering by kind needs a training.' }],
    })
  const trainingId = await trainingIdOf(deps, query.training)
  const narrow: Narrow = (mails) => {
    const ofTraining = trainingId === undefined ? mails : mails.where('outbox.training_id', '=', trainingId)
    return query.kind === undefined ? ofTraining : ofTraining.where('outbox.kind', '=', query.kind)
  }
  return {
    ...(await readMails(deps, query, narrow)),
    // Of all trainings together, counting what was ever sent takes too long.
    ...(trainingId === undefined ? {} : { totals: await countMails(deps, narrow) }),
  }
}

/** A page of those mails that `narrow` leaves. Each state is read along its own index, so that no page costs more than another. */
export async function readMails(
  { db }: Pick<Deps, 'db'>,
  { state, limit, cursor }: Pick<MailQuery, 'state' | 'limit' | 'cursor'>,
  narrow: Narrow,
): Promise<{ mails: MailEntry[]; nextCursor: string | null }> {
  const pages = await Promise.all(
    (state ? [state] : mailStates).map((one) => {
      const mails = ofState(narrow(db.reader.selectFrom('outbox')), one)
      return (cursor === undefined ? mails : mails.where('outbox.id', '<', cursor))
        .innerJoin('training', 'training.id', 'outbox.training_id')
        .select('training.slug')
        .selectAll('outbox')
        .orderBy('outbox.id', 'desc')
        .limit(limit + 1)
        .execute()
    }),
  )
  const found = pages.flat().toSorted((one, other) => (one.id < other.id ? 1 : -1))
  const mails = found.slice(0, limit).map(
    (row): MailEntry => ({
      id: row.id,
      kind: row.kind,
      training: row.slug,
      registration: row.registration_id,
      state: row.outcome ?? 'waiting',
      dueAt: row.due_at,
      attempts: row.tries,
      lastError: row.last_error,
      doneAt: row.sent_at,
      createdAt: row.created_at,
    }),
  )
  return { mails, nextCursor: found.length > limit ? (mails.at(-1)?.id ?? null) : null }
}

const ofState = (mails: Mails, state: MailState): Mails =>
  state === 'waiting' ? mails.where('outbox.outcome', 'is', null) : mails.where('outbox.outcome', '=', state)

export async function countMails({ db }: { db: { reader: Kysely<Tables> } }, narrow: Narrow): Promise<MailTotals> {
  const rows = await narrow(db.reader.selectFrom('outbox'))
    .select(['outbox.outcome', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('outbox.outcome')
    .execute()
  const totals: MailTotals = { waiting: 0, sent: 0, failed: 0, dropped: 0 }
  for (const { outcome, count } of rows) totals[outcome ?? 'waiting'] = count
  return totals
}

/**
 * Has a mail that was given up tried again, as if it were new.
 * @throws {ProblemError} `not-found`, `wrong-status`
 */
export async function retryMail({ db, now }: Parts, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('outbox')
      .set({ outcome: null, sent_at: null, leased_until: null, tries: 0, due_at: now().toISOString() })
      .where('id', '=', id)
      .where('outcome', '=', 'failed')
      .executeTakeFirst()
    if (numUpdatedRows > 0n) return
    const found = await tx.selectFrom('outbox').select('outcome').where('id', '=', id).executeTakeFirst()
    if (!found) throw new ProblemError('not-found')
    throw new ProblemError('wrong-status', { detail: `It is ${found.outcome ?? 'waiting'}, not failed.` })
  })
}
