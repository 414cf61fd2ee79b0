import { type Insertable, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../db/database.ts'
import type { PlacementCountTable } from '../db/tables/placement-count.ts'

export type PlacementCount = Insertable<PlacementCountTable>

/** Returns the day of an instant in the training's time zone, like 2027-03-06. */
export const dayAt = (instant: string, timeZone: string) =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/**
 * Adds at least one count to the totals of partners' pages. Only existing partners get rows: anyone
 * can invent names, and the table must not grow with them. All writers lock the rows in one order,
 * so that two transactions cannot wait for each other.
 */
export const addPlacements = (tx: Tx, counts: PlacementCount[]) =>
  tx
    .insertInto('placement_count')
    .columns(['partner', 'training_id', 'day', 'views', 'starts', 'sign_ups'])
    .expression(
      tx
        .selectFrom(valuesTable(counts))
        .leftJoin('partner', 'partner.slug', 'given.column1')
        .select((eb) => [
          eb.fn.coalesce('partner.slug', sql.lit('')).as('partner'),
          'column2',
          'column3',
          eb.fn.sum<number>('column4').as('views'),
          eb.fn.sum<number>('column5').as('starts'),
          eb.fn.sum<number>('column6').as('sign_ups'),
        ])
        .groupBy(sql`1, 2, 3`)
        .orderBy(sql`1, 2, 3`),
    )
    .onConflict((conflict) =>
      conflict.columns(['partner', 'training_id', 'day']).doUpdateSet((eb) => ({
        views: eb('placement_count.views', '+', eb.ref('excluded.views')),
        starts: eb('placement_count.starts', '+', eb.ref('excluded.starts')),
        sign_ups: eb('placement_count.sign_ups', '+', eb.ref('excluded.sign_ups')),
      })),
    )

// Both engines give the columns of a values table these names.
interface ValuesRow {
  column1: string
  column2: string
  column3: string
  column4: number
  column5: number
  column6: number
}

function valuesTable(counts: PlacementCount[]) {
  const rows = addUp(counts).map(
    ({ partner, training_id, day, views, starts, sign_ups }) =>
      sql`(${text(partner)}, ${text(training_id)}, ${text(day)}, ${whole(views)}, ${whole(starts)}, ${whole(sign_ups)})`,
  )
  return sql<ValuesRow>`(values ${sql.join(rows)})`.as('given')
}

// PostgreSQL treats a bare parameter as text wherever it cannot infer the type.
const text = (value: string) => sql`cast(${value} as text)`
const whole = (value: number) => sql`cast(${value} as integer)`

function addUp(counts: PlacementCount[]): PlacementCount[] {
  const sums = new Map<string, PlacementCount>()
  for (const { views, starts, sign_ups, ...key } of counts) {
    const name = `${key.partner} ${key.training_id} ${key.day}`
    const sum = sums.get(name) ?? { ...key, views: 0, starts: 0, sign_ups: 0 }
    sums.set(name, {
      ...key,
      views: sum.views + views,
      starts: sum.starts + starts,
      sign_ups: sum.sign_ups + sign_ups,
    })
  }
  return [...sums.values()]
}
