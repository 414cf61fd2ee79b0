import type { RegistrationFilter } from '../../../../core/registrations/query.ts'
import type { Scope } from '../../../../platform/access/caller.ts'
import type { ColumnSort } from './column-order.ts'

export type RegistrationSort = 'created' | '-created' | 'name'

/** Which people a list shows, and how. */
export interface RegistrationQuery extends RegistrationFilter {
  scope: Scope
  sort: RegistrationSort
  limit: number
  cursor?: string | undefined
  sensitive: boolean
}

/** The same, also in the order of a column. */
export interface ListQuery extends Omit<RegistrationQuery, 'sort'> {
  sort: RegistrationSort | ColumnSort
}

/**
 * Returns whether it shows from who is on a list, or from their order, who needs accommodations. Only
 * those may ask it who may read sensitive answers.
 */
export const tellsNeeds = ({ needs, sort }: { needs?: boolean | undefined; sort?: ListQuery['sort'] | undefined }) =>
  needs === true || sort === 'needs' || sort === '-needs'
