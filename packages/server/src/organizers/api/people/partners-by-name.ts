import { type Kysely, sql } from 'kysely'
import { foldName } from '../../../core/people/person.ts'
import type { Tables } from '../../../platform/db/schema.ts'

/**
 * Returns the partners who brought people to a training, in the order of their names. Each is one
 * step in an index, however many people it brought.
 */
export async function partnersByName(db: Kysely<Tables>, trainingId: string): Promise<string[]> {
  const here = sql`training_id = ${trainingId} and partner is not null`
  const { rows } = await sql<{ slug: string; name: string }>`with recursive found (slug) as (
      select min(partner) from registration where ${here}
    union all
      select (select min(partner) from registration where ${here} and partner > found.slug)
      from found where found.slug is not null
    )
    select found.slug, coalesce(partner.name, found.slug) as name
    from found left join partner on partner.slug = found.slug where found.slug is not null`.execute(db)
  const folded = rows.map(({ slug, name }) => ({ slug, key: `${foldName(name)} ${slug}` }))
  return folded.toSorted((one, other) => (one.key < other.key ? -1 : 1)).map(({ slug }) => slug)
}
