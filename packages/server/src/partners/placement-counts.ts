import { type Insertable, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../db/database.ts'
import type { PlacementCountTable } from '../db/tables/placement-count.ts'

export type PlacementCount = Insertable<PlacementCountTable>

/** The day of an instant where a training takes place, such as 2027-03-06. */
export const dayAt = (instant: string, timeZone: string) =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/**
 * Adds to what partners' pages have brought, at least one count. Only partners that there are get rows: anybody can make
 * names up, and the table must not grow with them. The rows are taken in one order by all, so that two transactions
 * cannot wait for each other.
 */
export const addPlacements = (tx: Tx, counts: PlacementCount[]) =>
  tx
    .insertInto('placement_count')
    .columns(['partner', 'training_id', 'day', 'views', 'starts', 'sign_ups'])
    .expression(
      tx
        .selectFrom(said(counts))
        .leftJoin('partner', 'partner.slug', 'said.column1')
        .select((eb) => [
          eb.fn.coalesce('partner.slug', sql.lit('')).as('known'),
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

// Both engines name the columns of such a table themselves, and alike.
interface Said {
  column1: string
  column2: string
  column3: string
  column4: number
  column5: number
  column6: number
}

function said(counts: PlacementCount[]) {
  const rows = addUp(counts).map(
    ({ partner, training_id, day, views, starts, sign_ups }) =>
      sql`(${text(partner)}, ${text(training_id)}, ${text(day)}, ${whole(views)}, ${whole(starts)}, ${whole(sign_ups)})`,
  )
  return sql<Said>`(values ${sql.join(rows)})`.as('said')
}

// PostgreSQL takes a bare parameter for text wherever it cannot tell.
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
