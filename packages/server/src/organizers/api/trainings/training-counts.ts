import type { Kysely } from 'kysely'
import type { Tables } from '../../../platform/db/schema.ts'

/** Returns how many people of an agency each training has, by its id. */
export async function countAgency(db: Kysely<Tables>, ids: string[], agency: string): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('registration')
    .select(({ fn }) => ['training_id', fn.countAll().as('count')])
    .where('training_id', 'in', ids)
    .where('agency_folded', '=', agency)
    .groupBy('training_id')
    .execute()
  return new Map(rows.map(({ training_id, count }) => [training_id, Number(count)]))
}
