import { type Kysely, sql } from 'kysely'
import type { Scope } from '../../../platform/access/caller.ts'
import { peopleWithin } from '../../../platform/access/within.ts'
import type { Tables } from '../../../platform/db/schema.ts'

/** A longer list helps no one to choose. */
const mostOffered = 200

/**
 * Returns the agencies of the people of a training, each in one of its spellings. Goes from one to
 * the next in the index, so that many people of an agency take no longer than one.
 */
export async function agenciesIn(db: Kysely<Tables>, trainingId: string, scope: Scope): Promise<string[]> {
  const people = db.selectFrom('registration').where('training_id', '=', trainingId).where(peopleWithin(scope))
  const next = people.select(({ fn }) => fn.min('agency_folded').as('folded'))
  const spelling = people.select('agency').where('agency_folded', '=', sql<string>`found.folded`).limit(1)
  const { rows } = await sql<{ agency: string }>`with recursive found (folded) as (
    select (${next})
    union all
    select (${next.where('agency_folded', '>', sql<string>`found.folded`)}) from found where found.folded is not null
  ) select (${spelling}) as agency from found where folded is not null limit ${sql.lit(mostOffered)}`.execute(db)
  return rows.map(({ agency }) => agency)
}
