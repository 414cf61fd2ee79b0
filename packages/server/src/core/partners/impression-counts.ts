import { type Insertable, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { ImpressionCountTable } from '../../platform/db/tables/trainings/impression-count.ts'

export type ImpressionCount = Insertable<ImpressionCountTable> & { sent: number }

// To find a day in a time zone takes longer than to store a sign-up, and most sign-ups are for a
// training of the same zone in the same minute as the one before.
let last = { minute: '', timeZone: '', day: '' }

/**
 * Returns the day of an instant, as `toISOString` writes it, in the training's time zone, like
 * 2027-03-06.
 */
export function dayAt(instant: string, timeZone: string): string {
  const minute = instant.slice(0, 'yyyy-mm-ddThh:mm'.length)
  if (minute === last.minute && timeZone === last.timeZone) return last.day
  const day = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()
  last = { minute, timeZone, day }
  return day
}

/**
 * Adds at least one count to the totals of partners' pages. Only existing partners get rows: anyone
 * can invent names, and the table must not grow with them. All writers lock the rows in one order,
 * so that two transactions cannot wait for each other.
 */
export const addImpressionCounts = (counts: ImpressionCount[]) => sql`
  insert into impression_count (partner, training_id, day, views, starts, sign_ups, sent)
  select coalesce(partner.slug, ''), column2, column3, sum(column4), sum(column5), sum(column6), sum(column7)
  from (values ${sql.join(addUp(counts).map(valuesOf))}) as given left join partner on partner.slug = column1
  group by 1, 2, 3 order by 1, 2, 3
  on conflict (partner, training_id, day) do update set
    views = impression_count.views + excluded.views,
    starts = impression_count.starts + excluded.starts,
    sign_ups = impression_count.sign_ups + excluded.sign_ups,
    sent = impression_count.sent + excluded.sent`

// Both engines call the columns of such values column1, column2, and so on.
const valuesOf = ({ partner, training_id, day, views, starts, sign_ups, sent }: ImpressionCount) =>
  sql`(${text(partner)}, ${text(training_id)}, ${text(day)}, ${whole(views)}, ${whole(starts)}, ${whole(sign_ups)}, ${whole(sent)})`

// PostgreSQL treats a bare parameter as text wherever it cannot infer the type.
const text = (value: string) => sql`cast(${value} as text)`
const whole = (value: number) => sql`cast(${value} as integer)`

function addUp(counts: ImpressionCount[]): ImpressionCount[] {
  const sums = new Map<string, ImpressionCount>()
  for (const { views, starts, sign_ups, sent, ...key } of counts) {
    const name = `${key.partner} ${key.training_id} ${key.day}`
    const sum = sums.get(name) ?? { ...key, views: 0, starts: 0, sign_ups: 0, sent: 0 }
    sums.set(name, {
      ...key,
      views: sum.views + views,
      starts: sum.starts + starts,
      sign_ups: sum.sign_ups + sign_ups,
      sent: sum.sent + sent,
    })
  }
  return [...sums.values()]
}
