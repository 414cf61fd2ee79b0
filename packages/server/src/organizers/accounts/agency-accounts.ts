import type { Kysely } from 'kysely'
import { readAgencyNames, resolveAgency, typedOf } from '../../core/people/agency-names.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'

/** An account or an API key that reaches the people of one agency. */
export interface AgencyAccount {
  id: string
  kind: 'account' | 'key'
  name: string
  agency: string
  agencyFolded: string
  /** Ids; null for all. */
  trainings: string[] | null
}

/** Returns who reaches the people of one of these agencies, and no one else's. */
export async function listAgencyAccounts(
  db: Kysely<Tables>,
  folded: readonly string[],
  now: string,
): Promise<AgencyAccount[]> {
  const columns = ['id', 'name', 'agency', 'agency_folded', 'trainings'] as const
  const users = await db
    .selectFrom('auth_user')
    .select(columns)
    .where('agency_folded', 'in', folded)
    .orderBy('name')
    .orderBy('id')
    .execute()
  const keys = await db
    .selectFrom('auth_key')
    .select(columns)
    .where('agency_folded', 'in', folded)
    .where('expires_at', '>', now)
    .orderBy('name')
    .orderBy('id')
    .execute()
  const found = [
    ...users.map((row) => ({ ...row, kind: 'account' as const })),
    ...keys.map((row) => ({ ...row, kind: 'key' as const })),
  ]
  return found.map(({ id, kind, name, agency, agency_folded, trainings }) => ({
    id,
    kind,
    name,
    agency: agency ?? '',
    agencyFolded: agency_folded ?? '',
    trainings: trainings === null ? null : (JSON.parse(trainings) as string[]),
  }))
}

/**
 * Lets accounts and keys that reach one of these agencies reach what their agency counts as now:
 * the one that it was merged into, or after the end of a merge the one that they were given.
 */
export async function renameAgencyAccounts(tx: Tx, folded: readonly string[]): Promise<void> {
  const columns = ['id', 'agency', 'agency_typed'] as const
  for (const table of ['auth_user', 'auth_key'] as const) {
    const rows = await tx.selectFrom(table).select(columns).where('agency_folded', 'in', folded).execute()
    const names = await readAgencyNames(tx, rows.map(typedOf))
    for (const row of rows)
      await tx
        .updateTable(table)
        .set(resolveAgency(typedOf(row) ?? '', names))
        .where('id', '=', row.id)
        .execute()
  }
}
