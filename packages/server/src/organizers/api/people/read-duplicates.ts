import type { Duplicate } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Tables } from '../../../platform/db/schema.ts'

const mostDuplicates = 200

/**
 * Returns later sign-ups of people who were registered by their ids, the latest first: those with
 * these ids, or those of these registrations.
 */
export async function readDuplicates(
  db: Kysely<Tables>,
  by: 'duplicate.id' | 'registration_id',
  ids: readonly string[],
): Promise<Map<string, Duplicate>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('duplicate')
    .innerJoin('training', 'training.id', 'duplicate.training_id')
    .leftJoin('registration_group', 'registration_group.id', 'duplicate.group_id')
    .selectAll('duplicate')
    .select(['training.slug', 'registration_group.reference as group_reference'])
    .where(by, 'in', ids)
    .orderBy('duplicate.id', 'desc')
    .limit(mostDuplicates)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        reference: row.reference,
        group: row.group_reference,
        registration: row.registration_id,
        training: row.slug,
        said: JSON.parse(row.submitted_answers) as Duplicate['said'],
        createdAt: row.created_at,
      },
    ]),
  )
}
