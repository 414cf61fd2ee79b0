import { type Kysely, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { System } from '../../platform/system.ts'

/**
 * Adds up the counts of each month that has been over for a year, as those of its first day: a job. Reports by month
 * and in all stay the same, and for a training the table has at most one row a partner and month.
 */
export async function foldCounts(system: System): Promise<void> {
  const today = Temporal.PlainDate.from(system.now().toISOString().slice(0, 10))
  const limit = today.with({ day: 1 }).subtract({ years: 1 }).toString()
  for (const part of await findMonths(system.db.reader, limit)) {
    if (system.isStopping()) return
    await system.db.transaction((tx) => foldMonth(tx, part))
  }
}

interface MonthOfTraining {
  training_id: string
  /** Like 2027-03. */
  month: string
}

const findMonths = (db: Kysely<Tables>, limit: string): Promise<MonthOfTraining[]> =>
  db
    .selectFrom('impression_count')
    .select(['training_id', sql<string>`substr(day, 1, 7)`.as('month')])
    .distinct()
    .where('day', '<', limit)
    .where(sql<string>`substr(day, 9)`, '<>', '01')
    .orderBy('training_id')
    .orderBy('month')
    .execute()

async function foldMonth(tx: Tx, { training_id, month }: MonthOfTraining): Promise<void> {
  const days = await tx
    .deleteFrom('impression_count')
    .where('training_id', '=', training_id)
    .where('day', '>=', `${month}-01`)
    .where('day', '<=', `${month}-31`)
    .returning(['partner', 'views', 'starts', 'sign_ups', 'sent'])
    .execute()
  const rows = [...Map.groupBy(days, ({ partner }) => partner)].map(([partner, counts]) => ({
    partner,
    training_id,
    day: `${month}-01`,
    views: sum(counts.map(({ views }) => views)),
    starts: sum(counts.map(({ starts }) => starts)),
    sign_ups: sum(counts.map((one) => one.sign_ups)),
    // No day has more such views than views, and what was not counted on one is not known of the month.
    sent: counts.some(({ sent }) => sent === null)
      ? null
      : sum(counts.map(({ sent, views }) => Math.min(sent ?? 0, views))),
  }))
  if (rows.length > 0) await tx.insertInto('impression_count').values(rows).execute()
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)
