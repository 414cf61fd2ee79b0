import type { ExpressionBuilder, Kysely, Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { RestorationTable } from '../../platform/db/tables/restoration.ts'
import { settleUnsent } from './revise.ts'

/** Whether nothing may leave, because a backup was restored and the operator has not released it. */
export const isHeld = ({ exists, selectFrom }: Pick<ExpressionBuilder<Tables, never>, 'exists' | 'selectFrom'>) =>
  exists(selectFrom('restoration').select('restoration.id').where('released_at', 'is', null))

/** Has emails and webhooks wait until the operator releases them. */
export async function hold(tx: Tx, restored_at: string): Promise<void> {
  const values = { restored_at, released_at: null }
  await tx
    .insertInto('restoration')
    .values({ id: 1, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}

/** Returns the restoration whose emails wait. */
export const findHold = (reader: Kysely<Tables>): Promise<Selectable<RestorationTable> | undefined> =>
  reader.selectFrom('restoration').selectAll().where('released_at', 'is', null).executeTakeFirst()

/**
 * Lets emails and webhooks leave. Those that jobs queued anew although the database before had sent
 * them are dropped: one for each that had left.
 * @returns how many emails leave, and how many were dropped
 */
export async function release(tx: Tx, now: string): Promise<{ leaving: number; dropped: number }> {
  const left = await tx.selectFrom('left_mail').selectAll().execute()
  const counts = Map.groupBy(left, ({ kind, subject }) => `${kind} ${subject}`)
  const waiting = await tx
    .selectFrom('outbox')
    .select(['id', 'kind', 'registration_id', 'group_id', 'training_id'])
    .where('outcome', 'is', null)
    .where('created_at', '>=', (query) => query.selectFrom('restoration').select('restored_at'))
    .orderBy('id')
    .execute()
  let dropped = 0
  for (const mail of waiting) {
    const subject = mail.registration_id ?? mail.group_id ?? mail.training_id
    if (!counts.get(`${mail.kind} ${subject}`)?.pop()) continue
    await settleUnsent(tx, mail.id, { outcome: 'dropped', last_error: 'restored', sent_at: now })
    dropped++
  }
  await tx.deleteFrom('left_mail').execute()
  await tx.updateTable('restoration').set({ released_at: now }).execute()
  const { count } = await tx
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('outcome', 'is', null)
    .executeTakeFirstOrThrow()
  return { leaving: count, dropped }
}
