import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import { findPending, type Verification } from '../registrations/accept-sign-up.ts'
import { type LockedTraining, lockSeats } from '../registrations/seats.ts'
import { createVerificationTokens } from '../registrations/verification-token.ts'

/** A sign-up as whoever sent it names it. */
export interface Named {
  slug: string
  reference: string
  secret: string
}

export interface Locked {
  verification: Verification
  training: LockedTraining
}

/**
 * The verification of a sign-up, with its training locked.
 * @throws {ProblemError} `not-found`, whatever is wrong with its name or its secret
 */
export async function lockNamed(parts: Parts, tx: Tx, { slug, reference, secret }: Named): Promise<Locked> {
  const token = createVerificationTokens(parts).read(secret)
  if (!token?.isSecret) throw new ProblemError('not-found')
  const locked = await lockVerification(parts, tx, token.id)
  if (locked.verification.reference !== reference || locked.training.slug !== slug) throw new ProblemError('not-found')
  return locked
}

/** @throws {ProblemError} `not-found` */
export async function lockVerification(parts: Parts, tx: Tx, id: string): Promise<Locked> {
  const find = () => tx.selectFrom('verification').selectAll().where('id', '=', id).executeTakeFirst()
  const found = await find()
  if (!found) throw new ProblemError('not-found')
  const training = (await lockSeats(parts.db, tx, [found.training_id])).get(found.training_id)
  // Read again: before the lock it may have been verified, or asked for another code.
  const verification = await find()
  if (!training || !verification) throw new ProblemError('not-found')
  return { verification, training }
}

/** Whether nothing can be verified any more: its time is over, or its people have been canceled. */
export async function isOver(parts: Parts, tx: Tx, { verification, training }: Locked): Promise<boolean> {
  const now = parts.now().toISOString()
  const pending = await findPending(tx, verification)
  if (verification.ends_at <= now || training.state.startsAt <= now) return true
  return verification.registration_id !== null && verification.verified_at === null && pending.length === 0
}
