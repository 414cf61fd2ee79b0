import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import type { LockedTraining } from './seats.ts'
import { lockRegistration, moveSeats, type Registration, setStatus } from './status.ts'
import { addCounts } from './store-batch.ts'
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
    const references = [registration.reference, ...(await attemptReferences(tx, id))]
    await tx.deleteFrom('registration').where('id', '=', id).execute()
    references.push(...(await eraseEmptyGroup(tx, registration)))
    // Kept answers hold a hash of what the person typed.
    await tx.deleteFrom('idempotency').where('reference', 'in', references).execute()
    await addCounts(tx, [{ training_id: training.id, status: registration.status, count: -1 }]).execute()
    await freeSeat(parts, tx, training, registration)
  })
}

async function freeSeat(parts: Parts, tx: Tx, training: LockedTraining, registration: Registration) {
  if (registration.holds_seat === 0) return
  await moveSeats(tx, training, -1)
  await walkWaitingList(parts, tx, training)
}

const attemptReferences = async (tx: Tx, id: string) =>
  (await tx.selectFrom('attempt').select('reference').where('registration_id', '=', id).execute()).map(
    (row) => row.reference,
  )

async function eraseEmptyGroup(tx: Tx, registration: Registration): Promise<string[]> {
  if (registration.group_id === null) return []
  const group = await tx
    .selectFrom('registration_group')
    .select('reference')
    .where('id', '=', registration.group_id)
    .executeTakeFirst()
  const member = await tx
    .selectFrom('registration')
    .select('id')
    .where('group_id', '=', registration.group_id)
    .executeTakeFirst()
  if (!member) await tx.deleteFrom('registration_group').where('id', '=', registration.group_id).execute()
  return group ? [group.reference] : []
}
