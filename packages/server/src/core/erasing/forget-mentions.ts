import type { Tx } from '../../platform/db/database.ts'
import { canonicalAddress } from '../people/person.ts'
import { deleteRequest, readRequest } from '../proof/stored-requests.ts'
import { forgetColleagues } from '../registrations/offer-transfer.ts'
import { moveSeats } from '../seats/ledger.ts'
import type { LockedTraining } from '../seats/locked-training.ts'

/** How many stored requests are read at a time. */
const requestsAtOnce = 200

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
    const requests = await tx
      .selectFrom('verification')
      .select(['id', 'reference', 'held_seats', 'request'])
      .where('training_id', '=', training.id)
      .where('verified_at', 'is', null)
      .where('request', 'like', '%"coordinator":%')
      .where('id', '>', after)
      .orderBy('id')
      .limit(requestsAtOnce)
      .execute()
    for (const one of requests) await forgetMembersOf(tx, training, erased, one)
    isMore = requests.length === requestsAtOnce
    after = requests.at(-1)?.id ?? ''
  }
}

interface Stored {
  id: string
  reference: string
  held_seats: number
  request: string
}

async function forgetMembersOf(tx: Tx, training: LockedTraining, erased: ReadonlySet<string>, stored: Stored) {
  const request = readRequest(stored)
  const people = request.people.filter(({ email }) => email === null || !erased.has(canonicalAddress(email)))
  if (people.length === request.people.length) return
  if (people.length === 0) return deleteRequest(tx, training, stored)
  const held_seats = Math.min(stored.held_seats, people.length)
  moveSeats(training, held_seats - stored.held_seats)
  await tx
    .updateTable('verification')
    .set({ request: JSON.stringify({ ...request, people }), held_seats })
    .where('id', '=', stored.id)
    .execute()
}
