import { setTimeout as delay } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { RegistrationGroupTable } from '../db/tables/registration-group.ts'
import type { Parts } from '../deps.ts'
import { handOnMessages } from '../messages/hand-on-messages.ts'
import { activePerson, foldName } from '../people/person.ts'
import { ProblemError } from '../problem.ts'
import { editDetails, remove } from '../registrations/ledger.ts'
import { lockRegistration, type Registration } from '../registrations/registration.ts'
import { type LockedTraining, lockSeats } from '../registrations/seats.ts'
import { promoteFromWaitingList } from '../registrations/waiting-list.ts'
import { deleteRequest } from '../verification/stored-requests.ts'

const forgetTries = 5
const forgetPauseMs = 50

/**
 * Removes a registration with all that was stored for it, the person's other sign-ups for the training that came to
 * nothing, and what waits for a code at their address; the seat goes to the next in line.
 */
export async function erase(parts: Parts, id: string): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    const gone = [registration, ...(await findTraces(tx, registration))]
    await handOnMessages(tx, gone)
    await eraseRows(parts, tx, training, gone)
    // Also when no seat was freed: the rest of an undivided group may fit now.
    await promoteFromWaitingList(parts, tx, training)
  })
  await forgetErased(parts)
}

/** What the same person has canceled or let lapse. */
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
 * Removes whoever signed up a group; its people stay. Those without an address of their own are then reached by nobody.
 * @throws {ProblemError} `not-found`
 */
export async function eraseCoordinator(parts: Parts, groupId: string): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const group = await tx.selectFrom('registration_group').selectAll().where('id', '=', groupId).executeTakeFirst()
    if (!group) throw new ProblemError('not-found')
    await lockSeats(parts.db, tx, [group.training_id])
    await forgetCoordinator(tx, group)
    await tx.deleteFrom('idempotency').where('reference', '=', group.reference).execute()
  })
  await forgetErased(parts)
}

/** Where a reader of another process is in the way for longer, the hourly job does it. */
async function forgetErased({ db }: Pick<Parts, 'db'>): Promise<void> {
  for (let tries = 1; !(await db.forgetErased()) && tries < forgetTries; tries++) await delay(forgetPauseMs)
}

/**
 * Removes registrations with whatever was stored for their people. Emails, duplicates and seats on their way to a
 * colleague go with their registrations.
 */
export async function eraseRows(
  parts: Parts,
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
  await deleteRequests(tx, training, registrations)
  await remove(parts, tx, training, registrations, options)
  const groups: Group[] = []
  for (const some of chunksOf(groupIds)) groups.push(...(await eraseGroups(tx, some)))
  const coordinated = await coordinatedBy(tx, registrations)
  for (const group of coordinated) await forgetCoordinator(tx, group)
  // Kept answers hold a hash of what was typed.
  const references = [...registrations, ...duplicates, ...groups, ...coordinated].map(({ reference }) => reference)
  for (const some of chunksOf(references)) await tx.deleteFrom('idempotency').where('reference', 'in', some).execute()
}

/** What the people's addresses have waiting for a code, or have had completed. */
async function deleteRequests(tx: Tx, training: LockedTraining, registrations: Registration[]): Promise<void> {
  const addresses = [...new Set(registrations.flatMap(({ email_canonical }) => email_canonical ?? []))]
  for (const some of chunksOf(addresses)) {
    const requests = await tx
      .selectFrom('verification')
      .select(['id', 'reference', 'held_seats'])
      .where('training_id', '=', training.id)
      .where('address', 'in', some)
      .execute()
    for (const one of requests) await deleteRequest(tx, training, one)
  }
}

const valuesPerStatement = 1_000

/** Somebody may have come again any number of times; a database takes only so many values at once. */
function* chunksOf(values: string[]) {
  for (let start = 0; start < values.length; start += valuesPerStatement)
    yield values.slice(start, start + valuesPerStatement)
}

/** Removes those of the groups that have no one left. */
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

type Group = Selectable<RegistrationGroupTable>

/**
 * Whoever leaves, leaves the groups of the training that they signed up, as their coordinator. Somebody else with whom
 * they share the address stays as long as they are registered with it themselves: the first name tells.
 */
async function coordinatedBy(tx: Tx, erased: Registration[]): Promise<Group[]> {
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

/** Members without an address of their own are then reached by nobody, and are told apart by their ids. */
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
  const members = await tx
    .selectFrom('registration')
    .select(['id', 'given_name', 'family_name'])
    .where('group_id', '=', groupId)
    .where('email', 'is', null)
    .where('active_person', 'is not', null)
    .execute()
  for (const { id, given_name, family_name } of members)
    await editDetails(tx, [id], { active_person: activePerson(id, given_name, family_name) })
}
