import { setImmediate as turn } from 'node:timers/promises'
import type { Language, PeriodCounts, PeriodGrouping, PeriodReport } from '@training-signup/contract'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type Arrival, countInSteps } from '../../../core/partners/in-steps.ts'
import { namePartners } from '../../../core/partners/partner-choices.ts'
import { findPartner } from '../../../core/partners/partners.ts'
import { formatMonth } from '../../../core/trainings/local-time.ts'
import { everything } from '../../../platform/access/caller.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/index.ts'

export interface PeriodQuery {
  /** The first and the last day, both included. */
  from: string
  to: string
  by: PeriodGrouping
  /** The slug of the only partner to count. */
  partner?: string | undefined
  lang: Language
}

const noCounts: PeriodCounts = { views: 0, starts: 0, registered: 0, seats: 0, came: 0 }
export const periodColumns = ['views', 'starts', 'registered', 'seats', 'came'] as const

/**
 * Counts what all trainings brought in a period: what pages brought on its days, and who came to
 * the trainings that ended on them. People are counted in steps, see `countInSteps`: no count of a
 * few people follows from the report, nor from reports about other periods.
 * @throws {ProblemError} `not-found` for a partner that does not exist; `invalid-input`
 */
export async function reportOnPeriod(system: System, query: PeriodQuery): Promise<PeriodReport> {
  const { by, partner, lang } = query
  const period = { from: query.from, to: [query.to, lastDay(system.now())].toSorted()[0] ?? query.to }
  if (period.from > query.to) throw unordered()
  const only = partner === undefined ? undefined : await findPartner(system.db.reader, partner)
  const found = [
    ...(await readImpressions(system, { ...period, partner })),
    ...(await readHeld(system, { ...period, partner })),
  ]
  const names = await namePartners(system, everything, [...new Set(found.map((one) => one.partner))])
  const counted = countCells(found)
  const keyOf = (one: Counted) => (by === 'month' ? one.month : names.has(one.partner) ? one.partner : '')
  const labelOf = (key: string) =>
    by === 'month'
      ? formatMonth(`${key}-15T12:00:00Z`, 'UTC', lang)
      : (names.get(key) ?? say(lang, 'admin.period.other'))
  const rows = [...Map.groupBy(counted, keyOf)]
    .map(([key, cells]) => ({ key, label: labelOf(key), ...sumOf(cells) }))
    .toSorted((one, other) =>
      by === 'month'
        ? one.key < other.key
          ? -1
          : 1
        : lastIfOther(one, other) || one.label.localeCompare(other.label, lang),
    )
  const trainings = await countTrainings(system.db.reader, period)
  return { ...period, by, partner: partner ?? null, name: only?.name ?? null, trainings, rows, total: sumOf(counted) }
}

/** What is on the way, and pages without a partner, stand last. */
const lastIfOther = (one: { key: string }, other: { key: string }) => Number(one.key === '') - Number(other.key === '')

const unordered = () =>
  new ProblemError('invalid-input', {
    errors: [{ parameter: 'from', code: 'order', message: 'Use a first day that is not after the last day.' }],
  })

const hourMs = 60 * 60_000
/** Returns the last day that is over in every time zone. */
const lastDay = (now: Date): string => new Date(now.getTime() - 36 * hourMs).toISOString().slice(0, 10)

/** Returns a period as it was chosen: without a choice, from the first day of the year to the last. */
export function periodOf(
  { now }: Pick<System, 'now'>,
  { from, to }: { from?: string | undefined; to?: string | undefined },
) {
  const last = to ?? lastDay(now())
  return { from: from ?? `${last.slice(0, 4)}-01-01`, to: last }
}

/** Counts of a partner in a month; in the month '' what was before the period. */
interface Cell {
  partner: string
  month: string
  views: number
  starts: number
  registered: number
  came: number
  absent: number
}
type Counted = PeriodCounts & Pick<Cell, 'partner' | 'month'>

