import type { Selectable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { AttemptTable, VerificationTable } from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { eraseGroups, noteErased, ofNobody } from '../erasing/erase.ts'
import type { AdmissionRequest } from '../sign-up/request.ts'
import { addCounts } from '../trainings/counts.ts'
import { isHolding } from './attempts.ts'
import { findPending } from './pending.ts'
import { type LockedTraining, moveSeats } from './seats.ts'
import type { Registration } from './status.ts'

/** The sign-up that a request corrects, as it is under the lock. */
export interface Corrected {
  verification: Pick<Selectable<VerificationTable>, 'id' | 'reference' | 'group_id' | 'ends_at' | 'latest_end'>
  /** Those of its people who await its verification. */
  people: Registration[]
  /** Those who were registered before. */
  attempts: Pick<Selectable<AttemptTable>, 'id' | 'shown' | 'expires_at'>[]
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
      .selectAll()
      .where('id', '=', request.replaces.verificationId)
      .where('training_id', '=', request.trainingId)
      .where('verified_at', 'is', null)
      .where('ends_at', '>', now)
      .executeTakeFirst()
    // Compared here: whatever somebody writes, PostgreSQL would choke on a NUL.
    if (verification?.reference !== request.replaces.reference) continue
    corrected.set(request, { verification, ...(await findPeople(tx, verification)) })
  }
  return corrected
}

async function findPeople(
  tx: Tx,
  verification: Selectable<VerificationTable>,
): Promise<Pick<Corrected, 'people' | 'attempts'>> {
  const { attempt_id, group_id } = verification
  const attempts = await tx
    .selectFrom('attempt')
    .select(['id', 'shown', 'expires_at'])
    .where(({ or, eb }) => or([eb('id', '=', attempt_id ?? ''), eb('group_id', '=', group_id ?? '')]))
    .execute()
  return { people: await findPending(tx, verification), attempts }
}

export const seatsOf = ({ people, attempts }: Corrected): number =>
  people.filter(({ holds_seat }) => holds_seat === 1).length + attempts.filter(isHolding).length

/**
 * Removes a sign-up whose place another one takes: its people were never anybody, and the address may have been the
 * mistake. Whether somebody was registered before or not, it takes the same statements.
 */
export async function endCorrected(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  corrected: Corrected,
): Promise<void> {
  const { verification, people, attempts } = corrected
  await tx
    .updateTable('verification')
    .set({ ...ofNobody, ends_at: parts.now().toISOString() })
    .where('id', '=', verification.id)
    .execute()
  const ids = people.map(({ id }) => id)
  await tx
    .deleteFrom('registration')
    .where('id', 'in', ['', ...ids])
    .execute()
  await tx
    .deleteFrom('attempt')
    .where('id', 'in', ['', ...attempts.map(({ id }) => id)])
    .execute()
  await eraseGroups(tx, [verification.group_id ?? ''])
  await tx.deleteFrom('idempotency').where('reference', '=', verification.reference).execute()
  await addCounts(tx, [{ training_id: training.id, status: 'pending_verification', count: -people.length }]).execute()
  await noteErased(parts, tx, training, people)
  await moveSeats(tx, training, -seatsOf(corrected))
}
