import type { Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { RegistrationTable } from '../../platform/db/tables/people/registration.ts'
import type { RegistrationGroupTable } from '../../platform/db/tables/people/registration-group.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { type CheckedPerson, canonicalAddress, foldName } from '../people/person.ts'
import { type LockedTraining, lockTraining } from './locked-training.ts'

export type Registration = Selectable<RegistrationTable>

/** People who were signed up together, by their coordinator. */
export type Group = Selectable<RegistrationGroupTable>

/**
 * Returns the registration and locks its training.
 * @throws {ProblemError} `not-found`
 */
export async function lockRegistration(
  system: Pick<System, 'db'>,
  tx: Tx,
  id: string,
): Promise<{ registration: Registration; training: LockedTraining }> {
  const found = await tx.selectFrom('registration').select('training_id').where('id', '=', id).executeTakeFirst()
  if (!found) throw new ProblemError('not-found')
  const training = await lockTraining(system.db, tx, found.training_id)
  // Read again: before the lock another request may have changed or erased it.
  const registration = await tx.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirst()
  if (!training || !registration) throw new ProblemError('not-found')
  return { registration, training }
}

/**
 * Works on a registration in a transaction that has locked its training.
 * @throws {ProblemError} `not-found`
 */
export const withRegistration = <T>(
  system: Pick<System, 'db'>,
  id: string,
  work: (tx: Tx, registration: Registration, training: LockedTraining) => Promise<T>,
): Promise<T> =>
  system.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(system, tx, id)
    return work(tx, registration, training)
  })

/** Finds the active registration of a person by `active_person`. */
export const findActive = (tx: Tx, { id }: Pick<LockedTraining, 'id'>, person: string) =>
  tx
    .selectFrom('registration')
    .selectAll()
    .where('training_id', '=', id)
    .where('active_person', '=', person)
    .executeTakeFirst()

/**
 * Finds the active registration of a person among those that an agency’s coordinators see, also one
 * that the person made.
 * @param agency Folded
 */
export async function findListed(
  tx: Tx,
  { id }: Pick<LockedTraining, 'id'>,
  { agency, person }: { agency: string; person: Pick<CheckedPerson, 'email' | 'givenName' | 'familyName'> },
): Promise<string | undefined> {
  const found = await tx
    .selectFrom('registration')
    .select(['id', 'given_name', 'family_name'])
    .where('training_id', '=', id)
    .where('email_canonical', '=', canonicalAddress(person.email ?? ''))
    .where('agency_folded', '=', agency)
    .where('active_person', 'is not', null)
    .execute()
  const name = foldName(`${person.givenName} ${person.familyName}`)
  return found.find((one) => foldName(`${one.given_name} ${one.family_name}`) === name)?.id
}

/**
 * Returns how a person is reached: their own address, their coordinator's, or their phone. Without
 * any of these, their id stands in, so they match no one else.
 */
export async function contactOf(
  tx: Tx,
  registration: Pick<Registration, 'id' | 'email' | 'group_id' | 'phone'>,
): Promise<string> {
  if (registration.email !== null) return registration.email
  if (registration.group_id === null) return registration.phone ?? registration.id
  const group = await tx
    .selectFrom('registration_group')
    .select('coordinator_email')
    .where('id', '=', registration.group_id)
    .executeTakeFirst()
  // Empty once the coordinator is erased.
  return group?.coordinator_email || registration.id
}
