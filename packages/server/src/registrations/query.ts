import type { RegistrationStatus } from '@training-signup/contract'
import type { Kysely, Selectable, SelectQueryBuilder } from 'kysely'
import type { Tables } from '../db/schema.ts'
import { idsMatching } from './search.ts'

export interface RegistrationFilter {
  training?: string | undefined
  status?: RegistrationStatus[] | undefined
  role?: string | undefined
  agency?: string | undefined
  partner?: string | undefined
  q?: string | undefined
}

export type Query = SelectQueryBuilder<Tables, 'registration', Selectable<Tables['registration']>>

/** Returns a query for the registrations that match a filter, in one training or in all. */
export function filterBy(db: Kysely<Tables>, filter: RegistrationFilter, trainingId: string | undefined): Query {
  let query = db.selectFrom('registration').selectAll()
  if (trainingId !== undefined) query = query.where('training_id', '=', trainingId)
  if (filter.status !== undefined) query = query.where('status', 'in', filter.status)
  if (filter.role !== undefined) query = query.where('role', '=', filter.role)
  if (filter.agency !== undefined) query = query.where('agency_folded', '=', filter.agency)
  if (filter.partner !== undefined) query = query.where('partner', '=', filter.partner)
  if (filter.q !== undefined) query = query.where('id', 'in', idsMatching(db, filter.q))
  return query
}
