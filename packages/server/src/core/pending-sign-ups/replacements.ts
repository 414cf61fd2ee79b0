import type { Tx } from '../../platform/db/database.ts'
import type { Responded } from '../people/reference-secret.ts'
import { type PendingSignUp, pendingSignUps } from './pending-sign-up.ts'

/** Names the sign-up that another one replaces. */
export interface Replaces {
  /** Set for one that waits for its code. */
  pendingId: string | undefined
  reference: string
  /** Set for one that needed no code: what its response said. */
  responded?: Responded
}

/**
 * Finds the unverified sign-ups that others correct. A sign-up that names anything else corrects
 * nothing.
 */
export async function findReplaced<R extends { trainingId: string; replaces: Replaces | undefined }>(
  tx: Tx,
  requests: readonly R[],
  now: string,
): Promise<Map<R, PendingSignUp>> {
  const replaced = new Map<R, PendingSignUp>()
  for (const request of requests) {
    if (!request.replaces?.pendingId) continue
    const row = await pendingSignUps(tx)
      .where('proof.id', '=', request.replaces.pendingId)
      .where('proof.training_id', '=', request.trainingId)
      .where('verified_at', 'is', null)
      .where('ends_at', '>', now)
      .executeTakeFirst()
    // Compared here, not in SQL: the reference can be any text, and PostgreSQL refuses NUL.
    if (row && row.reference === request.replaces.reference) replaced.set(request, row)
  }
  return replaced
}
