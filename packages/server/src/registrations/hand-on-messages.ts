import type { Tx } from '../db/database.ts'
import type { Registration } from './status.ts'

/**
 * Keeps the organizer's messages to an address that several share when the one for whom they were written down is erased:
 * they are somebody else's from then on, so that whoever is left gets each, and gets it once.
 */
export async function handOnMessages(tx: Tx, erased: Registration[]): Promise<void> {
  const ids = erased.map(({ id }) => id)
  const mails = await tx
    .selectFrom('outbox')
    .select(['id', 'registration_id'])
    .where('registration_id', 'in', ids)
    .where('kind', '=', 'message')
    .execute()
  for (const { id, registration_id } of mails) {
    const owner = erased.find((one) => one.id === registration_id)
    const heir = owner && (await findHeir(tx, owner, ids))
    if (heir) await tx.updateTable('outbox').set({ registration_id: heir.id }).where('id', '=', id).execute()
  }
}

/** Somebody else with the same address, of their own or of whoever signed them up. */
async function findHeir(
  tx: Tx,
  { training_id, email_canonical, group_id }: Registration,
  erased: string[],
): Promise<{ id: string } | undefined> {
  const groups = tx.selectFrom('registration_group').where('training_id', '=', training_id)
  const address = email_canonical ?? (await coordinatorOf(tx, group_id))
  if (!address) return undefined
  return (
    tx
      .selectFrom('registration')
      .select('id')
      .where('training_id', '=', training_id)
      .where('id', 'not in', erased)
      .where(({ or, and, eb }) =>
        or([
          eb('email_canonical', '=', address),
          and([
            eb('email', 'is', null),
            eb('group_id', 'in', groups.select('id').where('coordinator_canonical', '=', address)),
          ]),
        ]),
      )
      // Those with an address of their own first: by way of a coordinator it may reach nobody any more.
      .orderBy(({ eb }) => eb('email', 'is', null))
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
  )
}

async function coordinatorOf(tx: Tx, groupId: string | null): Promise<string | null | undefined> {
  const groups = tx.selectFrom('registration_group').select('coordinator_canonical')
  return (await groups.where('id', '=', groupId ?? '').executeTakeFirst())?.coordinator_canonical
}
