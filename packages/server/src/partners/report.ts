import type { PartnerReport, PartnerTotals, PlacementCounts } from '@training-signup/contract'
import type { Scope } from '../access/caller.ts'
import { trainingsWithin } from '../access/within.ts'
import type { Database } from '../db/database.ts'
import type { System } from '../system.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { findPartner, listPartners } from './partners.ts'
import { dayAt } from './placement-counts.ts'

export interface ReportFilter {
  scope: Scope
  /** The training's slug. */
  training?: string | undefined
  /** The first and the last day, both included. */
  from?: string | undefined
  to?: string | undefined
}

/**
 * Returns the counts of one partner's pages, day by day. Someone who sees this partner only gets
 * them as `partnerNumbers` shows them.
 * @throws {ProblemError} `not-found`
 */
export async function reportOnPartner(system: System, slug: string, filter: ReportFilter): Promise<PartnerReport> {
  await findPartner(system.db.reader, slug)
  await trainingIdOf(system, filter.training)
  const rows = await readDays(system, { ...filter, scope: { ...filter.scope, partner: slug } })
  const isPartner = filter.scope.partner !== undefined
  const found = isPartner ? rows.filter(({ isOver }) => isOver) : rows
  const show = isPartner ? inSteps : (counts: PlacementCounts) => counts
  return {
    partner: slug,
    rows: found.map(({ training, day, ...counts }) => ({ training, day, ...show(total([counts])) })),
    totals: show(total(found)),
  }
}

/**
 * Returns what a partner's pages brought for each training, as the partner sees it. Numbers of
 * people are in steps of five, and nothing is newer than yesterday: otherwise a partner could sign
 * someone up on its page, and see whether that person counts.
 * @throws {ProblemError} `not-found`
 */
export async function partnerNumbers(system: System, slug: string): Promise<PartnerNumbers[]> {
  await findPartner(system.db.reader, slug)
  const rows = await readDays(system, { scope: { trainings: 'all', partner: slug } })
  const byTraining = Map.groupBy(
    rows.filter(({ isOver }) => isOver),
    ({ training }) => training,
  )
  return [...byTraining].map(([training, days]) => ({ training, ...inSteps(total(days)) }))
}

export type PartnerNumbers = PlacementCounts & { training: string }

export const peoplePerStep = 5
const inSteps = (counts: PlacementCounts): PlacementCounts => ({
  ...counts,
  signUps: counts.signUps - (counts.signUps % peoplePerStep),
})

/**
 * Returns a partner's counts with whether they are final and public: of a day that is over where
 * the training is, and of one that visitors may know of.
 */
async function readDays(system: System, filter: ReportFilter) {
  const found = await countsOf(system.db, filter)
    .select(['training.slug as training', 'day', 'views', 'starts', 'sign_ups as signUps'])
    .select(['time_zone', 'training.status'])
    .orderBy('day')
    .orderBy('training.slug')
    .execute()
  const now = system.now().toISOString()
  return found
    .filter(({ views, starts, signUps }) => views + starts + signUps > 0)
    .map(({ time_zone, status, ...row }) => ({
      ...row,
      isOver: row.day < dayAt(now, time_zone) && status !== 'withdrawn' && status !== 'draft',
    }))
}

/**
 * Returns the counts of all partners' pages, sorted by name, and at the end those of pages without
 * a partner. Someone who does not reach all trainings sees the partners of those that they reach.
 * @throws {ProblemError} `not-found`
 */
export async function reportOnAll(system: System, filter: ReportFilter): Promise<PartnerTotals> {
  await trainingIdOf(system, filter.training)
  if (filter.scope.partner !== undefined) return reportOnOwn(system, filter.scope.partner, filter)
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
  const { trainings } = filter.scope
  const named = (await listPartners(system))
    .filter(({ slug }) => trainings === 'all' || countsBySlug.has(slug))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
  const all = [...named.map(({ slug, name }) => ({ partner: slug, name })), { partner: null, name: null }]
  const partners = all.map((one) => ({ ...one, ...(countsBySlug.get(one.partner) ?? none) }))
  return { partners, totals: total(partners) }
}

/** Counts the registrations that each of some partners' pages brought. */
export async function countSignUps(
  { db: { reader } }: Pick<System, 'db'>,
  partners: readonly string[],
): Promise<Map<string, number>> {
  const rows = await reader
    .selectFrom('placement_count')
    .select(({ fn }) => ['partner', fn.sum<number | string>('sign_ups').as('count')])
    .where('partner', 'in', ['', ...partners])
    .groupBy('partner')
    .execute()
  return new Map(rows.map(({ partner, count }) => [partner, Number(count)]))
}

async function reportOnOwn(system: System, slug: string, filter: ReportFilter): Promise<PartnerTotals> {
  const { name } = await findPartner(system.db.reader, slug)
  const { totals } = await reportOnPartner(system, slug, filter)
  return { partners: [{ partner: slug, name, ...totals }], totals }
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
