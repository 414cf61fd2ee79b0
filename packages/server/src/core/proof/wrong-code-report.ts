import type { WrongCodes } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import type { System } from '../../platform/system.ts'
import { allWrongCodesPerDay, dayOf, sumsOf, wrongCodesPerDay, wrongShortCodesPerDay } from './code-budget.ts'

const dayMs = 24 * 60 * 60_000
/** A report to an organizer can be late. */
const keptDays = 7

export const noWrongCodes: WrongCodes = { today: 0, pausedUntil: null, longCodesUntil: null, pausedDomains: [] }

/** Returns today's wrong codes for each of the trainings, as organizers see them. */
export async function readWrongCodes(
  system: Pick<System, 'now'>,
  db: Kysely<Tables>,
  trainingIds: readonly string[],
): Promise<Map<string, WrongCodes>> {
  if (trainingIds.length === 0) return new Map()
  const now = system.now()
  const day = dayOf(now.toISOString())
  const counted = await db
    .selectFrom('wrong_code')
    .select(({ fn }) => ['training_id', fn.sum<number | string>('count').as('count')])
    .where('day', '=', day)
    .where('training_id', 'in', trainingIds)
    .groupBy('training_id')
    .execute()
  const domains = await findPausedDomains(db, { from: day, to: day })
  const { all, short } = await sumsOf(db, day).executeTakeFirstOrThrow()
  const counts = new Map(counted.map(({ training_id, count }) => [training_id, Number(count)]))
  const midnight = `${dayOf(new Date(now.getTime() + dayMs).toISOString())}T00:00:00.000Z`
  const isPaused = (today: number) => today >= wrongCodesPerDay || Number(all) >= allWrongCodesPerDay
  const longCodesUntil = Number(short) >= wrongShortCodesPerDay ? midnight : null
  const pausedDomains = domains.map(({ domain }) => domain)
  return new Map(
    trainingIds.map((id) => {
      const today = counts.get(id) ?? 0
      return [id, { today, pausedUntil: isPaused(today) ? midnight : null, longCodesUntil, pausedDomains }]
    }),
  )
}

/** Days, both included. */
interface Period {
  from: string
  to: string
}

/** Returns the mail domains whose codes were paused, in all trainings. */
export function findPausedDomains(
  db: Kysely<Tables>,
  { from, to }: Period,
): Promise<{ day: string; domain: string }[]> {
  return db
    .selectFrom('wrong_code')
    .select(['day', 'domain'])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy(['day', 'domain'])
    .having(({ fn }) => fn.sum('count'), '>=', wrongCodesPerDay)
    .orderBy('day')
    .orderBy('domain')
    .execute()
}

/** Returns the days on which a training accepted no more codes. */
export async function findPausedDays(db: Kysely<Tables>, trainingId: string, { from, to }: Period): Promise<string[]> {
  const rows = await db
    .selectFrom('wrong_code')
    .select('day')
    .where('training_id', '=', trainingId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy('day')
    .having(({ fn }) => fn.sum('count'), '>=', wrongCodesPerDay)
    .orderBy('day')
    .execute()
  return rows.map(({ day }) => day)
}

/**
 * Returns the days on which all trainings together had too many wrong codes: no more codes were
 * accepted, or new ones had 8 digits.
 */
export async function findDaysOfAll(
  db: Kysely<Tables>,
  { from, to }: Period,
): Promise<{ paused: string[]; long: string[] }> {
  const rows = await db
    .selectFrom('wrong_code')
    .select(({ fn }) => ['day', fn.sum('count').as('all'), fn.sum('short_count').as('short')])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy('day')
    .orderBy('day')
    .execute()
  const daysOf = (found: typeof rows) => found.map(({ day }) => day)
  return {
    paused: daysOf(rows.filter(({ all }) => Number(all) >= allWrongCodesPerDay)),
    long: daysOf(rows.filter(({ short }) => Number(short) >= wrongShortCodesPerDay)),
  }
}

/**
 * Returns the days that a report covers: those that ended between two instants, so that each day is
 * in one report.
 */
export const daysBetween = (since: string, until: string): Period => ({
  from: dayOf(since),
  to: dayOf(new Date(Date.parse(until) - dayMs).toISOString()),
})

/** Forgets counts that no report needs any more. */
export async function forgetWrongCodes(system: System): Promise<void> {
  const oldest = dayOf(new Date(system.now().getTime() - keptDays * dayMs).toISOString())
  await system.db.transaction((tx) => tx.deleteFrom('wrong_code').where('day', '<', oldest).execute())
}
