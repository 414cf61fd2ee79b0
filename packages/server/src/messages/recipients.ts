import type { Kysely } from 'kysely'
import type { Tables } from '../db/schema.ts'
import type { Registration } from '../registrations/registration.ts'
import type { System } from '../system.ts'
import { peopleOf, type StoredMessage } from './messages.ts'
import { createUnsubscribing, findUnsubscribed } from './unsubscribing.ts'

export interface Recipient {
  /** A hash of the address. */
  recipient: string
  /** The first registration that the address reaches. */
  registration: Registration
}

/** A person that the filter selects. */
export interface Match {
  registration: Registration
  /** A hash of the address that reaches them: their own, or their coordinator's. */
  recipient: string | undefined
  hasUnsubscribed: boolean
}

interface Page {
  /** The id of the last registration of the page before; '' for the first page. */
  after: string
  count: number
}

/**
 * Returns the next `count` registrations that a message is for, with the address that reaches each.
 * Members of a group without an address are reached through their coordinator.
 * @returns `last` is where the next page begins; undefined after the last page
 */
export async function readMatches(
  system: Pick<System, 'authSecret'>,
  db: Kysely<Tables>,
  message: StoredMessage,
  { after, count }: Page,
): Promise<{ matches: Match[]; last: string | undefined }> {
  const people = await peopleOf(db, message).where('id', '>', after).orderBy('id').limit(count).execute()
  const coordinators = await findCoordinators(db, people)
  const { recipientOf } = createUnsubscribing(system)
  const reached = people.map((registration) => {
    const address = registration.email ?? coordinators.get(registration.group_id ?? '')
    return { registration, recipient: address ? recipientOf(address) : undefined }
  })
  const recipients = reached.flatMap(({ recipient }) => recipient ?? [])
  const unsubscribed =
    message.about === 'other' ? await findUnsubscribed(db, [...new Set(recipients)]) : new Set<string>()
  return {
    matches: reached.map((one) => ({ ...one, hasUnsubscribed: unsubscribed.has(one.recipient ?? '') })),
    last: people.length < count ? undefined : people.at(-1)?.id,
  }
}

/**
 * Returns the recipients among the next `count` registrations that a message is for, one per
 * address: people who share an address get one email. People who unsubscribed are left out.
 */
export async function readRecipients(
  system: Pick<System, 'authSecret'>,
  db: Kysely<Tables>,
  message: StoredMessage,
  page: Page,
): Promise<{ recipients: Recipient[]; last: string | undefined }> {
  const { matches, last } = await readMatches(system, db, message, page)
  const byRecipient = new Map<string, Recipient>()
  for (const { registration, recipient, hasUnsubscribed } of matches)
    if (recipient !== undefined && !hasUnsubscribed && !byRecipient.has(recipient))
      byRecipient.set(recipient, { recipient, registration })
  return { recipients: [...byRecipient.values()], last }
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