/** Puts people into steps, partner by partner, and leaves out what was before the period. */
function countCells(cells: readonly Cell[]): Counted[] {
  const kinds = ['registered', 'came', 'absent'] as const
  const arrivals = cells.flatMap((one) =>
    kinds.map((kind): Arrival & { cell: Cell; kind: (typeof kinds)[number] } => ({
      group: `${kind} ${one.partner}`,
      at: one.month,
      people: one[kind],
      cell: one,
      kind,
    })),
  )
  const inSteps = new Map<Cell, Cell>(cells.map((one) => [one, { ...one, registered: 0, came: 0, absent: 0 }]))
  for (const { cell, kind, people } of countInSteps(arrivals)) {
    const shown = inSteps.get(cell)
    if (shown) shown[kind] = people
  }
  return [...inSteps.values()]
    .filter(({ month }) => month !== '')
    .map(({ came, absent, ...one }) => ({ ...one, came, seats: came + absent }))
}

const sumOf = (cells: readonly PeriodCounts[]): PeriodCounts => {
  const sum = { ...noCounts }
  for (const one of cells) for (const column of periodColumns) sum[column] += one[column]
  return sum
}

interface Period {
  from: string
  to: string
  partner?: string | undefined
}

/** More would hold others up: each may have counts of many days. */
const partnersAtOnce = 100

/** The month of a day of the period; '' before it. */
const monthOf = (from: string): RawBuilder<string> =>
  sql<string>`case when day < cast(${from} as text) then '' else substr(day, 1, 7) end`

async function readImpressions(system: System, { from, to, partner }: Period): Promise<Cell[]> {
  const cells: Cell[] = []
  for await (const some of partnersOf(system.db.reader, 'impression_count', partner)) {
    const rows = await system.db.reader
      .selectFrom('impression_count')
      .select(({ fn }) => [
        'partner',
        monthOf(from).as('month'),
        fn.sum<number | string>('views').as('views'),
        fn.sum<number | string>('starts').as('starts'),
        fn.sum<number | string>('sign_ups').as('registered'),
      ])
      .where('partner', 'in', some)
      .where('day', '<=', to)
      .groupBy(['partner', 'month'])
      .execute()
    for (const { partner: slug, month, ...counts } of rows)
      cells.push({ partner: slug, month, ...numbersOf(counts), came: 0, absent: 0 })
  }
  return cells
}

async function readHeld(system: System, { from, to, partner }: Period): Promise<Cell[]> {
  const cells: Cell[] = []
  for await (const some of partnersOf(system.db.reader, 'held_count', partner)) {
    const rows = await system.db.reader
      .selectFrom('held_count')
      .select(({ fn }) => [
        'partner',
        monthOf(from).as('month'),
        fn.sum<number | string>('came').as('came'),
        fn.sum<number | string>('absent').as('absent'),
      ])
      .where('partner', 'in', some)
      .where('day', '<=', to)
      .groupBy(['partner', 'month'])
      .execute()
    for (const { partner: slug, month, ...counts } of rows)
      cells.push({ partner: slug, month, views: 0, starts: 0, registered: 0, ...numbersOf(counts) })
  }
  return cells
}

/** PostgreSQL counts in texts. */
const numbersOf = <Counts extends Record<string, number | string>>(counts: Counts) =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)])) as Record<
    keyof Counts,
    number
  >

/** Yields the partners that have counts, some at a time. */
async function* partnersOf(
  db: Kysely<Tables>,
  table: 'impression_count' | 'held_count',
  only: string | undefined,
): AsyncGenerator<string[]> {
  if (only !== undefined) return yield [only]
  for (let after: string | undefined, isLast = false; !isLast; await turn()) {
    const rows = await db
      .selectFrom(table as 'held_count')
      .select('partner')
      .distinct()
      .$if(after !== undefined, (query) => query.where('partner', '>', after ?? ''))
      .orderBy('partner')
      .limit(partnersAtOnce)
      .execute()
    if (rows.length > 0) yield rows.map((row) => row.partner)
    after = rows.at(-1)?.partner
    isLast = rows.length < partnersAtOnce
  }
}

async function countTrainings(db: Kysely<Tables>, { from, to }: Period): Promise<number> {
  const { held } = await db
    .selectFrom('held_count')
    .select(({ fn }) => fn.count<number | string>('training_id').distinct().as('held'))
    .where('day', '>=', from)
    .where('day', '<=', to)
    .executeTakeFirstOrThrow()
  return Number(held)
}
