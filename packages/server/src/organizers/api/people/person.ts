import type { AdminRegistration } from '@training-signup/contract'
import type { ExpressionBuilder } from 'kysely'
import { foldName, phoneDigits } from '../../../core/people/person.ts'
import { sortedName } from '../../../core/people/search-words.ts'
import { canBeSameName } from '../../../core/people/short-names.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { type Caller, may } from '../../../platform/access/caller.ts'
import { peopleWithin } from '../../../platform/access/within.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import type { System } from '../../../platform/system.ts'
import { readRegistration } from './lists/list-registrations.ts'
import { type OtherSupervisor, readOtherSupervisors } from './other-supervisors.ts'

/** One person in one training. */
export interface PersonView {
  registration: AdminRegistration
  training: StoredTraining
  /** Registrations that may be of the same person. */
  alike: Alike[]
  /** Who was named when the person registered again. Empty for those who may not see it. */
  otherSupervisors: OtherSupervisor[]
}

export type Alike = Pick<AdminRegistration, 'id' | 'givenName' | 'familyName' | 'agency' | 'status' | 'training'>

/**
 * Returns a registration as someone may see it.
 * @throws {ProblemError} `not-found`
 */
export async function readPerson(system: System, caller: Caller, id: string): Promise<PersonView> {
  const { reader } = system.db
  const isSensitive = may(caller, 'read-sensitive')
  const registration = await readRegistration(reader, id, isSensitive)
  const training = await readTraining(system, registration.training)
  const otherSupervisors = isSensitive ? await readOtherSupervisors(reader, id) : []
  return { registration, training, alike: await findAlike(system, caller, registration), otherSupervisors }
}

/** Leaves out where a person was moved from, and to. */
const isNoMoveOf = (id: string) => (eb: ExpressionBuilder<Tables, 'registration'>) =>
  eb.and([
    eb(eb.fn.coalesce('registration.moved_from', eb.val('')), '!=', id),
    eb.not(
      eb.exists(
        eb
          .selectFrom('registration as one')
          .select('one.id')
          .where('one.id', '=', id)
          .whereRef('one.moved_from', '=', 'registration.id'),
      ),
    ),
  ])

const mostAlike = 5
const mostRead = 200

/**
 * Finds registrations with the same address in any training, and in the same training those with the
 * same last name whose first name or phone number can be the same person’s.
 */
async function findAlike(
  { db: { reader } }: System,
  { scope }: Caller,
  { id, email, phone, givenName, familyName, training }: AdminRegistration,
): Promise<Alike[]> {
  const same = reader
    .selectFrom('registration')
    .innerJoin('training', 'training.id', 'registration.training_id')
    .select(['registration.id', 'given_name', 'family_name', 'phone', 'agency', 'registration.status', 'training.slug'])
    .where('registration.id', '!=', id)
    // Who moved it knows that.
    .where(isNoMoveOf(id))
    .where(peopleWithin(scope))
    .orderBy('registration.id', 'desc')
    .limit(mostRead)
  const byAddress = email === null ? [] : await same.where('email_canonical', '=', email.trim().toLowerCase()).execute()
  const byName = await same
    .where('training.slug', '=', training)
    .where('family_folded', '=', sortedName(familyName || givenName))
    .execute()
  const [name, digits] = [foldName(givenName), phoneDigits(phone)]
  const isAlike = (one: (typeof byName)[number]) =>
    canBeSameName(name, foldName(one.given_name)) || (digits !== undefined && phoneDigits(one.phone) === digits)
  const alike = [...byAddress, ...byName.filter(isAlike)]
  return [...new Map(alike.map((one) => [one.id, one])).values()].slice(0, mostAlike).map((one) => ({
    id: one.id,
    givenName: one.given_name,
    familyName: one.family_name,
    agency: one.agency,
    status: one.status,
    training: one.slug,
  }))
}
