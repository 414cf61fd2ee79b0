import type { Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { DuplicateTable } from '../../platform/db/tables/people/duplicate.ts'
import type { System } from '../../platform/system.ts'
import { reassignMessages } from '../messages/reassign-messages.ts'
import { type AdmissionBatch, isNoted } from '../seats/admission.ts'
import type { Correction } from '../seats/admit.ts'
import { remove } from '../seats/ledger.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import type { Group, Registration } from '../seats/registration.ts'
import type { SubmittedSignUp } from './submitted-sign-up.ts'

/**
 * A sign-up that needed no code, and that another one corrects. A person in it who was registered
 * before is a duplicate: it ends with the sign-up, and their registration stays as it is.
 */
export interface Corrected {
  reference: string
  group: Group | undefined
  registrations: Registration[]
  duplicates: Duplicate[]
}

type Duplicate = Selectable<DuplicateTable>

/** How long a sign-up can be corrected. */
const correctionMs = 60 * 60_000

/**
 * Returns whether a request corrects a sign-up that needed no code. How that one ended does
 * not matter: the answer must be the same whether its people were registered before, and whether
 * someone has acted on it.
 */
export const isInTime = ({ replaces }: Pick<SubmittedSignUp, 'replaces'>, now: string): boolean =>
  replaces?.responded !== undefined && Date.parse(now) - replaces.responded.at < correctionMs

/**
 * Finds the sign-ups that others correct. It is the same work for people who were registered before
 * and for new ones.
 */
export async function findCorrected(
  tx: Tx,
  requests: readonly SubmittedSignUp[],
  now: string,
): Promise<Map<SubmittedSignUp, Corrected>> {
  const corrected = new Map<SubmittedSignUp, Corrected>()
  for (const request of requests) {
    const { trainingId, replaces } = request
    if (!replaces || !isInTime(request, now)) continue
    const one = await findSignUp(tx, trainingId, replaces.reference)
    if (one && (await isUntouched(tx, one))) corrected.set(request, one)
  }
  return corrected
}

async function findSignUp(tx: Tx, trainingId: string, reference: string): Promise<Corrected | undefined> {
  const group = await tx
    .selectFrom('registration_group')
    .selectAll()
    .where('training_id', '=', trainingId)
    .where('reference', '=', reference)
    .executeTakeFirst()
  const registrations = await tx
    .selectFrom('registration')
    .selectAll()
    .where('training_id', '=', trainingId)
    .$if(group === undefined, (rows) => rows.where('reference', '=', reference).where('group_id', 'is', null))
    .$if(group !== undefined, (rows) => rows.where('group_id', '=', group?.id ?? ''))
    .orderBy('id')
    .execute()
  const duplicates = await tx
    .selectFrom('duplicate')
    .selectAll()
    .where('training_id', '=', trainingId)
    .$if(group === undefined, (rows) => rows.where('reference', '=', reference).where('group_id', 'is', null))
    .$if(group !== undefined, (rows) => rows.where('group_id', '=', group?.id ?? ''))
    .orderBy('id')
    .execute()
  const isFound = registrations.length + duplicates.length > 0
  return isFound ? { reference, group, registrations, duplicates } : undefined
}

/** Returns whether no one but its sender can have relied on a sign-up, or decided about it. */
async function isUntouched(tx: Tx, corrected: Corrected): Promise<boolean> {
  const { group, registrations } = corrected
  if (group && (group.token_version > 1 || group.called_off_at !== null || group.proven_at !== null)) return false
  if (registrations.some(isChanged)) return false
  if (await isNotedSince(tx, corrected)) return false
  return !(await isLinkSentSince(tx, corrected)) && !(await isAnswered(tx, corrected))
}

/**
 * Its owner acted through their link or has come, an organizer or a supervisor decided, or a seat
 * became free.
 */
const isChanged = ({ created_at, changed_at, proven_at, token_version, checked_in_at }: Registration): boolean =>
  changed_at !== created_at || proven_at !== null || token_version > 1 || checked_in_at !== null

/** The registrations that someone who signs up with the same address is told of. */
const registrationsOf = ({ registrations, duplicates }: Corrected): string[] => [
  ...registrations.map(({ id }) => id),
  ...duplicates.map(({ registration_id }) => registration_id),
]

/** The last id of a sign-up. Ids are made in order, so what came later has a greater one. */
const lastIdOf = ({ registrations, duplicates }: Corrected): string =>
  [...registrations, ...duplicates]
    .map(({ id }) => id)
    .toSorted()
    .at(-1) ?? ''

/** Returns whether someone signed up with an address of this sign-up later on. */
async function isNotedSince(tx: Tx, corrected: Corrected): Promise<boolean> {
  const later = await tx
    .selectFrom('duplicate')
    .select('id')
    .where('registration_id', 'in', registrationsOf(corrected))
    .where('id', '>', lastIdOf(corrected))
    .limit(1)
    .executeTakeFirst()
  return later !== undefined
}

/**
 * Returns whether someone with an address of this sign-up asked for their link later on. The email
 * names one registration of its address, and shows them all.
 */
async function isLinkSentSince(tx: Tx, corrected: Corrected): Promise<boolean> {
  const sent = await tx
    .selectFrom('registration as own')
    .innerJoin('registration as named', (join) =>
      join
        .onRef('named.training_id', '=', 'own.training_id')
        .onRef('named.email_canonical', '=', 'own.email_canonical'),
    )
    .innerJoin('outbox', 'outbox.registration_id', 'named.id')
    .select('outbox.id')
    .where('own.id', 'in', registrationsOf(corrected))
    .where('outbox.kind', '=', 'your-link')
    .where('outbox.id', '>', lastIdOf(corrected))
    .limit(1)
    .executeTakeFirst()
  return sent !== undefined
}

async function isAnswered(tx: Tx, { registrations, duplicates }: Corrected): Promise<boolean> {
  const ids = (rows: readonly { id: string }[]) => ['', ...rows.map(({ id }) => id)]
  const answered = await tx
    .selectFrom('supervisor_request')
    .select('id')
    .where('answer', 'is not', null)
    .where(({ or, and, eb }) =>
      or([
        and([eb('registration_id', 'in', ids(registrations)), eb('duplicate_id', 'is', null)]),
        eb('duplicate_id', 'in', ids(duplicates)),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return answered !== undefined
}

/** Returns whether a sign-up of the same batch came with an address of this one. */
export const isNotedNow = (batch: AdmissionBatch, corrected: Corrected): boolean =>
  isNoted(batch, registrationsOf(corrected))

/** Returns the positions of a corrected sign-up, as if everyone in it had been new. */
export function positionsOf({ group, registrations, duplicates }: Corrected): Correction['positions'] {
  const everyone = [...registrations, ...duplicates]
  const size = group?.split === 0 ? everyone.length : 1
  const positions = [...new Set(everyone.flatMap((one) => one.waiting_list_position ?? []))]
  return positions.toSorted((one, other) => one - other).map((position) => ({ position, size }))
}

/**
 * Ends a corrected sign-up with everything that was sent or waits to be sent about it. The response under its idempotency key stays, and goes with the new
 * reference: the same request sent again must not become another sign-up.
 */
export async function endCorrected(
  system: System,
  tx: Tx,
  training: LockedTraining,
  corrected: Corrected,
  newReference: string,
): Promise<void> {
  const { reference, group, registrations, duplicates } = corrected
  const ids = duplicates.map(({ id }) => id)
  if (ids.length > 0) await tx.deleteFrom('duplicate').where('id', 'in', ids).execute()
  if (registrations.length > 0) await reassignMessages(tx, registrations)
  await remove(system, tx, training, registrations)
  if (group) await tx.deleteFrom('registration_group').where('id', '=', group.id).execute()
  await tx.updateTable('idempotency').set({ reference: newReference }).where('reference', '=', reference).execute()
}
