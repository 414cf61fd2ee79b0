import type { Kysely } from 'kysely'
import type { Tables } from '../db/schema.ts'
import { foldName } from './person.ts'

/** The names of agencies, by the folded spellings that organizers merged into them. */
export type AgencyNames = ReadonlyMap<string, string>

/**
 * Returns which of these agencies go by another name. A merge that is stored later may miss the
 * registration, so `finishMerges` looks again for a minute.
 */
export async function readAgencyNames(
  db: Kysely<Tables>,
  agencies: readonly (string | null | undefined)[],
): Promise<AgencyNames> {
  const folded = [...new Set(agencies.flatMap((one) => (one ? [foldName(one)] : [])))]
  if (folded.length === 0) return new Map()
  const rows = await db.selectFrom('agency_alias').select(['folded', 'agency']).where('folded', 'in', folded).execute()
  return new Map(rows.map((row) => [row.folded, row.agency]))
}

/** Returns someone with their agency under the name that organizers gave it. */
export function withAgencyName<T extends { agency: string | null }>(one: T, names: AgencyNames): T {
  const name = one.agency === null ? undefined : names.get(foldName(one.agency))
  return name === undefined ? one : { ...one, agency: name }
}
