import { setImmediate as turn } from 'node:timers/promises'
import type { ImpressionCounts, PartnerReport, PartnerTotals } from '@training-signup/contract'
import type { Scope } from '../../platform/access/caller.ts'
import { trainingsWithin } from '../../platform/access/within.ts'
import type { Database } from '../../platform/db/database.ts'
import { unknownCursor } from '../../platform/http/api/paging.ts'
import type { System } from '../../platform/system.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { dayAt } from './impression-counts.ts'
import { countInSteps } from './in-steps.ts'
import { findPartner } from './partners.ts'

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
  const { scope } = filter
  const found =
    scope.partner === undefined
      ? await readDays(system, { ...filter, scope: { ...scope, partner: slug } })
      : (await readOwnDays(system, { scope, training: filter.training })).filter(isWithin(filter))
  return {
    partner: slug,
    rows: found.map(({ training, day, ...counts }) => ({ training, day, ...total([counts]) })),
    totals: total(found),
  }
}

const isWithin =
  ({ from = '', to }: ReportFilter) =>
  ({ day }: { day: string }) =>
    day >= from && (to === undefined || day <= to)

/**
 * Returns what a partner's pages brought for each training, as the partner sees it. Numbers of
 * people are in steps of five, and nothing is newer than yesterday: otherwise a partner could sign
 * someone up on its page, and see whether that person counts.
 * @throws {ProblemError} `not-found`
 */
export async function partnerNumbers(system: System, slug: string): Promise<PartnerNumbers[]> {
  await findPartner(system.db.reader, slug)
  const days = await readOwnDays(system, { scope: { trainings: 'all', partner: slug } })
  const byTraining = Map.groupBy(days, ({ training }) => training)
  return [...byTraining].map(([training, some]) => ({ training, ...total(some) }))
}

export type PartnerNumbers = ImpressionCounts & { training: string }

/**
 * Returns a partner's days as the partner sees them. All of them are put into steps, whatever period
 * is asked for: periods that overlap would tell the count of a day.
 */
async function readOwnDays(system: System, filter: Pick<ReportFilter, 'scope' | 'training'>) {
  const over = (await readDays(system, filter)).filter(({ isOver }) => isOver)
  const arrivals = over.map((row) => ({ ...row, group: row.training, at: row.day, people: row.signUps }))
  return countInSteps(arrivals).map(({ people, ...row }) => ({ ...row, signUps: people }))
}

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
 * Returns a page of the counts of all partners' pages, by name, and at the end of the last page
 * those of pages without a partner. Someone who does not reach all trainings sees the partners of
 * those that they reach. The totals are of all pages.
 * @throws {ProblemError} `not-found`; `invalid-input` for a cursor that was not given out
 */
export async function reportOnAll(system: System, filter: ReportFilter, paging: Paging): Promise<PartnerTotals> {
  await trainingIdOf(system, filter.training)
  if (filter.scope.partner !== undefined) return reportOnOwn(system, filter.scope.partner, filter)
  const { page, nextCursor } = await readNames(system.db, filter, paging)
  const sums = await readSums(system, filter)
  const counts = ({ slug, name }: { slug: string | null; name: string | null }) => ({
    partner: slug,
    name,
    ...(sums.get(slug) ?? none),
  })
  const rest = nextCursor === null ? [counts({ slug: null, name: null })] : []
  return { partners: [...page.map(counts), ...rest], totals: total([...sums.values()]), nextCursor }
}

interface Paging {
  limit: number
  cursor?: string | undefined
}

async function readNames(db: Database, filter: ReportFilter, { limit, cursor }: Paging) {
  const names = db.reader.selectFrom('partner').select(['slug', 'name'])
  const last = cursor === undefined ? undefined : await names.where('slug', '=', cursor).executeTakeFirst()
  if (cursor !== undefined && !last) throw unknownCursor()
  const rows = await names
    .$if(filter.scope.trainings !== 'all', (query) =>
      query.where('slug', 'in', countsOf(db, filter).select('impression_count.partner')),
    )
    .$if(last !== undefined, (query) =>
      query.where(({ and, or, eb }) =>
        or([
          eb('name', '>', last?.name ?? ''),
          and([eb('name', '=', last?.name ?? ''), eb('slug', '>', cursor ?? '')]),
        ]),
      ),
    )
    .orderBy('name')
    .orderBy('slug')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  return { page, nextCursor: rows.length > limit ? (page.at(-1)?.slug ?? null) : null }
}

/** More would hold others up: each may have counts of many days. */
const partnersAtOnce = 100

/** Adds up the counts of each partner. Those of deleted partners belong to no partner: `null`. */
export async function readSums(
  { db }: Pick<System, 'db'>,
  filter: ReportFilter,
): Promise<Map<string | null, ImpressionCounts>> {
  const sums = new Map<string | null, ImpressionCounts>()
  for (let after: string | undefined, isLast = false; !isLast; await turn()) {
    const rows = await countsOf(db, filter)
      .leftJoin('partner', 'partner.slug', 'impression_count.partner')
      .select((eb) => [
        'impression_count.partner',
        'partner.slug',
        eb.fn.sum<number>('views').as('views'),
        eb.fn.sum<number>('starts').as('starts'),
        eb.fn.sum<number>('sign_ups').as('signUps'),
      ])
      .$if(after !== undefined, (query) => query.where('impression_count.partner', '>', after ?? ''))
      .groupBy(['impression_count.partner', 'partner.slug'])
      .orderBy('impression_count.partner')
      .limit(partnersAtOnce)
      .execute()
    for (const { slug, partner: _, ...counts } of rows) sums.set(slug, total([sums.get(slug) ?? none, counts]))
    after = rows.at(-1)?.partner
    isLast = rows.length < partnersAtOnce
  }
  return sums
}

/** Counts the registrations that each of some partners' pages brought. */
export async function countSignUps(
  { db: { reader } }: Pick<System, 'db'>,
  partners: readonly string[],
): Promise<Map<string, number>> {
  const rows = await reader
    .selectFrom('impression_count')
    .select(({ fn }) => ['partner', fn.sum<number | string>('sign_ups').as('count')])
    .where('partner', 'in', ['', ...partners])
    .groupBy('partner')
    .execute()
  return new Map(rows.map(({ partner, count }) => [partner, Number(count)]))
}

async function reportOnOwn(system: System, slug: string, filter: ReportFilter): Promise<PartnerTotals> {
  const { name } = await findPartner(system.db.reader, slug)
  const { totals } = await reportOnPartner(system, slug, filter)
  return { partners: [{ partner: slug, name, ...totals }], totals, nextCursor: null }
}

export const none: ImpressionCounts = { views: 0, starts: 0, signUps: 0 }
const total = (rows: ImpressionCounts[]): ImpressionCounts =>
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
    .selectFrom('impression_count')
    .innerJoin('training', 'training.id', 'training_id')
    .where(trainingsWithin(scope))
  if (scope.partner !== undefined) query = query.where('impression_count.partner', '=', scope.partner)
  if (training !== undefined) query = query.where('training.slug', '=', training)
  if (from !== undefined) query = query.where('day', '>=', from)
  if (to !== undefined) query = query.where('day', '<=', to)
  return query
}
