import type { StoredScope } from '../db/tables/auth.ts'
import type { Scope } from './caller.ts'
import type { Role } from './roles.ts'

/** Returns the role and the scope of an account or a key. */
export const readScope = (row: StoredScope): { role: Role; scope: Scope } => ({
  role: row.role as Role,
  scope: {
    trainings: row.trainings === null ? 'all' : (JSON.parse(row.trainings) as string[]),
    agency: row.agency_folded ?? undefined,
    partner: row.partner ?? undefined,
  },
})
