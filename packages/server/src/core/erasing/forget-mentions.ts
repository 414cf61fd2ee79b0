import type { Tx } from '../../platform/db/database.ts'
import { deletePending, type PendingSignUp, pendingSignUps, readSignUp } from '../pending-sign-ups/pending-sign-up.ts'
import { canonicalAddress } from '../people/person.ts'
import { forgetColleagues } from '../registrations/offer-transfer.ts'
import { moveSeats } from '../seats/ledger.ts'
import type { LockedTraining } from '../seats/locked-training.ts'

/** How many pending sign-ups are read at a time. */
const signUpsAtOnce = 200

/**
 * Erases people from what others began: seats that were offered to them, which end, and sign-ups of
 * coordinators that wait for their code. Those go on without them, and end if no one is left.
 */
export async function forgetMentions(tx: Tx, training: LockedTraining, addresses: readonly string[]): Promise<void> {
  const erased = new Set(addresses)
  if (erased.size === 0) return
  await forgetColleagues(tx, training.id, (address) => erased.has(canonicalAddress(address)))
  await forgetMembers(tx, training, erased)
}

async function forgetMembers(tx: Tx, training: LockedTraining, erased: ReadonlySet<string>): Promise<void> {
  for (let after = '', isMore = true; isMore; ) {
    const some = await pendingSignUps(tx)
      .where('proof.training_id', '=', training.id)
      .where('verified_at', 'is', null)
      .where('request', 'like', '%"coordinator":%')
      .where('proof.id', '>', after)
      .orderBy('proof.id')
      .limit(signUpsAtOnce)
      .execute()
    for (const one of some) await forgetMembersOf(tx, training, erased, one)
    isMore = some.length === signUpsAtOnce
    after = some.at(-1)?.id ?? ''
  }
}

async function forgetMembersOf(tx: Tx, training: LockedTraining, erased: ReadonlySet<string>, pending: PendingSignUp) {
  const request = readSignUp(pending)
  const people = request.people.filter(({ email }) => email === null || !erased.has(canonicalAddress(email)))
  if (people.length === request.people.length) return
  if (people.length === 0) return deletePending(tx, training, pending)
  const held_seats = Math.min(pending.held_seats, people.length)
  moveSeats(training, held_seats - pending.held_seats)
  await tx
    .updateTable('pending_sign_up')
    .set({ request: JSON.stringify({ ...request, people }), held_seats })
    .where('id', '=', pending.id)
    .execute()
}
