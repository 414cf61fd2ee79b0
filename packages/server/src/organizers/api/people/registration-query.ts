import type { RegistrationFilter } from '../../../core/registrations/query.ts'
import type { Scope } from '../../../platform/access/caller.ts'

export type RegistrationSort = 'created' | '-created' | 'name'

/** Which people a list shows, and how. */
export interface RegistrationQuery extends RegistrationFilter {
  scope: Scope
  sort: RegistrationSort
  limit: number
  cursor?: string | undefined
  sensitive: boolean
}
