import type { Tx } from '../../platform/db/database.ts'
import { noteErasure } from '../../platform/db/note-erasure.ts'
import { recordErased } from '../../platform/ops/erasure-journal.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { eraseCertificatesOf } from '../credit/erase-certificates.ts'
import { forgetAnswers } from '../evaluation/box.ts'
import { forgetFollowUps } from '../evaluation/follow-up.ts'
import { reassignMessages } from '../messages/reassign-messages.ts'
import { forgetNotes } from '../outbox/revise.ts'
import { deletePending, pendingSignUps } from '../pending-sign-ups/pending-sign-up.ts'
import { activePerson, foldName } from '../people/person.ts'
import { deleteProofs } from '../proof/proofs.ts'
import { editDetails, remove, rewriteGroupWords } from '../seats/ledger.ts'
import { type LockedTraining, lockTrainings } from '../seats/locked-training.ts'
import { type Group, type Registration, withRegistration } from '../seats/registration.ts'
import { promoteFromWaitingList } from '../seats/waiting-list.ts'
import { forgetMentions } from './forget-mentions.ts'

/**
 * Erases a registration with everything stored for it: the person's canceled and expired
 * registrations for the training, and their unverified sign-ups. The seat goes to the next person
 * on the waiting list.
 * @param check runs under the lock, and can refuse
 * @returns the ids of what was erased
 * @throws {ProblemError} `not-found`
 */
export async function erase(
  system: System,
  id: string,
  check: (tx: Tx) => Promise<void> = async () => {},
): Promise<string[]> {
  return withRegistration(system, id, async (tx, registration, training) => {
    await check(tx)
    const gone = [registration, ...(await findTraces(tx, registration))]
    await reassignMessages(tx, gone)
    await eraseCertificatesOf(
      tx,
      gone.map((one) => one.id),
    )
    await eraseRows(system, tx, training, gone)
    // Needed even if no seat was freed: the rest of an undivided group may fit now.
    await promoteFromWaitingList(system, tx, training)
    return gone.map((one) => one.id)
  })
}

/** Returns the same person's other registrations that were canceled or have expired. */
async function findTraces(
  tx: Tx,
  { id, training_id, email_canonical, given_name, family_name }: Registration,
): Promise<Registration[]> {
  if (email_canonical === null) return []
  const rows = await tx
    .selectFrom('registration')
    .selectAll()
    .where('training_id', '=', training_id)
    .where('email_canonical', '=', email_canonical)
    .where('active_person', 'is', null)
    .where('id', '!=', id)
    .orderBy('id')
    .execute()
  const name = foldName(`${given_name} ${family_name}`)
  return rows.filter((row) => foldName(`${row.given_name} ${row.family_name}`) === name)
}

/**
 * Erases the coordinator of a group. Its people stay, but emails no longer reach those without an
 * address of their own.
 * @throws {ProblemError} `not-found`
 */
export async function eraseCoordinator(system: System, groupId: string): Promise<void> {
  await system.db.transaction(async (tx) => {
    const group = await tx.selectFrom('registration_group').selectAll().where('id', '=', groupId).executeTakeFirst()
    if (!group) throw new ProblemError('not-found')
    await lockTrainings(system.db, tx, [group.training_id])
    await noteErasure(system, tx)
    await recordErased(system, tx, [{ kind: 'group', id: groupId }])
    await forgetCoordinator(tx, group)
    // The completed sign-up of the group still holds the address for a day.
    const completed = tx.selectFrom('pending_sign_up').select('id').where('reference', '=', group.reference)
    await deleteProofs(tx, completed).execute()
    await tx.deleteFrom('idempotency').where('reference', '=', group.reference).execute()
  })
}

/**
 * Erases registrations with everything stored for their people. The database deletes their emails,
 * duplicates and transfers with the rows.
 */
export async function eraseRows(
  system: System,
  tx: Tx,
  training: LockedTraining,
  registrations: Registration[],
  options: Parameters<typeof remove>[4] = {},
): Promise<void> {
  if (registrations.length === 0) return
  const duplicates = await tx
    .selectFrom('duplicate')
    .select(['reference', 'group_id'])
    .where(
      'registration_id',
      'in',
      registrations.map(({ id }) => id),
    )
    .execute()
  const groupIds = [...new Set([...registrations, ...duplicates].flatMap(({ group_id }) => group_id ?? []))]
  await noteErasure(system, tx)
  for (const some of chunksOf(registrations.map(({ id }) => id))) {
    await forgetNotes(tx, some)
    await forgetAnswers(system, tx, training.id, some)
  }
  if (!options.keepsCounts) await forgetLater(tx, registrations)
  await deletePendingOf(tx, training, registrations)
  await remove(system, tx, training, registrations, options)
  const groups: Group[] = []
  for (const some of chunksOf(groupIds)) groups.push(...(await eraseGroups(tx, some)))
  const coordinated = await findCoordinatedGroups(tx, registrations)
  for (const group of coordinated) await forgetCoordinator(tx, group)
  // Stored responses hold a hash of what was typed.
  const references = [...registrations, ...duplicates, ...groups, ...coordinated].map(({ reference }) => reference)
  for (const some of chunksOf(references)) await tx.deleteFrom('idempotency').where('reference', 'in', some).execute()
}

