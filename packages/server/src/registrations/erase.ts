import { setTimeout as delay } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { RegistrationGroupTable } from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { addCounts } from '../trainings/counts.ts'
import { noteHappenings } from '../webhooks/events.ts'
import { activePerson, foldName } from './person.ts'
import { lockRegistration, moveSeats, type Registration } from './status.ts'
import { walkWaitingList } from './waitlist.ts'

const forgetTries = 5
const forgetPauseMs = 50

/** Removes a registration with all that was stored for it, at once; its seat goes to whoever waits. */
export async function erase(parts: Parts, id: string): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    await eraseRows(tx, [registration])
    await noteErased(parts, tx, training, [registration])
    await addCounts(tx, [{ training_id: training.id, status: registration.status, count: -1 }]).execute()
    await moveSeats(tx, training, -registration.holds_seat)
    // Also when no seat was freed: the rest of an undivided group may fit now.
    await walkWaitingList(parts, tx, training)
  })
  // Where a reader of another process is in the way for longer, the hourly job does it.
  for (let tries = 1; !(await parts.db.forgetErased()) && tries < forgetTries; tries++) await delay(forgetPauseMs)
}

/** Tells other programs that keep copies to let go of them, too. */
export const noteErased = (parts: Parts, tx: Tx, { slug }: { slug: string }, registrations: Registration[]) =>
  noteHappenings(
    parts,
    tx,
    registrations.map(({ id, group_id }) => ({
      event: 'registration.erased',
      training: slug,
      registration: id,
      group: group_id,
    })),
    parts.now().toISOString(),
  ).execute()

/**
 * Removes registrations with whatever was stored for their people; counts and seats are the caller's. Mails, attempts
 * and seats on their way to a colleague go with their registrations.
 */
export async function eraseRows(tx: Tx, registrations: Registration[]): Promise<void> {
  if (registrations.length === 0) return
  const ids = registrations.map(({ id }) => id)
  const attempts = await tx
    .selectFrom('attempt')
    .select(['reference', 'group_id'])
    .where('registration_id', 'in', ids)
    .execute()
  const groupIds = [...new Set([...registrations, ...attempts].flatMap(({ group_id }) => group_id ?? []))]
  await tx.deleteFrom('registration').where('id', 'in', ids).execute()
  const groups: Group[] = []
  for (const some of chunksOf(groupIds)) groups.push(...(await eraseGroups(tx, some)))
  for (const group of groups) await forgetCoordinator(tx, group, registrations)
  // Kept answers hold a hash of what was typed.
  const references = [...registrations, ...attempts, ...groups].map(({ reference }) => reference)
  for (const some of chunksOf(references)) await tx.deleteFrom('idempotency').where('reference', 'in', some).execute()
}

const valuesPerStatement = 1_000

/** Somebody may have come again any number of times; a database takes only so many values at once. */
function* chunksOf(values: string[]) {
  for (let start = 0; start < values.length; start += valuesPerStatement)
    yield values.slice(start, start + valuesPerStatement)
}

/** Removes those of the groups that nobody is left of. */
async function eraseGroups(tx: Tx, ids: string[]): Promise<Group[]> {
  const groups = await tx.selectFrom('registration_group').selectAll().where('id', 'in', ids).execute()
  const left = (table: 'registration' | 'attempt') =>
    tx
      .selectFrom(table as 'registration')
      .select('group_id')
      .where('group_id', 'in', ids)
      .$castTo<{ group_id: string }>()
  await tx
    .deleteFrom('registration_group')
    .where('id', 'in', ids)
    .where('id', 'not in', left('registration'))
    .where('id', 'not in', left('attempt'))
    .execute()
  return groups
}

type Group = Selectable<RegistrationGroupTable>

/**
 * Whoever signed up a group they are in themselves leaves it as its coordinator, too. Somebody else with whom they
 * share the address stays: the first name tells. Members without an address of their own are then reached by nobody.
 */
async function forgetCoordinator(tx: Tx, group: Group, erased: Registration[]): Promise<void> {
  const words = foldName(group.coordinator_name).split(' ')
  const isCoordinator = ({ email_canonical, given_name }: Registration) =>
    email_canonical === group.coordinator_canonical && words.includes(foldName(given_name).split(' ')[0] ?? '')
  if (!erased.some(isCoordinator)) return
  await tx
    .updateTable('registration_group')
    .set(({ eb }) => ({
      coordinator_name: '',
      coordinator_email: '',
      coordinator_canonical: null,
      coordinator_agency: null,
      token_version: eb('token_version', '+', 1),
    }))
    .where('id', '=', group.id)
    .execute()
  const members = await tx
    .selectFrom('registration')
    .select(['id', 'given_name', 'family_name'])
    .where('group_id', '=', group.id)
    .where('email', 'is', null)
    .where('active_person', 'is not', null)
    .execute()
  for (const { id, given_name, family_name } of members)
    await tx
      .updateTable('registration')
      .set({ active_person: activePerson(id, given_name, family_name) })
      .where('id', '=', id)
      .execute()
}
