import type { MailList, MailState } from '@training-signup/contract'
import { countMails, type Narrow, readMails } from '../../../core/outbox/mail-list.ts'
import { markReturned, retryFailed, unmarkReturned } from '../../../core/outbox/revise.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import { wholeTrainingsWithin } from '../../../platform/access/within.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'

export interface MailQuery {
  scope: Scope
  training?: string | undefined
  state?: MailState | undefined
  kind?: string | undefined
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
  const narrow: Narrow = (mails) => {
    const within = mails.where(wholeTrainingsWithin(query.scope, 'outbox.training_id'))
    const ofTraining = trainingId === undefined ? within : within.where('outbox.training_id', '=', trainingId)
    return query.kind === undefined ? ofTraining : ofTraining.where('outbox.kind', '=', query.kind)
  }
  return {
    ...(await readMails(system, query, narrow)),
    // Counting the sent emails of all trainings takes too long.
    ...(trainingId === undefined ? {} : { totals: await countMails(system, narrow) }),
  }
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
