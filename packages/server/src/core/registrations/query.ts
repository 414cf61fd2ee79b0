import type { RegistrationStatus } from '@training-signup/contract'
import { type Kysely, type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { Scope } from '../../platform/access/caller.ts'
import { peopleWithin } from '../../platform/access/within.ts'
import type { Tables } from '../../platform/db/schema.ts'
import { foldName } from '../people/person.ts'
import { activeStatuses } from '../seats/transitions.ts'
import { inSearch } from './search.ts'

export interface RegistrationFilter {
  training?: string | undefined
  status?: RegistrationStatus[] | undefined
  role?: string | undefined
  agency?: string | undefined
  /** What stands after the @ of their address. */
  domain?: string | undefined
  /** Whether only people match who need accommodations, and may still come. */
  needs?: boolean | undefined
  partner?: string | undefined
  q?: string | undefined
  /** Which people the reader reaches; omitted: all of them. */
  scope?: Scope | undefined
}

/**
 * Returns a filter with an agency and an email domain as registrations have them, whatever was
 * typed.
 */
export const storedFilter = <T extends Pick<RegistrationFilter, 'agency' | 'domain'>>({
  agency,
  domain,
  ...rest
}: T) => ({
  ...rest,
  agency: agency === undefined ? undefined : foldName(agency),
  domain: domain?.replace(/^.*@/, '').toLowerCase(),
})

export type Query = SelectQueryBuilder<Tables, 'registration', Selectable<Tables['registration']>>

/** Returns a query for the registrations that match a filter, in one training or in all. */
export function filterBy(db: Kysely<Tables>, filter: RegistrationFilter, trainingId: string | undefined): Query {
  let query = db.selectFrom('registration').selectAll()
  if (trainingId !== undefined) query = query.where('training_id', '=', trainingId)
  if (filter.status !== undefined) query = query.where('status', 'in', filter.status)
  if (filter.role !== undefined) query = query.where('role', '=', filter.role)
  if (filter.agency !== undefined) query = query.where('agency_folded', '=', nameOf(db, filter.agency))
  if (filter.domain !== undefined) query = query.where('email_domain', '=', filter.domain)
  if (filter.needs) query = query.where('has_needs', '=', 1).where('status', 'in', activeStatuses)
  if (filter.partner !== undefined) query = query.where('partner', '=', filter.partner)
  if (filter.q !== undefined) query = query.where(inSearch(db, filter.q, trainingId))
  if (filter.scope !== undefined) query = query.where(peopleWithin(filter.scope))
  return query
}

/** Returns the folded name of the agency that a spelling was merged into, or else the spelling. */
const nameOf = (db: Kysely<Tables>, folded: string) =>
  sql<string>`coalesce(${db.selectFrom('agency_alias').select('agency_folded').where('folded', '=', folded)}, ${folded})`

/**
 * Returns how the agencies of a training are written, by their folded names: of several spellings,
 * everywhere the one that sorts first among all registrations.
 */
export async function readSpellings(db: Kysely<Tables>, trainingId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('registration')
    .select(({ fn }) => ['agency_folded', fn.min('agency').as('agency')])
    .where('training_id', '=', trainingId)
    .where('agency_folded', 'is not', null)
    .groupBy('agency_folded')
    .execute()
  return new Map(rows.map(({ agency_folded, agency }) => [agency_folded ?? '', agency ?? '']))
}
