import type { PartnerReport, PartnerTotals, PlacementCounts } from '@training-signup/contract'
import type { Scope } from '../access/caller.ts'
import { trainingsWithin } from '../access/within.ts'
import type { Database } from '../db/database.ts'
import type { System } from '../system.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { findPartner, listPartners } from './partners.ts'

export interface ReportFilter {
  scope: Scope
  /** The training's slug. */
  training?: string | undefined
  /** The first and the last day, both included. */
  from?: string | undefined
  to?: string | undefined
}

/**
 * Returns the counts of one partner's pages, day by day.
 * @throws {ProblemError} `not-found`
 */
export async function reportOnPartner(system: System, slug: string, filter: ReportFilter): Promise<PartnerReport> {
  await findPartner(system.db.reader, slug)
  await trainingIdOf(system, filter.training)
  const found = await countsOf(system.db, filter)
    .select(['training.slug as training', 'day', 'views', 'starts', 'sign_ups as signUps'])
    .where('partner', '=', slug)
    .orderBy('day')
    .orderBy('training.slug')
    .execute()
  const rows = found.filter(({ views, starts, signUps }) => views + starts + signUps > 0)
  return { partner: slug, rows, totals: total(rows) }
}

/**
 * Returns the counts of all partners' pages, sorted by name, and at the end those of pages without
 * a partner.
 * @throws {ProblemError} `not-found`
 */
export async function reportOnAll(system: System, filter: ReportFilter): Promise<PartnerTotals> {
  await trainingIdOf(system, filter.training)
  const sums = await countsOf(system.db, filter)
    .leftJoin('partner', 'partner.slug', 'placement_count.partner')
    // Counts of a deleted partner belong to no partner.
    .select((eb) => [
      'partner.slug',
      eb.fn.sum<number>('views').as('views'),
      eb.fn.sum<number>('starts').as('starts'),
      eb.fn.sum<number>('sign_ups').as('signUps'),
    ])
    .groupBy('partner.slug')
    .execute()
  const countsBySlug = new Map(sums.map(({ slug, ...counts }) => [slug, counts]))
  const named = (await listPartners(system)).toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
  const all = [...named.map(({ slug, name }) => ({ partner: slug, name })), { partner: null, name: null }]
  const { scope } = filter
  const partners = all
    .filter(({ partner }) => scope.partner === undefined || scope.partner === partner)
    .map((one) => ({ ...one, ...(countsBySlug.get(one.partner) ?? none) }))
  return { partners, totals: total(partners) }
}

const none: PlacementCounts = { views: 0, starts: 0, signUps: 0 }
const total = (rows: PlacementCounts[]): PlacementCounts =>
  rows.reduce(
    (sum, { views, starts, signUps }) => ({
      views: sum.views + views,
      starts: sum.starts + starts,
      signUps: sum.signUps + signUps,
    }),
    none,
  )

function countsOf({ reader }: Database, { scope, training, from, to }: ReportFilter) {
  let query = reader
    .selectFrom('placement_count')
    .innerJoin('training', 'training.id', 'training_id')
    .where(trainingsWithin(scope))
  if (scope.partner !== undefined) query = query.where('placement_count.partner', '=', scope.partner)
  if (training !== undefined) query = query.where('training.slug', '=', training)
  if (from !== undefined) query = query.where('day', '>=', from)
  if (to !== undefined) query = query.where('day', '<=', to)
  return query
}
