import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { type LockedTraining, lockTraining } from '../seats/locked-training.ts'
import { isAddressChange, type StoredRequest } from './stored-requests.ts'
import { createVerificationTokens } from './token.ts'

/** A request as the client names it. */
export interface Named {
  slug: string
  reference: string
  secret: string
}

/** A named request whose secret is valid. */
export interface Proven {
  slug: string
  reference: string
  id: string
}

export interface Locked {
  verification: StoredRequest
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
 * Returns the request and locks its training.
 * @throws {ProblemError} `not-found` if it is not the one that was named; `verification-over` once
 * it is deleted
 */
export async function lockNamed(system: System, tx: Tx, { slug, reference, id }: Proven): Promise<Locked> {
  const locked = await lockVerification(system, tx, id)
  if (locked.verification.reference !== reference || locked.training.slug !== slug) throw new ProblemError('not-found')
  return locked
}

/**
 * Returns the request and locks its training.
 * @throws {ProblemError} `verification-over` once it is deleted
 */
export const lockVerification = (system: System, tx: Tx, id: string): Promise<Locked> =>
  findLocked(system, tx, id, (found) => (found ? over(found.lang) : new ProblemError('verification-over')))

/**
 * Returns a request that an organizer names by its id, and locks its training.
 * @throws {ProblemError} `not-found`; `wrong-status` if it was completed
 */
export async function lockUnverified(system: System, tx: Tx, id: string): Promise<Locked> {
  // One that does not exist was never over.
  const locked = await findLocked(system, tx, id, () => new ProblemError('not-found'))
  if (isAddressChange(locked.verification)) throw new ProblemError('not-found')
  if (locked.verification.verified_at !== null)
    throw new ProblemError('wrong-status', { detail: 'This registration is already complete.' })
  return locked
}

async function findLocked(
  system: System,
  tx: Tx,
  id: string,
  refusalOf: (found?: StoredRequest) => ProblemError,
): Promise<Locked> {
  const find = () => tx.selectFrom('verification').selectAll().where('id', '=', id).executeTakeFirst()
  const found = await find()
  if (!found) throw refusalOf()
  const training = await lockTraining(system.db, tx, found.training_id)
  // Read again: before the lock it may have been verified, replaced, or asked for another code.
  const verification = await find()
  if (!training || !verification) throw refusalOf(found)
  return { verification, training }
}

/**
 * Returns the address that the code went to, in its canonical spelling.
 * @throws {ProblemError} `not-found` without a valid secret; `verification-over` once it is deleted
 */
export async function findAddress(system: System, named: Named): Promise<string> {
  const { id, reference } = proveNamed(system, named)
  const found = await system.db.reader
    .selectFrom('verification')
    .select('address')
    .where('id', '=', id)
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (!found) throw new ProblemError('verification-over')
  return found.address
}

/** Returns whether the time to verify is over. */
export function isOver({ now }: Pick<System, 'now'>, { verification, training }: Locked): boolean {
  const instant = now().toISOString()
  return verification.ends_at <= instant || training.state.startsAt <= instant
}

export const over = (lang: StoredRequest['lang']): ProblemError =>
  new ProblemError('verification-over', {
    lang,
    detail: `${say(lang, 'verify.over')}. ${say(lang, 'verify.over.text')}`,
  })
