import type { Language, ResultStatus } from '@training-signup/contract'
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { OutboxTable } from '../../platform/db/tables/outbox.ts'
import type { VerificationTable } from '../../platform/db/tables/verification.ts'
import type { System } from '../../platform/system.ts'
import { mailRow } from '../outbox/outbox.ts'
import { canonicalAddress, mailboxOf } from '../people/person.ts'
import { languageOf } from '../people/person-columns.ts'
import { newReference } from '../people/reference.ts'
import type { CheckedRequest } from '../seats/admission-request.ts'
import { verificationTimeOf } from '../seats/deadlines.ts'
import { moveSeats } from '../seats/ledger.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import { type BareResult, resultFor } from '../seats/result.ts'

/**
 * An unverified sign-up. It is stored as it was sent, in one row, and nothing is looked up, so that
 * nothing about it can reveal who is registered.
 */
export type StoredRequest = Selectable<VerificationTable>

/**
 * Returns whether it is no sign-up, but a new address that waits for its code (see
 * change-address.ts).
 */
export const isAddressChange = ({ registration_id, group_id }: StoredRequest): boolean =>
  registration_id !== null || group_id !== null

interface Storing {
  request: CheckedRequest
  heldSeats: number
  /** The request that this one replaces. */
  replaced: StoredRequest | undefined
  now: string
}

export interface Stored {
  row: Insertable<VerificationTable>
  /** The email with the code. */
  mail: Insertable<OutboxTable>
  /** The response, with the id of the row instead of the secret. */
  result: BareResult & { verification: string }
}

/** What everything that waits for a code begins with. */
export const newWaiting = (now: string) => ({
  registration_id: null,
  group_id: null,
  held_seats: 0,
  code_hash: null,
  code_expires_at: null,
  code_digits: null,
  tries: 0,
  asked_at: JSON.stringify([now]),
  verified_at: null,
  answer: null,
  created_at: now,
})

/** Returns the row of an unverified request, and takes the seats that it holds. */
export function storeRequest(
  system: Pick<System, 'newId' | 'randomBytes' | 'config'>,
  training: LockedTraining,
  { request, heldSeats, replaced, now }: Storing,
): Stored {
  const reference = newReference(system)
  const id = system.newId()
  const lang = languageFor(request)
  moveSeats(training, heldSeats)
  const { endsAt, latestEnd } = verificationTimeOf(training, now, replaced)
  const row = {
    id,
    training_id: training.id,
    reference,
    request: JSON.stringify(request),
    address: canonicalAddress(addressOf(request)),
    mailbox: mailboxOf(addressOf(request)),
    lang,
    ends_at: endsAt,
    latest_end: latestEnd,
    ...newWaiting(now),
    held_seats: heldSeats,
  }
  const people = request.people.map((): ResultStatus => 'pending_verification')
  const result = resultFor(system, training, { reference, people, lang: request.lang })
  return {
    row,
    mail: mailRow(system, 'code', { training_id: training.id, lang, verification_id: id }, now),
    result: { ...result, verification: id },
  }
}

function languageFor({ people: [person], coordinator, lang }: CheckedRequest): Language {
  return coordinator || !person ? lang : languageOf(person, lang)
}

/** Returns the address that the code goes to, as it was typed. */
export const addressOf = ({ coordinator, people }: Pick<CheckedRequest, 'coordinator' | 'people'>): string =>
  coordinator?.email ?? people[0]?.email ?? ''

export const readRequest = ({ request }: Pick<StoredRequest, 'request'>): CheckedRequest =>
  JSON.parse(request) as CheckedRequest

/** Returns how many seats the unverified requests of each training hold. */
export async function countHeldSeats(tx: Tx, trainingIds: readonly string[]): Promise<Map<string, number>> {
  if (trainingIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('verification')
    .select(['training_id', ({ fn }) => fn.sum<number | string>('held_seats').as('held')])
    .where('training_id', 'in', trainingIds)
    .where('verified_at', 'is', null)
    .groupBy('training_id')
    .execute()
  return new Map(rows.map(({ training_id, held }) => [training_id, Number(held)]))
}

/**
 * Deletes a request with its stored response and its unsent email, and gives back the seats it
 * held. Call `writeSeats` afterwards.
 */
export async function deleteRequest(
  tx: Tx,
  training: LockedTraining,
  { id, reference, held_seats }: Pick<StoredRequest, 'id' | 'reference' | 'held_seats'>,
): Promise<void> {
  await tx.deleteFrom('verification').where('id', '=', id).execute()
  await tx.deleteFrom('idempotency').where('reference', '=', reference).execute()
  moveSeats(training, -held_seats)
}
