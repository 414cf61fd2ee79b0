import { type SqlBool, sql } from 'kysely'
import type { Query } from '../../../../core/registrations/query.ts'
import type { Registration } from '../../../../core/seats/registration.ts'
import type { RegistrationSort } from './registration-query.ts'

/** Where a page of a list ends. */
export type Position = Pick<Registration, 'id' | 'family_folded' | 'given_folded'>

/** Puts registrations in order, and leaves out everything up to the last row that was read. */
export function orderedAfter(query: Query, sort: RegistrationSort, after: Position | undefined, isRare = false): Query {
  if (sort === 'name') {
    // Few people of a training match: sorting them is quicker than reading everyone in order until
    // a page is full. No index is of this expression.
    const name = isRare ? sql<string>`family_folded || ''` : sql.ref<string>('family_folded')
    const named = query.orderBy(name).orderBy('given_folded').orderBy('id')
    return after
      ? named.where(
          sql<SqlBool>`(${name}, given_folded, id) > (${after.family_folded}, ${after.given_folded}, ${after.id})`,
        )
      : named
  }
  const isNewestFirst = sort === '-created'
  const ordered = query.orderBy('id', isNewestFirst ? 'desc' : 'asc')
  return after ? ordered.where('id', isNewestFirst ? '<' : '>', after.id) : ordered
}
