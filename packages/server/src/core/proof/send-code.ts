import type { Insertable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { OutboxTable } from '../../platform/db/tables/outbox.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { mailRow, queueMails } from '../outbox/outbox.ts'
import { takeBack } from '../outbox/revise.ts'
import { isOver, type Locked, lockNamed, type Named, over, proveNamed } from './locked.ts'
import type { StoredRequest } from './stored-requests.ts'

/** How long to wait before another code can be requested. */
export const codePauseSeconds = 60
const mostAnHour = 5
const hourMs = 60 * 60_000

/**
 * Sends another code; the earlier one no longer works. Once the sign-up is completed it sends the
 * link to it instead, with the same response.
 * @throws {ProblemError} `too-many-codes`, `verification-over`, `training-cancelled`, `not-found`
 */
export async function sendCode(system: System, named: Named): Promise<void> {
  const proven = proveNamed(system, named)
  await system.db.transaction(async (tx) => {
    await sendAnother(system, tx, await lockNamed(system, tx, proven))
  })
}

/**
 * Sends another code under the lock that the caller holds.
 * @throws {ProblemError} `too-many-codes`, `verification-over`, `training-cancelled`
 */
export async function sendAnother(system: System, tx: Tx, locked: Locked): Promise<void> {
  const { verification, training } = locked
  if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
  if (isOver(system, locked)) throw over(verification.lang)
  const asked = JSON.parse(verification.asked_at) as string[]
  const retryAfterSeconds = secondsToWait(asked, system.now())
  if (retryAfterSeconds > 0) throw new ProblemError('too-many-codes', { retryAfterSeconds })
  await renewCode(system, tx, verification, [...asked, system.now().toISOString()])
}

export function secondsToWait(asked: string[], now: Date): number {
  const [last, fifth] = [asked.at(-1), asked.at(-mostAnHour)]
  const ends = [
    ...(last === undefined ? [] : [Date.parse(last) + codePauseSeconds * 1000]),
    ...(fifth === undefined ? [] : [Date.parse(fifth) + hourMs]),
  ]
  return Math.ceil((Math.max(0, ...ends) - now.getTime()) / 1000)
}

/** Ends the last code and queues another one. */
async function renewCode(system: System, tx: Tx, verification: StoredRequest, asked: string[]): Promise<void> {
  const { id } = verification
  await tx
    .updateTable('verification')
    .set({ code_hash: null, code_expires_at: null, code_digits: null, tries: 0, asked_at: JSON.stringify(asked) })
    .where('id', '=', id)
    .execute()
  // An email that still waits would store its own code, and the next email would end it.
  await takeBack(tx, 'verification_id', [id])
  await queueMails(tx, await nextMail(system, tx, verification))
}

/**
 * Returns the email to send: the code or, if the sign-up is already completed (by the link in the
 * email, for example), the link to the registration.
 */
async function nextMail(system: System, tx: Tx, verification: StoredRequest): Promise<Insertable<OutboxTable>[]> {
  const { id, training_id, lang, verified_at, answer } = verification
  const now = system.now().toISOString()
  if (verified_at === null) return [mailRow(system, 'code', { training_id, lang, verification_id: id }, now)]
  const { reference } = JSON.parse(answer ?? '{}') as { reference?: string }
  const find = (table: 'registration' | 'registration_group') =>
    tx
      .selectFrom(table as 'registration')
      .select('id')
      .where('reference', '=', reference ?? '')
      .executeTakeFirst()
  const registration = await find('registration')
  const group = registration ? undefined : await find('registration_group')
  if (!registration && !group) return []
  const about = registration ? { registration_id: registration.id } : { group_id: group?.id ?? null }
  return [mailRow(system, 'your-link', { training_id, lang, ...about }, now)]
}
