import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import { foldName } from './person.ts'

/** The names of agencies, by the folded spellings that organizers merged into them. */
export type AgencyNames = ReadonlyMap<string, string>

/**
 * Returns which of these agencies go by another name. A merge that is stored later may miss the
 * registration, so `finishAgencyEdits` looks again for a minute.
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

/**
 * Returns someone with their agency under the name that organizers gave it, and with what was typed
 * instead, for the day on which the merge ends.
 */
export function withAgencyName<T extends { agency: string | null }>(
  one: T,
  names: AgencyNames,
): T & { agencyTyped?: string } {
  const name = one.agency === null ? undefined : names.get(foldName(one.agency))
  return name === undefined || one.agency === null || name === one.agency
    ? one
    : { ...one, agency: name, agencyTyped: one.agency }
}

/** An agency as rows have it: how it is shown, and how it was typed if a merge shows another name. */
export interface AgencyColumns {
  agency: string | null
  agency_folded: string | null
  agency_typed: string | null
}

/** Returns what was typed. */
export const typedOf = ({ agency, agency_typed }: Omit<AgencyColumns, 'agency_folded'>): string | null =>
  agency_typed ?? agency

/** Returns how an agency is shown by these names. It depends on what was typed, and nothing else. */
export function resolveAgency(typed: string, names: AgencyNames) {
  const agency = names.get(foldName(typed)) ?? typed
  return { agency, agency_folded: foldName(agency), agency_typed: agency === typed ? null : typed }
}
