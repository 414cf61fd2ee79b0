import type { SelectQueryBuilder } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'

type Waiting = SelectQueryBuilder<Tables, 'outbox', { id: string }>

/** What a mail is that no process has tried to send yet. */
export const isUntouched = { outcome: null, leased_until: null, tries: 0 }

/**
 * Returns a mail that has not been tried yet, of those that `narrow` leaves. Locks its row, so that no
 * process sends it before it is complete.
 */
export async function takeWaiting(tx: Tx, narrow: (mails: Waiting) => Waiting): Promise<string | undefined> {
  const taken = await tx
    .updateTable('outbox')
    .set(({ ref }) => ({ tries: ref('tries') }))
    .where('id', 'in', (query) =>
      narrow(query.selectFrom('outbox').select('id'))
        .where(({ and }) => and(isUntouched))
        .orderBy('id')
        .limit(1),
    )
    .where(({ and }) => and(isUntouched))
    .returning('id')
    .executeTakeFirst()
  return taken?.id
}

/** Says that a mail is about these people, too. */
export const namePeople = (tx: Tx, outbox_id: string, ids: readonly string[]) =>
  tx
    .insertInto('outbox_person')
    .values(ids.map((registration_id) => ({ outbox_id, registration_id })))
    .onConflict((conflict) => conflict.columns(['outbox_id', 'registration_id']).doNothing())
    .execute()
