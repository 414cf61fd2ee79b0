import type { Insertable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { OutboxTable } from '../../platform/db/tables/mails/outbox.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { mailRow } from '../outbox/outbox.ts'
import { askAgain } from '../proof/ask-again.ts'
import { codeDigitsNow } from '../proof/code-budget.ts'
import { over } from '../proof/codes.ts'
import { isOver, lockNamed, type Named, proveNamed } from './locked.ts'
import type { PendingSignUp } from './pending-sign-up.ts'

/**
 * Sends another code, and returns how many digits it has; the earlier one no longer works. Once the
 * sign-up is completed it sends the link to it instead, with the same response.
 * @throws {ProblemError} `too-many-codes`, `verification-over`, `training-cancelled`, `not-found`
 */
export async function sendCode(system: System, named: Named): Promise<number> {
  const proven = proveNamed(system, named)
  const { audience } = await system.db.transaction(async (tx) => {
    const locked = await lockNamed(system, tx, proven)
    const { pending, training } = locked
    if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
    if (isOver(system, locked)) throw over(pending.lang)
    await askAgain(system, tx, pending, () => nextMails(system, tx, pending))
    return training
  })
  return codeDigitsNow(system, audience)
}

/**
 * Returns the email to send: the code or, if the sign-up is already completed (by the link in the
 * email, for example), the link to the registration.
 */
async function nextMails(system: System, tx: Tx, pending: PendingSignUp): Promise<Insertable<OutboxTable>[]> {
  const { id, training_id, lang, verified_at, answer } = pending
  const now = system.now().toISOString()
  if (verified_at === null) return [mailRow(system, 'code', { training_id, lang, proof_id: id }, now)]
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
