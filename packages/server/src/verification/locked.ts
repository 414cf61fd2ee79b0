import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../http/problem.ts'
import type { Verification } from '../registrations/accept-sign-up.ts'
import { type LockedTraining, lockSeats } from '../registrations/seats.ts'
import { createVerificationTokens } from './token.ts'

/** A sign-up as whoever sent it names it. */
export interface Named {
  slug: string
  reference: string
  secret: string
}

/** The same, its secret being its own. */
export interface Proven {
  slug: string
  reference: string
  id: string
}

export interface Locked {
  verification: Verification
  training: LockedTraining
}

/**
 * Looked at before anything is locked: whoever makes up secrets is to hold up nobody.
 * @throws {ProblemError} `not-found`, whatever is wrong with it
 */
export function proveNamed(parts: Pick<Parts, 'authSecret'>, { slug, reference, secret }: Named): Proven {
  const token = createVerificationTokens(parts).read(secret)
  if (!token?.isSecret) throw new ProblemError('not-found')
  return { slug, reference, id: token.id }
}

/**
 * The verification of a sign-up, with its training locked.
 * @throws {ProblemError} `not-found`, whatever is wrong with its name
 */
export async function lockNamed(parts: Parts, tx: Tx, { slug, reference, id }: Proven): Promise<Locked> {
  const locked = await lockVerification(parts, tx, id)
  // None is kept of somebody who was erased.
  const kept = locked.verification.reference || reference
  if (kept !== reference || locked.training.slug !== slug) throw new ProblemError('not-found')
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

/** Whether its time is over. Nothing else ends it that whoever sent it could see: that would tell who registers. */
export function isOver({ now }: Pick<Parts, 'now'>, { verification, training }: Locked): boolean {
  const instant = now().toISOString()
  return verification.ends_at <= instant || training.state.startsAt <= instant
}
