import type { Tx } from '../../platform/db/database.ts'
import { moveMails } from '../outbox/revise.ts'
import { recipientsOfAddress } from '../registrations/recipients-of-address.ts'
import type { Registration } from '../seats/registration.ts'

/**
 * Moves the organizer's messages of erased people to another person with the same address, so that
 * everyone who shares the address still gets each message once.
 * @param erased registrations of one training
 */
export async function reassignMessages(tx: Tx, erased: readonly Registration[]): Promise<void> {
  const gone = erased.map(({ id }) => id)
  const mails = await tx
    .selectFrom('outbox')
    .select(['id', 'registration_id'])
    .where('registration_id', 'in', gone)
    .where('kind', '=', 'message')
    .execute()
  if (mails.length === 0) return
  const addresses = await addressesOf(tx, erased)
  const byAddress = Map.groupBy(mails, ({ registration_id }) => addresses.get(registration_id ?? ''))
  for (const [address, own] of byAddress) {
    const newRecipient = address ? await findNewRecipient(tx, erased, address) : undefined
    if (!newRecipient) continue
    const ids = own.map(({ id }) => id)
    await moveMails(tx, ids, newRecipient.id)
    await countWithout(tx, ids, erased.filter(({ id }) => addresses.get(id) === address).length)
  }
}

/** Has emails stand for so many people fewer. */
const countWithout = (tx: Tx, ids: readonly string[], gone: number) =>
  tx
    .updateTable('message_mail')
    .set(({ eb, lit }) => ({
      people: eb
        .case()
        .when('people', '>', gone)
        .then(eb('people', '-', gone))
        .else(lit(1))
        .end(),
    }))
    .where('outbox_id', 'in', ids)
    .execute()

/** Returns the address that reaches each person, by id. */
async function addressesOf(tx: Tx, people: readonly Registration[]): Promise<Map<string, string | null | undefined>> {
  const groups = await tx
    .selectFrom('registration_group')
    .select(['id', 'coordinator_canonical'])
    .where('id', 'in', ['', ...people.flatMap(({ group_id }) => group_id ?? [])])
    .execute()
  const coordinators = new Map(groups.map(({ id, coordinator_canonical }) => [id, coordinator_canonical]))
  return new Map(
    people.map(({ id, email_canonical, group_id }) => [id, email_canonical ?? coordinators.get(group_id ?? '')]),
  )
}

const findNewRecipient = (
  tx: Tx,
  erased: readonly Registration[],
  address: string,
): Promise<{ id: string } | undefined> =>
  tx
    .selectFrom('registration')
    .select('id')
    .where(recipientsOfAddress(erased[0]?.training_id ?? '', address))
    .where(
      'id',
      'not in',
      erased.map(({ id }) => id),
    )
    // Prefer people with an address of their own: a coordinator may be erased, too.
    .orderBy(({ eb }) => eb('email', 'is', null))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
