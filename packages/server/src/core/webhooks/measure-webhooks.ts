import { sql } from 'kysely'
import type { System } from '../../platform/system.ts'
import { isHeld } from '../outbox/hold.ts'
import { countSome, type QueueMeasures, type QueueReader } from '../outbox/measure-outbox.ts'

/**
 * Measures the deliveries that could leave now. One whose receiver refused it, or asked for a pause,
 * is due again later.
 */
export async function measureWebhooks({ db, now }: QueueReader): Promise<QueueMeasures> {
  const instant = now().toISOString()
  const unsent = db.reader
    .selectFrom('webhook_delivery')
    .innerJoin('webhook', 'webhook.id', 'webhook_id')
    .select(sql<number>`1`.as('one'))
    .where('state', '=', 'on')
    .where('outcome', 'is', null)
  const due = unsent
    .where('due_at', '<=', instant)
    .where('paused_until', '<=', instant)
    .where((eb) => eb.not(isHeld(eb)))
  return {
    dueSince: await firstDue(db.reader, instant),
    due: await countSome(db.reader, due),
    unsent: await countSome(db.reader, unsent),
  }
}

/** Looks up one delivery of each webhook: there are few of these, and any number of those. */
async function firstDue(reader: System['db']['reader'], instant: string): Promise<string | undefined> {
  const firsts = await reader
    .selectFrom('webhook')
    .where('state', '=', 'on')
    .where('paused_until', '<=', instant)
    .where((eb) => eb.not(isHeld(eb)))
    .select(({ selectFrom }) =>
      selectFrom('webhook_delivery')
        .select('due_at')
        .whereRef('webhook_delivery.webhook_id', '=', 'webhook.id')
        .where('outcome', 'is', null)
        .where('due_at', '<=', instant)
        .orderBy('due_at')
        .limit(1)
        .as('due_at'),
    )
    .execute()
  return firsts.flatMap(({ due_at }) => (typeof due_at === 'string' ? [due_at] : [])).toSorted()[0]
}
