import type { Insertable } from 'kysely'
import type { WebhookDeliveryTable } from '../db/tables/webhook.ts'
import type { Deps } from '../deps.ts'
import type { Happening } from './events.ts'

// A batch of sign-ups is one row and may hold hundreds of events.
const rowsPerTransaction = 5
const rowsPerStatement = 500

/**
 * Creates a delivery of each event for each webhook that wants it, exactly once among all
 * processes.
 */
export async function spreadHappenings(deps: Deps): Promise<void> {
  const isAnyEvent = () => deps.db.reader.selectFrom('webhook_event').select('id').limit(1).executeTakeFirst()
  while (await isAnyEvent()) if ((await spreadSome(deps)) === 0) return
}

const spreadSome = (deps: Deps): Promise<number> =>
  deps.db.transaction(async (tx) => {
    const noted = await tx
      .deleteFrom('webhook_event')
      .where('id', 'in', (query) =>
        query
          .selectFrom('webhook_event')
          .select('id')
          .orderBy('id')
          .limit(rowsPerTransaction)
          .$if(deps.db.name === 'postgres', (rows) => rows.forUpdate().skipLocked()),
      )
      .returningAll()
      .execute()
    const webhooks = await tx
      .selectFrom('webhook')
      .select(['id', 'events'])
      .where('state', '=', 'on')
      .orderBy('id')
      // Locked, because a webhook deleted meanwhile would leave its deliveries without one.
      .$if(deps.db.name === 'postgres', (rows) => rows.forKeyShare())
      .execute()
    const now = deps.now().toISOString()
    const rows = noted
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
      .flatMap(({ events, created_at }) =>
        (JSON.parse(events) as Happening[]).flatMap((happening) =>
          webhooks
            .filter((webhook) => wants(webhook.events, happening))
            .map(({ id }) => deliveryRow(deps, id, happening, created_at, now)),
        ),
      )
    for (let start = 0; start < rows.length; start += rowsPerStatement) {
      await tx
        .insertInto('webhook_delivery')
        .values(rows.slice(start, start + rowsPerStatement))
        .execute()
    }
    return noted.length
  })

function wants(events: string, { event }: Happening): boolean {
  const wanted = JSON.parse(events) as string[]
  return wanted.includes('*') || wanted.includes(event)
}

/** Returns a delivery that is due now. */
export function deliveryRow(
  deps: Pick<Deps, 'newId'>,
  webhookId: string,
  { event, ...data }: { event: string },
  happenedAt: string,
  now: string,
): Insertable<WebhookDeliveryTable> {
  return {
    id: deps.newId(),
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
