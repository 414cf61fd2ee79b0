import { isIP } from 'node:net'
import type { Webhook, WebhookInput, WebhookPatch, WebhookWithSecret } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { oneAtATime } from '../../platform/db/one-at-a-time.ts'
import type { WebhookTable } from '../../platform/db/tables/webhook.ts'
import { hostOf, isOneOf, isPublicAddress } from '../../platform/http/addresses.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { newSecret } from './sign.ts'

type Row = Selectable<WebhookTable>

/** Lists webhooks in order of creation. */
export async function listWebhooks(system: System): Promise<Webhook[]> {
  const rows = await system.db.reader.selectFrom('webhook').selectAll().orderBy('id').execute()
  const counts = await countDeliveries(system)
  return rows.map((row) => webhookOf(row, counts))
}

/**
 * Returns the webhook without its secret.
 * @throws {ProblemError} `not-found`
 */
export async function readWebhook(system: System, id: string): Promise<Webhook> {
  const row = await system.db.reader.selectFrom('webhook').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  return webhookOf(row, await countDeliveries(system, id))
}

type Counts = Map<string, { waiting: number; failed: number }>

async function countDeliveries(system: System, webhookId?: string): Promise<Counts> {
  let query = system.db.reader
    .selectFrom('webhook_delivery')
    .select(({ fn }) => ['webhook_id', 'outcome', fn.countAll<number>().as('count')])
    .where(({ or, eb }) => or([eb('outcome', 'is', null), eb('outcome', '=', 'failed')]))
    .groupBy(['webhook_id', 'outcome'])
  if (webhookId !== undefined) query = query.where('webhook_id', '=', webhookId)
  const counts: Counts = new Map()
  for (const { webhook_id, outcome, count } of await query.execute()) {
    const soFar = counts.get(webhook_id) ?? { waiting: 0, failed: 0 }
    counts.set(webhook_id, { ...soFar, [outcome === null ? 'waiting' : 'failed']: count })
  }
  return counts
}

const webhookOf = (row: Row, counts: Counts = new Map()): Webhook => ({
  id: row.id,
  url: row.url,
  events: JSON.parse(row.events) as Webhook['events'],
  state: row.state,
  rotating: row.previous_secret !== null,
  ...(counts.get(row.id) ?? { waiting: 0, failed: 0 }),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** A request can come again for this long, because its answer was lost. */
const repeatedWithinMs = 24 * 60 * 60_000

/**
 * Creates a webhook, and returns it with its secret. A second with the same address and events is not
 * created on the same day: the first is returned.
 * @throws {ProblemError} `invalid-input` when nothing may be sent to this URL
 */
export async function createWebhook(system: System, input: WebhookInput): Promise<WebhookWithSecret> {
  requireOpenAddress(system, input.url)
  const now = system.now().toISOString()
  const row: Row = {
    id: system.newId(),
    url: input.url,
    events: JSON.stringify(input.events),
    state: 'on',
    secret: newSecret(system),
    previous_secret: null,
    busy_until: now,
    paused_until: '',
    created_at: now,
    updated_at: now,
  }
  const kept = await system.db.transaction(async (tx) => {
    // A request that comes twice at the same time creates one.
    await oneAtATime(system, tx, 'webhook')
    const before = await findEqual(tx, row)
    if (!before) await tx.insertInto('webhook').values(row).execute()
    return before ?? row
  })
  return { ...webhookOf(kept, await countDeliveries(system, kept.id)), secret: kept.secret }
}

/** Finds a webhook that an equal request has created, and that no one has changed since. */
const findEqual = (tx: Tx, { url, events, created_at }: Row): Promise<Row | undefined> =>
  tx
    .selectFrom('webhook')
    .selectAll()
    .where('url', '=', url)
    .where('events', '=', events)
    .where('created_at', '>', new Date(Date.parse(created_at) - repeatedWithinMs).toISOString())
    .whereRef('updated_at', '=', 'created_at')
    .orderBy('id')
    .executeTakeFirst()

/**
 * Changes the given members of the webhook.
 * @param patch What to change. A function gets the webhook under its lock, and can refuse.
 * @throws {ProblemError} `not-found`; `invalid-input` when nothing may be sent to this URL
 */
export async function changeWebhook(
  system: System,
  id: string,
  patch: WebhookPatch | ((present: Webhook) => WebhookPatch),
): Promise<void> {
  await system.db.transaction(async (tx) => {
    const present = await lockWebhook(system, tx, id)
    const { url, events, state } = typeof patch === 'function' ? patch(webhookOf(present)) : patch
    if (url !== undefined) requireOpenAddress(system, url)
    await update(system, tx, id, {
      // A new receiver has not asked for a pause.
      ...(url === undefined || url === present.url ? {} : { url, paused_until: '' }),
      ...(events === undefined ? {} : { events: JSON.stringify(events) }),
      ...(state === undefined ? {} : { state }),
    })
  })
}

async function lockWebhook({ db }: System, tx: Tx, id: string): Promise<Row> {
  const row = await tx
    .selectFrom('webhook')
    .selectAll()
    .where('id', '=', id)
    .$if(db.name === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  return row
}

/**
 * Creates a new secret. The old one also signs until the rotation is finished.
 * @throws {ProblemError} `not-found`; `rotation-open` while receivers may know only the old secret
 */
export async function rotateSecret(system: System, id: string): Promise<string> {
  const secret = newSecret(system)
  await system.db.transaction(async (tx) => {
    const row = await lockWebhook(system, tx, id)
    if (row.previous_secret !== null) throw new ProblemError('rotation-open')
    await update(system, tx, id, { secret, previous_secret: row.secret })
  })
  return secret
}

/**
 * Ends the rotation: from now on only the new secret signs.
 * @throws {ProblemError} `not-found`
 */
export const finishRotation = (system: System, id: string): Promise<void> =>
  system.db.transaction((tx) => update(system, tx, id, { previous_secret: null }))

/**
 * Deletes a webhook with all of its deliveries.
 * @throws {ProblemError} `not-found`
 */
export async function deleteWebhook(system: System, id: string): Promise<void> {
  const { numDeletedRows } = await system.db.transaction((tx) =>
    tx.deleteFrom('webhook').where('id', '=', id).executeTakeFirst(),
  )
  if (numDeletedRows === 0n) throw new ProblemError('not-found')
}

async function update(system: System, tx: Tx, id: string, changes: Partial<Row>): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('webhook')
    .set({ ...changes, updated_at: system.now().toISOString() })
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new ProblemError('not-found')
}

/** Checks what the URL alone shows. Each delivery checks where its name resolves to. */
function requireOpenAddress({ config }: System, address: string) {
  const url = new URL(address)
  if (isOneOf(config.webhookAllow, url)) return
  const host = hostOf(url)
  const isOpen = isIP(host) ? isPublicAddress(host) : host.includes('.')
  if (url.protocol === 'https:' && isOpen) return
  throw new ProblemError('invalid-input', {
    errors: [
      {
        pointer: '/url',
        code: 'address',
        message: 'Use an https:// address on the public internet. The operator can allow others with WEBHOOK_ALLOW.',
      },
    ],
  })
}
