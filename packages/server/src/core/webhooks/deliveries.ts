import type { WebhookDelivery, WebhookDeliveryList } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { WebhookDeliveryTable } from '../../platform/db/tables/webhook.ts'
import { cutPage } from '../../platform/http/api/paging.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { deliveryRow } from './fan-out.ts'

interface Page {
  status?: WebhookDelivery['status'] | undefined
  limit: number
  /** The id of the last delivery on the previous page. */
  cursor?: string | undefined
}

/**
 * Lists deliveries, the newest first.
 * @throws {ProblemError} `not-found`
 */
export async function listDeliveries(
  system: System,
  webhookId: string,
  { status, limit, cursor }: Page,
): Promise<WebhookDeliveryList> {
  const hook = await system.db.reader
    .selectFrom('webhook')
    .select('paused_until')
    .where('id', '=', webhookId)
    .executeTakeFirst()
  if (!hook) throw new ProblemError('not-found')
  let query = system.db.reader
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('webhook_id', '=', webhookId)
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (cursor !== undefined) query = query.where('id', '<', cursor)
  if (status === 'waiting') query = query.where('outcome', 'is', null)
  else if (status !== undefined) query = query.where('outcome', '=', status)
  const { page, nextCursor } = cutPage(await query.execute(), limit)
  return { deliveries: page.map((row) => deliveryOf(row, hook.paused_until)), nextCursor }
}

const deliveryOf = (row: Selectable<WebhookDeliveryTable>, pausedUntil = ''): WebhookDelivery => ({
  id: row.id,
  event: row.event,
  data: JSON.parse(row.data) as WebhookDelivery['data'],
  status: row.outcome ?? 'waiting',
  attempts: row.tries,
  lastStatus: row.last_status,
  lastError: row.last_error,
  dueAt: row.outcome !== null ? null : row.due_at > pausedUntil ? row.due_at : pausedUntil,
  doneAt: row.done_at,
  createdAt: row.created_at,
})

/**
 * Makes a delivery due again under the same id, with three more days of tries.
 * @throws {ProblemError} `not-found`; `webhook-off`
 */
export const replayDelivery = (system: System, id: string): Promise<WebhookDelivery> =>
  system.db.transaction(async (tx) => {
    const found = await tx.selectFrom('webhook_delivery').select('webhook_id').where('id', '=', id).executeTakeFirst()
    if (!found) throw new ProblemError('not-found')
    await endPause(tx, found.webhook_id)
    const row = await tx
      .updateTable('webhook_delivery')
      .set({ outcome: null, tries: 0, due_at: system.now().toISOString(), done_at: null })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new ProblemError('not-found')
    return deliveryOf(row)
  })

/**
 * Sends a test event without meaning.
 * @throws {ProblemError} `not-found`; `webhook-off`
 */
export const sendTest = (system: System, webhookId: string): Promise<WebhookDelivery> =>
  system.db.transaction(async (tx) => {
    await endPause(tx, webhookId)
    const now = system.now().toISOString()
    const row = await tx
      .insertInto('webhook_delivery')
      .values(deliveryRow(system.newId(), webhookId, { event: 'webhook.test' }, now, now))
      .returningAll()
      .executeTakeFirstOrThrow()
    return deliveryOf(row)
  })

/** Sends again although the receiver asked for a pause: an organizer wants to know. */
async function endPause(tx: Tx, webhookId: string) {
  const hook = await tx
    .updateTable('webhook')
    .set({ paused_until: '' })
    .where('id', '=', webhookId)
    .returning('state')
    .executeTakeFirst()
  if (!hook) throw new ProblemError('not-found')
  if (hook.state !== 'on') throw new ProblemError('webhook-off')
}
