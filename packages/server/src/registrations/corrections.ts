import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import type { AdmissionRequest } from './admission-request.ts'
import type { LockedTraining } from './seats.ts'
import { type Registration, setStatus } from './status.ts'

/** The sign-up that a request corrects, as it is under the lock. */
export interface Corrected {
  verificationId: string
  groupId: string | null
  /** Those of its people who await its verification. */
  people: Registration[]
}

/** What the requests correct that is still to be verified. Whoever names anything else corrects nothing. */
export async function findCorrected(
  tx: Tx,
  requests: readonly AdmissionRequest[],
  now: string,
): Promise<Map<AdmissionRequest, Corrected>> {
  const corrected = new Map<AdmissionRequest, Corrected>()
  for (const request of requests) {
    if (!request.replaces) continue
    const verification = await tx
      .selectFrom('verification')
      .select(['id', 'reference', 'registration_id', 'group_id'])
      .where('id', '=', request.replaces.verificationId)
      .where('training_id', '=', request.trainingId)
      .where('verified_at', 'is', null)
      .where('ends_at', '>', now)
      .executeTakeFirst()
    // Compared here: whatever somebody writes, PostgreSQL would choke on a NUL.
    if (verification?.reference !== request.replaces.reference) continue
    const people = await tx
      .selectFrom('registration')
      .selectAll()
      .where('status', '=', 'pending_verification')
      .where(({ or, eb }) =>
        or([eb('id', '=', verification.registration_id ?? ''), eb('group_id', '=', verification.group_id ?? '')]),
      )
      .orderBy('id')
      .execute()
    corrected.set(request, { verificationId: verification.id, groupId: verification.group_id, people })
  }
  return corrected
}

export const seatsOf = ({ people }: Corrected): number => people.filter(({ holds_seat }) => holds_seat === 1).length

/** Ends a sign-up whose place another one takes. Nobody is told: the address may have been the mistake. */
export async function endCorrected(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  { verificationId, groupId, people }: Corrected,
): Promise<void> {
  for (const one of people) await setStatus(parts, tx, training, one, { status: 'cancelled', holdsSeat: false })
  await tx
    .updateTable('verification')
    .set({ ends_at: parts.now().toISOString() })
    .where('id', '=', verificationId)
    .execute()
  await tx
    .updateTable('attempt')
    .set({ shown: 'cancelled' })
    .where('group_id', '=', groupId ?? '')
    .execute()
}
