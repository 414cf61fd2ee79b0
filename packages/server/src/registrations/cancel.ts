import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import { addCounts } from '../trainings/counts.ts'
import { lockRegistration, moveSeats, setStatus } from './status.ts'
import { walkWaitingList } from './waitlist.ts'

const cancellable = new Set(['pending_verification', 'pending_approval', 'confirmed', 'waitlisted', 'offered'])

/**
 * Gives the person's place back; whoever waits and fits gets it.
 * @throws {ProblemError} `wrong-status` when there is nothing to give back
 */
export async function cancel(parts: Parts, id: string): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    if (!cancellable.has(registration.status))
      throw new ProblemError('wrong-status', { detail: `It is ${registration.status} already.` })
    await setStatus(parts, tx, training, registration, { status: 'cancelled', holdsSeat: false, mail: 'cancelled' })
    await walkWaitingList(parts, tx, training)
  })
}

/** Removes a registration with all that was stored for it; its seat goes to whoever waits. */
export async function erase(parts: Parts, id: string): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    const attempts = await tx
      .selectFrom('attempt')
      .select(['reference', 'group_id'])
      .where('registration_id', '=', id)
      .execute()
    await tx.deleteFrom('registration').where('id', '=', id).execute()
    const groups = await eraseGroups(tx, [registration.group_id, ...attempts.map((attempt) => attempt.group_id)])
    // Kept answers hold a hash of what was typed.
    const references = [registration, ...attempts, ...groups].map(({ reference }) => reference)
    await tx.deleteFrom('idempotency').where('reference', 'in', references).execute()
    await addCounts(tx, [{ training_id: training.id, status: registration.status, count: -1 }]).execute()
    await moveSeats(tx, training, -registration.holds_seat)
    // Also when no seat was freed: the rest of an undivided group may fit now.
    await walkWaitingList(parts, tx, training)
  })
}

/** Removes those of the groups that nobody is left of. */
async function eraseGroups(tx: Tx, ids: (string | null)[]): Promise<{ reference: string }[]> {
  const known = ids.filter((id) => id !== null)
  if (known.length === 0) return []
  const groups = await tx
    .selectFrom('registration_group')
    .select(['id', 'reference'])
    .where('id', 'in', known)
    .execute()
  await tx
    .deleteFrom('registration_group')
    .where('id', 'in', known)
    .where(
      'id',
      'not in',
      tx.selectFrom('registration').select('group_id').where('group_id', 'in', known).$castTo<{ group_id: string }>(),
    )
    .where(
      'id',
      'not in',
      tx.selectFrom('attempt').select('group_id').where('group_id', 'in', known).$castTo<{ group_id: string }>(),
    )
    .execute()
  return groups
}
