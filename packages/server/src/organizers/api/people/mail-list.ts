import type { MailList, MailState } from '@training-signup/contract'
import { countMails, type Narrow, readMails } from '../../../core/outbox/mail-list.ts'
import { markReturned, retryFailed, unmarkReturned } from '../../../core/outbox/revise.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import { wholeTrainingsWithin } from '../../../platform/access/within.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { readPage } from './lists/list-registrations.ts'

export interface MailQuery {
  scope: Scope
  training?: string | undefined
  state?: MailState | undefined
  kind?: string | undefined
  /** What the people that emails are about are searched by. */
  q?: string | undefined
  limit: number
  /** The last id of the page before. */
  cursor?: string | undefined
}

/**
 * Returns a page of the outbox, latest first.
 * @throws {ProblemError} `not-found`; `invalid-input` for a kind without a training
 */
export async function listMails(system: System, query: MailQuery): Promise<MailList> {
  if (query.kind !== undefined && query.training === undefined)
    throw new ProblemError('invalid-input', {
      errors: [{ parameter: 'kind', code: 'format', message: 'To filter by kind, add training.' }],
    })
  const trainingId = await trainingIdOf(system, query.training)
  const about = query.q === undefined ? undefined : await findMailsAbout(system, { ...query, q: query.q }, trainingId)
  const narrow: Narrow = (mails) => {
    const within = mails.where(wholeTrainingsWithin(query.scope, 'outbox.training_id'))
    const ofTraining = trainingId === undefined ? within : within.where('outbox.training_id', '=', trainingId)
    const ofKind = query.kind === undefined ? ofTraining : ofTraining.where('outbox.kind', '=', query.kind)
    return about === undefined ? ofKind : ofKind.where('outbox.id', 'in', about.mails)
  }
  return {
    ...(await readMails(system, query, narrow)),
    // Counting the sent emails of all trainings takes too long.
    ...(trainingId === undefined && about === undefined ? {} : { totals: await countMails(system, narrow) }),
    ...(about?.hasMore && { hasMore: true }),
  }
}

/** A search that finds more people, or more emails about them, is to be narrowed. */
const mostFound = 50
const mostMails = 500

/** Finds the latest emails about people that a search finds, to them, their coordinator, or anyone else. */
async function findMailsAbout(
  { db: { reader } }: Pick<System, 'db'>,
  { q, scope }: Pick<MailQuery, 'scope'> & { q: string },
  trainingId: string | undefined,
): Promise<{ mails: string[]; hasMore: boolean }> {
  const asked = { q, scope, sort: '-created', sensitive: false, limit: mostFound } as const
  const { page, nextCursor } = await readPage(reader, asked, trainingId)
  const people = ['', ...page.map(({ id }) => id)]
  const groups = ['', ...new Set(page.flatMap(({ group_id }) => group_id ?? []))]
  const latest = reader.selectFrom('outbox').select('outbox.id').orderBy('outbox.id', 'desc').limit(mostMails)
  const found = await Promise.all([
    latest.where('registration_id', 'in', people).execute(),
    latest.where('group_id', 'in', groups).where('registration_id', 'is', null).execute(),
    latest
      .innerJoin('outbox_person', 'outbox_id', 'outbox.id')
      .where('outbox_person.registration_id', 'in', people)
      .execute(),
  ])
  const mails = [...new Set(found.flat().map(({ id }) => id))]
    .toSorted((one, other) => (one < other ? 1 : -1))
    .slice(0, mostMails)
  return { mails: ['', ...mails], hasMore: nextCursor !== null || mails.length === mostMails }
}

/**
 * Makes a failed email due again, as if it were new.
 * @throws {ProblemError} `not-found`, `wrong-status`
 */
export const retryMail = (system: System, id: string): Promise<void> =>
  revise(system, id, 'failed', (tx) => retryFailed(tx, id, system.now().toISOString()))

/**
 * Notes that an email which a mail server took came back later. It counts like a refused one.
 * @throws {ProblemError} `not-found`, `wrong-status`
 */
export const markMailReturned = (system: System, id: string): Promise<void> =>
  revise(system, id, 'sent', (tx) => markReturned(tx, id))

/**
 * Takes that back.
 * @throws {ProblemError} `not-found`, `wrong-status`
 */
export const unmarkMailReturned = (system: System, id: string): Promise<void> =>
  revise(system, id, 'marked as returned', (tx) => unmarkReturned(tx, id))

/** Changes what came of an email, or says that it is in another state than is needed. */
const revise = ({ db }: System, id: string, needed: string, act: (tx: Tx) => Promise<boolean>): Promise<void> =>
  db.transaction(async (tx) => {
    if (await act(tx)) return
    const found = await tx.selectFrom('outbox').select('outcome').where('id', '=', id).executeTakeFirst()
    if (!found) throw new ProblemError('not-found')
    throw new ProblemError('wrong-status', { detail: `The state is ${found.outcome ?? 'waiting'}, not ${needed}.` })
  })
