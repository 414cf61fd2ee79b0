import { createHash } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { WebhookDeliveryTable } from '../../platform/db/tables/webhook.ts'
import type { System } from '../../platform/system.ts'
import type { RecordedEvent } from './events.ts'

// A batch of sign-ups is one row and may hold hundreds of events.
const rowsPerTransaction = 5
const rowsPerStatement = 500

/**
 * Creates a delivery of each event for each webhook that wants it, exactly once among all
 * processes.
 */
export async function fanOutEvents(system: System): Promise<void> {
  const isAnyEvent = () => system.db.reader.selectFrom('webhook_event').select('id').limit(1).executeTakeFirst()
  while (await isAnyEvent()) if ((await fanOutBatch(system)) === 0) return
}

const fanOutBatch = (system: System): Promise<number> =>
  system.db.unsynced(async (tx) => {
    const recorded = await tx
      .deleteFrom('webhook_event')
      .where('id', 'in', (query) =>
        query
          .selectFrom('webhook_event')
          .select('id')
          .orderBy('id')
          .limit(rowsPerTransaction)
          .$if(system.db.name === 'postgres', (rows) => rows.forUpdate().skipLocked()),
      )
      .returningAll()
      .execute()
    const webhooks = await tx
      .selectFrom('webhook')
      .select(['id', 'events'])
      .where('state', '=', 'on')
      .orderBy('id')
      // Locked, because a webhook deleted in the meantime would leave its deliveries without one.
      .$if(system.db.name === 'postgres', (rows) => rows.forKeyShare())
      .execute()
    const now = system.now().toISOString()
    const rows = recorded
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
      .flatMap(({ id: rowId, events, created_at }) =>
        (JSON.parse(events) as RecordedEvent[]).flatMap((event, index) =>
          webhooks
            .filter((webhook) => wants(webhook.events, event))
            .map((webhook) => deliveryRow(idOf(rowId, index, webhook.id), webhook.id, event, created_at, now)),
        ),
      )
    for (let start = 0; start < rows.length; start += rowsPerStatement) {
      await tx
        .insertInto('webhook_delivery')
        .values(rows.slice(start, start + rowsPerStatement))
        .execute()
    }
    return recorded.length
  })

/**
 * Returns the id of a delivery: the same each time, because a power cut can undo what was already
 * sent. It is in order with the ids of other deliveries.
 */
function idOf(rowId: string, index: number, webhookId: string): string {
  const hash = createHash('sha256').update(`${rowId} ${index} ${webhookId}`).digest('hex')
  // A UUID of version 7 begins with its time, and its 20th character is the variant.
  return `${rowId.slice(0, 20)}${(index % 4096).toString(16).padStart(3, '0')}-${hash.slice(0, 12)}`
}

function wants(events: string, { event }: RecordedEvent): boolean {
  const wanted = JSON.parse(events) as string[]
  return wanted.includes('*') || wanted.includes(event)
}

/** Returns a delivery that is due now. */
export function deliveryRow(
  id: string,
  webhookId: string,
  { event, ...data }: { event: string },
  happenedAt: string,
  now: string,
): Insertable<WebhookDeliveryTable> {
  return {
    id,
    webhook_id: webhookId,
    event,
    data: JSON.stringify(data),
    happened_at: happenedAt,
    due_at: now,
    tries: 0,
    outcome: null,
    last_status: null,
    last_error: null,
    done_at: null,
    created_at: now,
  }
}
