import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import type { System } from '../../platform/system.ts'
import { isHeld } from './hold.ts'

/** Beyond this many, it is not worth the database’s time to count on. */
const mostCounted = 10_000

export interface QueueReader extends Pick<System, 'now'> {
  db: Pick<System['db'], 'reader'>
}

export interface QueueMeasures {
  /** Since when the first of them could have left; undefined if none is due. */
  dueSince: string | undefined
  /** How many are due, and how many are not done with, up to `mostCounted`. */
  due: number
  unsent: number
}

/** Counts rows, up to `mostCounted`. */
export async function countSome(
  reader: Kysely<Tables>,
  rows: SelectQueryBuilder<Tables, keyof Tables, { one: number }>,
): Promise<number> {
  const { counted } = await reader
    .selectFrom(rows.limit(mostCounted).as('some'))
    .select(({ fn }) => fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  return counted
}

/**
 * Measures the emails that could leave now. One that waits for the mail server is due since it would
 * have left; one that its own limits, its night, or its recipient’s server hold back is not.
 */
export async function measureOutbox({ db, now }: QueueReader): Promise<QueueMeasures> {
  const instant = now().toISOString()
  const unsent = db.reader.selectFrom('outbox').where('outcome', 'is', null)
  const due = unsent.where('due_at', '<=', instant).where((eb) => eb.not(isHeld(eb)))
  const waiting = unsent.where('waiting_since', 'is not', null).where((eb) => eb.not(isHeld(eb)))
  const count = (rows: typeof unsent) => countSome(db.reader, rows.select(sql<number>`1`.as('one')))
  const first = await due.select('due_at').orderBy('due_at').limit(1).executeTakeFirst()
  const stuck = await waiting.select('waiting_since').orderBy('waiting_since').limit(1).executeTakeFirst()
  return {
    dueSince: [first?.due_at, stuck?.waiting_since].filter((at) => typeof at === 'string').toSorted()[0],
    due: Math.min(mostCounted, (await count(due)) + (await count(waiting.where('due_at', '>', instant)))),
    unsent: await count(unsent),
  }
}
