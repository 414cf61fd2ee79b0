import type { Kysely } from 'kysely'
import type { Tables } from '../db/schema.ts'
import { foldName } from '../people/person.ts'
import { filterBy } from '../registrations/query.ts'
import type { Registration } from '../registrations/registration.ts'
import type { System } from '../system.ts'
import { filterOf, type StoredMessage } from './messages.ts'
import { createUnsubscribing, findUnsubscribed } from './unsubscribing.ts'

export interface Recipient {
  /** A hash of the address. */
  recipient: string
  /** The first registration that the address reaches. */
  registration: Registration
}

/**
 * Returns the recipients among the next `count` registrations that a message is for, one per
 * address: people who share an address get one email, and members without an address are reached
 * through their coordinator. People who unsubscribed are left out.
 * @param after the id of the last registration of the page before; '' for the first page
 * @returns `last` is where the next page begins; undefined after the last page
 */
export async function readRecipients(
  system: Pick<System, 'authSecret'>,
  db: Kysely<Tables>,
  message: StoredMessage,
  { after, count }: { after: string; count: number },
): Promise<{ recipients: Recipient[]; last: string | undefined }> {
  const people = await peopleOf(db, message).where('id', '>', after).orderBy('id').limit(count).execute()
  const coordinators = await findCoordinators(db, people)
  const { recipientOf } = createUnsubscribing(system)
  const byRecipient = new Map<string, Recipient>()
  for (const registration of people) {
    const address = registration.email ?? coordinators.get(registration.group_id ?? '')
    if (!address) continue
    const recipient = recipientOf(address)
    if (!byRecipient.has(recipient)) byRecipient.set(recipient, { recipient, registration })
  }
  const unsubscribed =
    message.about === 'other' ? await findUnsubscribed(db, [...byRecipient.keys()]) : new Set<string>()
  return {
    recipients: [...byRecipient.values()].filter(({ recipient }) => !unsubscribed.has(recipient)),
    last: people.length < count ? undefined : people.at(-1)?.id,
  }
}

/** Returns the query for the registrations that match the filter now. */
export function peopleOf(db: Kysely<Tables>, message: StoredMessage) {
  const { agency, ...filter } = filterOf(message)
  const wanted = { ...filter, agency: agency === undefined ? undefined : foldName(agency) }
  return filterBy(db, wanted, message.training_id)
}

async function findCoordinators(db: Kysely<Tables>, people: Registration[]): Promise<Map<string, string>> {
  const ids = people.flatMap(({ email, group_id }) => (email === null && group_id !== null ? [group_id] : []))
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('registration_group')
    .select(['id', 'coordinator_email'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, coordinator_email }) => [id, coordinator_email]))
}
