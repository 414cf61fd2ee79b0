import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { over } from '../proof/codes.ts'
import { createVerificationTokens } from '../proof/token.ts'
import { type LockedTraining, lockTraining } from '../seats/locked-training.ts'
import { type PendingSignUp, pendingSignUps } from './pending-sign-up.ts'

/** A sign-up as the client names it. */
export interface Named {
  slug: string
  reference: string
  secret: string
}

/** A named sign-up whose secret is valid. */
export interface Proven {
  slug: string
  reference: string
  id: string
}

export interface Locked {
  pending: PendingSignUp
  training: LockedTraining
}

/**
 * Checks the secret before anything is locked, so that wrong secrets block no one.
 * @throws {ProblemError} `not-found`, whatever is wrong with it
 */
export function proveNamed(system: Pick<System, 'authSecret'>, { slug, reference, secret }: Named): Proven {
  const token = createVerificationTokens(system).read(secret)
  if (!token?.isSecret) throw new ProblemError('not-found')
  return { slug, reference, id: token.id }
}

/**
 * Returns the sign-up and locks its training.
 * @throws {ProblemError} `not-found` if it is not the one that was named; `verification-over` once
 * it is deleted
 */
export async function lockNamed(system: System, tx: Tx, { slug, reference, id }: Proven): Promise<Locked> {
  const locked = await lockPending(system, tx, id)
  if (locked.pending.reference !== reference || locked.training.slug !== slug) throw new ProblemError('not-found')
  return locked
}

/**
 * Returns the sign-up and locks its training.
 * @throws {ProblemError} `verification-over` once it is deleted
 */
export const lockPending = (system: System, tx: Tx, id: string): Promise<Locked> =>
  findLocked(system, tx, id, (found) => (found ? over(found.lang) : new ProblemError('verification-over')))

/**
 * Returns a sign-up that an organizer names by its id, and locks its training.
 * @throws {ProblemError} `not-found`; `wrong-status` if it was completed
 */
export async function lockUnverified(system: System, tx: Tx, id: string): Promise<Locked> {
  // One that does not exist was never over.
  const locked = await findLocked(system, tx, id, () => new ProblemError('not-found'))
  if (locked.pending.verified_at !== null)
    throw new ProblemError('wrong-status', { detail: 'This registration is already complete.' })
  return locked
}

async function findLocked(
  system: System,
  tx: Tx,
  id: string,
  refusalOf: (found?: PendingSignUp) => ProblemError,
): Promise<Locked> {
  const find = () => pendingSignUps(tx).where('proof.id', '=', id).executeTakeFirst()
  const found = await find()
  if (!found) throw refusalOf()
  const training = await lockTraining(system.db, tx, found.training_id)
  // Read again: before the lock it may have been verified, replaced, or asked for another code.
  const pending = await find()
  if (!training || !pending) throw refusalOf(found)
  return { pending, training }
}

/**
 * Returns the address that the code went to, in its canonical spelling.
 * @throws {ProblemError} `not-found` without a valid secret; `verification-over` once it is deleted
 */
export async function findAddress(system: System, named: Named): Promise<string> {
  const { id, reference } = proveNamed(system, named)
  const found = await pendingSignUps(system.db.reader)
    .where('proof.id', '=', id)
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (!found) throw new ProblemError('verification-over')
  return found.address
}

/** Returns whether the time to verify is over. */
export function isOver({ now }: Pick<System, 'now'>, { pending, training }: Locked): boolean {
  const instant = now().toISOString()
  return pending.ends_at <= instant || training.state.startsAt <= instant
}
