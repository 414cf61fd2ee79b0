import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { mailRow } from '../outbox/outbox.ts'
import { askAgain } from '../proof/ask-again.ts'
import { markVerified, typeCode } from '../proof/codes.ts'
import { deleteProofs } from '../proof/proofs.ts'
import { createVerificationTokens } from '../proof/token.ts'
import { type LockedTraining, lockTraining } from '../seats/locked-training.ts'
import { type Alert, alerts } from './request-alert.ts'

/** A request as the page with its code names it. */
interface Named {
  slug: string
  secret: string
}

interface Locked {
  alert: Alert
  training: LockedTraining
}

/**
 * Proves an address with the code that was sent there. Codes of alerts share the budget of wrong
 * ones with those of sign-ups. The right code can be sent twice.
 * @throws {ProblemError} `wrong-code`, `code-used-up`, `codes-paused`, `verification-over`,
 * `not-found`
 */
export async function proveAlert(system: System, { code, ...named }: Named & { code: string }): Promise<Alert> {
  const id = idIn(system, named)
  return typeCode<Alert>(system, async (tx) => {
    const { alert, training } = await lockAlert(system, tx, id, named.slug)
    return {
      proof: alert,
      training,
      typed: code,
      settle: () => (isOver(system, alert) ? new ProblemError('verification-over') : undefined),
      accept: () => keep(system, tx, alert),
    }
  })
}

/**
 * Proves an address with the link in its email, which only the owner of the mailbox has.
 * @throws {ProblemError} `verification-over`
 */
export const proveAlertByLink = (system: System, id: string): Promise<Alert> =>
  system.db.transaction(async (tx) => {
    const { alert } = await lockAlert(system, tx, id)
    if (isOver(system, alert)) throw new ProblemError('verification-over')
    return keep(system, tx, alert)
  })

/** Marks an address as proven, once for each training: the last request counts. */
async function keep(system: System, tx: Tx, alert: Alert): Promise<Alert> {
  if (alert.verified_at !== null) return alert
  const verified_at = system.now().toISOString()
  const earlier = tx
    .selectFrom('proof')
    .select('id')
    .where('subject', '=', 'alert')
    .where('training_id', '=', alert.training_id)
    .where('address', '=', alert.address)
    .where('verified_at', 'is not', null)
  await deleteProofs(tx, earlier).execute()
  await markVerified(tx, alert.id, verified_at).execute()
  return { ...alert, verified_at }
}

/**
 * Sends another code; the earlier one no longer works.
 * @throws {ProblemError} `too-many-codes`, `verification-over`, `not-found`
 */
export async function sendAlertCode(system: System, named: Named): Promise<void> {
  const id = idIn(system, named)
  await system.db.transaction(async (tx) => {
    const { alert } = await lockAlert(system, tx, id, named.slug)
    if (alert.verified_at !== null || isOver(system, alert)) throw new ProblemError('verification-over')
    const { training_id, lang } = alert
    await askAgain(system, tx, alert, async () => [
      mailRow(system, 'alert-code', { training_id, lang, alert_id: id }, system.now().toISOString()),
    ])
  })
}

/**
 * Returns the request that a page names.
 * @throws {ProblemError} `not-found` without a valid secret; `verification-over` once it is deleted
 */
export async function findAlert(system: System, named: Named): Promise<Alert> {
  const id = idIn(system, named)
  const alert = await alerts(system.db.reader).where('proof.id', '=', id).executeTakeFirst()
  if (!alert) throw new ProblemError('verification-over')
  return alert
}

/** Checks the secret before anything is locked, so that wrong secrets block no one. */
function idIn(system: Pick<System, 'authSecret'>, { secret }: Named): string {
  const token = createVerificationTokens(system).read(secret)
  if (!token?.isSecret) throw new ProblemError('not-found')
  return token.id
}

async function lockAlert(system: System, tx: Tx, id: string, slug?: string): Promise<Locked> {
  const find = () => alerts(tx).where('proof.id', '=', id).executeTakeFirst()
  const found = await find()
  const training = found && (await lockTraining(system.db, tx, found.training_id))
  // Read again: before the lock it may have been proven or deleted.
  const alert = await find()
  if (!training || !alert) throw new ProblemError('verification-over')
  if (slug !== undefined && training.slug !== slug) throw new ProblemError('not-found')
  return { alert, training }
}

const isOver = ({ now }: Pick<System, 'now'>, { verified_at, ends_at }: Alert) =>
  verified_at === null && ends_at <= now().toISOString()
