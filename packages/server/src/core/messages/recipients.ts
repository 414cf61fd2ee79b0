import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import type { System } from '../../platform/system.ts'
import { canonicalAddress } from '../people/person.ts'
import type { Registration } from '../seats/registration.ts'
import { peopleOf, type StoredMessage } from './messages.ts'
import { createUnsubscribing, findUnsubscribed } from './unsubscribing.ts'

export type Reached = Pick<Registration, 'id' | 'lang' | 'email' | 'group_id'>

export interface MessageRecipient {
  /** A hash of the address. */
  recipient: string
  /** How many people of these the address reaches. */
  people: number
  /** The first registration that the address reaches. */
  registration: Reached
}

/** A person that the filter selects. */
export interface Match {
  registration: Reached
  /** The address that reaches them: their own, or their coordinator's. Equal ones match. */
  address: string | undefined
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
  const people: Reached[] = await peopleOf(db, message)
    .clearSelect()
    .select(['id', 'lang', 'email', 'group_id'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(count)
    .execute()
  const coordinators = await findCoordinators(db, people)
  const reached = people.map((registration) => {
    const address = registration.email ?? coordinators.get(registration.group_id ?? '')
    return { registration, address: address ? canonicalAddress(address) : undefined }
  })
  const unsubscribed =
    message.about === 'other'
      ? await findAway(
          system,
          db,
          reached.flatMap(({ address }) => address ?? []),
        )
      : new Set<string>()
  return {
    matches: reached.map((one) => ({ ...one, hasUnsubscribed: unsubscribed.has(one.address ?? '') })),
    last: people.length < count ? undefined : people.at(-1)?.id,
  }
}

/** Returns the addresses whose owners unsubscribed. */
async function findAway(system: Pick<System, 'authSecret'>, db: Kysely<Tables>, addresses: string[]) {
  const { recipientOf } = createUnsubscribing(system)
  const byRecipient = new Map(addresses.map((address) => [recipientOf(address), address]))
  return new Set([...(await findUnsubscribed(db, [...byRecipient.keys()]))].map((one) => byRecipient.get(one) ?? ''))
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
): Promise<{ recipients: MessageRecipient[]; last: string | undefined }> {
  const { matches, last } = await readMatches(system, db, message, page)
  const { recipientOf } = createUnsubscribing(system)
  const byRecipient = new Map<string, MessageRecipient>()
  for (const { registration, address, hasUnsubscribed } of matches) {
    if (address === undefined || hasUnsubscribed) continue
    const first = byRecipient.get(address)
    if (first) first.people += 1
    else byRecipient.set(address, { recipient: recipientOf(address), registration, people: 1 })
  }
  return { recipients: [...byRecipient.values()], last }
}

async function findCoordinators(db: Kysely<Tables>, people: readonly Reached[]): Promise<Map<string, string>> {
  const ids = people.flatMap(({ email, group_id }) => (email === null && group_id !== null ? [group_id] : []))
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('registration_group')
    .select(['id', 'coordinator_email'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, coordinator_email }) => [id, coordinator_email]))
}
