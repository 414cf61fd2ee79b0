import type { MessageFilter, RegistrationStatus } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Scope } from '../../platform/access/caller.ts'
import { peopleWithin } from '../../platform/access/within.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import { ProblemError } from '../../platform/problem.ts'

/** Returns those of some people who are in a training and within reach, with their statuses. */
export const findPeople = (db: Kysely<Tables>, scope: Scope, trainingId: string, ids: readonly string[]) =>
  db
    .selectFrom('registration')
    .select(['id', 'status'])
    .where('training_id', '=', trainingId)
    .where('id', 'in', ['', ...ids])
    .where(peopleWithin(scope))
    .orderBy('id')
    .execute()

/**
 * Returns the filter of a message that names people, by default with the statuses that they have
 * now.
 * @throws {ProblemError} `not-found` if someone is not in the training, or out of reach
 */
export async function filterForNamed(
  tx: Tx,
  scope: Scope,
  trainingId: string,
  { registrations, filter }: { registrations: readonly string[]; filter: MessageFilter | undefined },
): Promise<MessageFilter> {
  const people = await findPeople(tx, scope, trainingId, registrations)
  if (people.length < new Set(registrations).size) throw new ProblemError('not-found')
  return filter ?? { status: statusesOf(people) }
}

export const statusesOf = (people: readonly { status: RegistrationStatus }[]): RegistrationStatus[] => [
  ...new Set(people.map(({ status }) => status)),
]

/** Stores who a message names instead of those it named before. */
export async function storeNamed(tx: Tx, message_id: string, registrations: readonly string[]): Promise<void> {
  await tx.deleteFrom('message_person').where('message_id', '=', message_id).execute()
  if (registrations.length === 0) return
  await tx
    .insertInto('message_person')
    .values([...new Set(registrations)].map((registration_id) => ({ message_id, registration_id })))
    .execute()
}

/** Returns the ids of the people a message names, without those who have been erased. */
export const namedIn = (db: Kysely<Tables>, messageId: string) =>
  db.selectFrom('message_person').select('registration_id').where('message_id', '=', messageId)

export const readNamed = async (db: Kysely<Tables>, messageId: string): Promise<string[]> =>
  (await namedIn(db, messageId).orderBy('registration_id').execute()).map(({ registration_id }) => registration_id)