/** Deletes the addresses that wait for the questions after 90 days, of this training and of any other. */
async function forgetLater(tx: Tx, registrations: Registration[]): Promise<void> {
  for (const some of chunksOf(registrations.map(({ id }) => id))) await forgetFollowUps(tx, 'registration_id', some)
  for (const some of chunksOf(registrations.flatMap(({ email }) => email ?? [])))
    await forgetFollowUps(tx, 'email', some)
}

/**
 * Deletes the unverified and verified sign-ups of the people's addresses, and the addresses where
 * they wait to hear of any training: no one can look those up.
 */
async function deletePendingOf(tx: Tx, training: LockedTraining, registrations: Registration[]): Promise<void> {
  const addresses = [...new Set(registrations.flatMap(({ email_canonical }) => email_canonical ?? []))]
  await forgetMentions(tx, training, addresses)
  for (const some of chunksOf(addresses)) {
    const pending = await pendingSignUps(tx)
      .where('proof.training_id', '=', training.id)
      .where('address', 'in', some)
      .execute()
    for (const one of pending) await deletePending(tx, training, one)
    const others = tx
      .selectFrom('proof')
      .select('id')
      .where('address', 'in', some)
      .where(({ or, eb }) => or([eb('subject', '=', 'alert'), eb('training_id', '=', training.id)]))
    await deleteProofs(tx, others).execute()
  }
}

const valuesPerStatement = 1_000

/**
 * Splits values into chunks: a person can have any number of duplicates, but a statement takes a
 * limited number of values.
 */
function* chunksOf(values: string[]) {
  for (let start = 0; start < values.length; start += valuesPerStatement)
    yield values.slice(start, start + valuesPerStatement)
}

/** Deletes the groups that have no people left. Returns all of the groups, as they were. */
async function eraseGroups(tx: Tx, ids: string[]): Promise<Group[]> {
  const groups = await tx.selectFrom('registration_group').selectAll().where('id', 'in', ids).execute()
  const left = (table: 'registration' | 'duplicate') =>
    tx
      .selectFrom(table as 'registration')
      .select('group_id')
      .where('group_id', 'in', ids)
      .$castTo<{ group_id: string }>()
  await tx
    .deleteFrom('registration_group')
    .where('id', 'in', ids)
    .where('id', 'not in', left('registration'))
    .where('id', 'not in', left('duplicate'))
    .execute()
  return groups
}

/**
 * Returns the groups whose coordinator is among the erased people. If another registered person
 * shares the coordinator's address, the first name decides who the coordinator is.
 */
async function findCoordinatedGroups(tx: Tx, erased: Registration[]): Promise<Group[]> {
  const trainingId = erased[0]?.training_id ?? ''
  const addresses = [...new Set(erased.flatMap(({ email_canonical }) => email_canonical ?? []))]
  if (addresses.length === 0) return []
  const groups = await tx
    .selectFrom('registration_group')
    .selectAll()
    .where('training_id', '=', trainingId)
    .where('coordinator_canonical', 'in', addresses)
    .execute()
  const others = await tx
    .selectFrom('registration')
    .select('email_canonical')
    .distinct()
    .where('training_id', '=', trainingId)
    .where('email_canonical', 'in', addresses)
    .where('active_person', 'is not', null)
    .execute()
  const shared = new Set(others.map(({ email_canonical }) => email_canonical))
  return groups.filter(
    (group) => !shared.has(group.coordinator_canonical) || erased.some((one) => isCoordinatorOf(group, one)),
  )
}

function isCoordinatorOf(group: Group, { email_canonical, given_name }: Registration): boolean {
  const words = foldName(group.coordinator_name).split(' ')
  return email_canonical === group.coordinator_canonical && words.includes(foldName(given_name).split(' ')[0] ?? '')
}

/**
 * Erases the coordinator of a group. Emails no longer reach members without an address of their
 * own, and their ids identify them.
 */
async function forgetCoordinator(tx: Tx, { id: groupId }: Pick<Group, 'id'>): Promise<void> {
  await tx
    .updateTable('registration_group')
    .set(({ eb }) => ({
      coordinator_name: '',
      coordinator_email: '',
      coordinator_canonical: null,
      coordinator_agency: null,
      token_version: eb('token_version', '+', 1),
    }))
    .where('id', '=', groupId)
    .execute()
  await deleteProofs(tx, tx.selectFrom('proof').select('id').where('group_id', '=', groupId)).execute()
  const members = await tx
    .selectFrom('registration')
    .select(['id', 'given_name', 'family_name'])
    .where('group_id', '=', groupId)
    .where('email', 'is', null)
    .where('active_person', 'is not', null)
    .execute()
  for (const { id, given_name, family_name } of members)
    await editDetails(tx, [id], { active_person: activePerson(id, given_name, family_name) })
  await rewriteGroupWords(tx, groupId)
}
