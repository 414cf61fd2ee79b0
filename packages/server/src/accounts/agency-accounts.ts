import type { Kysely } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'

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
 * Lets accounts and keys that reach one of these agencies reach the one that they were merged into.
 */
export async function moveAgencyAccounts(
  tx: Tx,
  folded: readonly string[],
  to: { agency: string; agency_folded: string },
): Promise<void> {
  await tx.updateTable('auth_user').set(to).where('agency_folded', 'in', folded).execute()
  await tx.updateTable('auth_key').set(to).where('agency_folded', 'in', folded).execute()
}
