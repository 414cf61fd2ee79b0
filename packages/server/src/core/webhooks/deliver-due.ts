import { setTimeout as delay } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import { deleteInBatches, rowsPerBatch } from '../../platform/db/delete-in-batches.ts'
import type { WebhookDeliveryTable, WebhookTable } from '../../platform/db/tables/webhook.ts'
import { logFailure } from '../../platform/ops/log-failure.ts'
import type { System } from '../../platform/system.ts'
import { isHeld } from '../outbox/hold.ts'
import { mostTries, nextTry, reasonOf } from '../outbox/next-try.ts'
import { postTo } from './deliver.ts'
import { fanOutEvents } from './fan-out.ts'
import { readRetryAfter } from './retry-after.ts'
import { signedHeaders } from './sign.ts'

type Hook = Selectable<WebhookTable>
type Delivery = Selectable<WebhookDeliveryTable>

/** Receivers that one process delivers to in parallel. */
const receiversAtOnce = 20
const deliveriesAtOnce = 2
// With the longest wait of each round, still far below a lease.
const roundsPerLease = 4
const leaseMs = 3 * 60_000
/** Pause after a receiver failed, whatever else waits for it. */
const restMs = 10_000
/** The same after the database failed. */
const restFromDatabaseMs = 1_000
const lookAgainMs = 1_000

/**
 * Delivers to webhooks until nothing is due. Safe in any number of processes: each leases a
 * receiver for a while. So a slow receiver gets few requests and delays neither other receivers nor
 * sign-ups.
 */
export async function deliverWebhooks(system: System): Promise<void> {
  const flying = new Set<Promise<void>>()
  for (;;) {
    if (!system.isStopping()) {
      await fanOutEvents(system)
      for (const hook of await takeHooks(system, receiversAtOnce - flying.size)) {
        const flight = serve(system, hook)
          .catch(leaveHook(system, hook))
          .finally(() => flying.delete(flight))
        flying.add(flight)
      }
    }
    if (flying.size === 0) return
    await Promise.race([...flying, delay(lookAgainMs, undefined, { ref: false })])
  }
}

// A database error for one receiver must not stop the others. If it can't be let go either, its lease ends by itself.
const leaveHook =
  ({ log }: System, { id }: Hook) =>
  (error: unknown) =>
    logFailure(log, error, { webhook: id }, 'a webhook delivery failed')

async function takeHooks(system: System, most: number): Promise<Hook[]> {
  // Negative after PostgreSQL has leased more than asked: it may run the inner query once per row.
  if (most <= 0 || !(await freeHooks(system, system.db.reader, 1).executeTakeFirst())) return []
  const lease = new Date(system.now().getTime() + leaseMs).toISOString()
  return system.db.unsynced((tx) =>
    tx
      .updateTable('webhook')
      .set({ busy_until: lease })
      .where('id', 'in', () =>
        freeHooks(system, tx, most).$if(system.db.name === 'postgres', (rows) => rows.forNoKeyUpdate().skipLocked()),
      )
      .returningAll()
      .execute(),
  )
}

/**
 * Selects webhooks without a lease that have a due delivery, those first that have waited longest.
 */
function freeHooks(system: System, db: System['db']['reader'], most: number) {
  const now = system.now().toISOString()
  return db
    .selectFrom('webhook')
    .select('webhook.id')
    .where('state', '=', 'on')
    .where('busy_until', '<=', now)
    .where('paused_until', '<=', now)
    .where((eb) => eb.not(isHeld(eb)))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('webhook_delivery')
          .select('webhook_delivery.id')
          .whereRef('webhook_delivery.webhook_id', '=', 'webhook.id')
          .where('outcome', 'is', null)
          .where('due_at', '<=', now),
      ),
    )
    .orderBy('busy_until')
    .orderBy('webhook.id')
    .limit(most)
}

async function serve(system: System, hook: Hook): Promise<void> {
  try {
    const { isReachable, pausedUntil } = await serveRounds(system, hook)
    await letGo(system, hook, isReachable ? 0 : restMs, pausedUntil)
  } catch (error) {
    // What was delivered and could not be noted is delivered again, under its id.
    await letGo(system, hook, restFromDatabaseMs)
    throw error
  }
}

async function serveRounds(system: System, hook: Hook) {
  let isReachable = true
  let pausedUntil: string | undefined
  for (let round = 0; round < roundsPerLease && isReachable && !system.isStopping(); round++) {
    const due = await dueDeliveries(system, hook)
    if (due.length === 0) break
    // All of them, before another process may begin.
    const ended = await Promise.allSettled(due.map((delivery) => deliver(system, hook, delivery)))
    const outcomes = ended.map((one) => {
      if (one.status === 'rejected') throw one.reason
      return one.value
    })
    isReachable = outcomes.every(({ isTaken }) => isTaken)
    pausedUntil = outcomes
      .flatMap(({ retryAt }) => retryAt ?? [])
      .toSorted()
      .at(-1)
  }
  return { isReachable, pausedUntil }
}

/** Lets others serve a receiver after a rest. */
async function letGo(system: System, hook: Hook, rest: number, pausedUntil?: string): Promise<void> {
  const freeAt = new Date(system.now().getTime() + rest).toISOString()
  const write = () =>
    system.db.unsynced(async (tx) => {
      const own = tx.updateTable('webhook').where('id', '=', hook.id).where('busy_until', '=', hook.busy_until)
      // If an organizer has changed its URL in the meantime, the new receiver has not asked for a
      // pause.
      if (pausedUntil !== undefined) await own.set({ paused_until: pausedUntil }).where('url', '=', hook.url).execute()
      await own.set({ busy_until: freeAt }).execute()
    })
  // Once more after a connection that broke: else no one serves it until its lease ends.
  await write().catch(write)
}

const dueDeliveries = (system: System, hook: Hook): Promise<Delivery[]> =>
  system.db.reader
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('webhook_id', '=', hook.id)
    .where('outcome', 'is', null)
    .where('due_at', '<=', system.now().toISOString())
    .orderBy('due_at')
    .orderBy('id')
    .limit(deliveriesAtOnce)
    .execute()

interface Outcome {
  isTaken: boolean
  /** When a receiver that refused it wants the next request, if it said so. */
  retryAt: string | undefined
}

/** Tries once. */
async function deliver(system: System, hook: Hook, delivery: Delivery): Promise<Outcome> {
  const { id, event, happened_at, data } = delivery
  // Always the same bytes, although built anew: a receiver may get a delivery twice.
  const body = JSON.stringify({ type: event, id, timestamp: happened_at, data: JSON.parse(data) as unknown })
  const secrets = hook.previous_secret === null ? [hook.secret] : [hook.secret, hook.previous_secret]
  const { retryAfter, ...answer } = await postTo(
    system,
    hook.url,
    signedHeaders(id, system.now(), body, secrets),
    body,
  ).then(
    (reply) => ({ last_status: reply.status, last_error: null, retryAfter: reply.retryAfter }),
    (error: unknown) => ({ last_status: null, last_error: reasonOf(error), retryAfter: undefined }),
  )
  const isTaken = answer.last_status !== null && answer.last_status >= 200 && answer.last_status < 300
  if (answer.last_status === 410) await turnOff(system, hook)
  const outcome = { isTaken, retryAt: isTaken ? undefined : readRetryAfter(retryAfter, system.now()) }
  await settle(system, hook, delivery, answer, outcome)
  return outcome
}

/**
 * Turns off a webhook whose receiver says that it is gone. It gets nothing until an organizer turns
 * it on again.
 */
async function turnOff(system: System, { id, updated_at }: Hook) {
  const { numUpdatedRows } = await system.db.transaction((tx) =>
    tx
      .updateTable('webhook')
      .set({ state: 'gone' })
      .where('id', '=', id)
      // If an organizer has changed its URL in the meantime, the new one is not gone.
      .where('updated_at', '=', updated_at)
      .executeTakeFirst(),
  )
  if (numUpdatedRows > 0n) system.log.warn({ webhook: id }, 'a webhook returned 410 and was turned off')
}

type Answer = Pick<Delivery, 'last_status' | 'last_error'>

/**
 * Stores the outcome while this process still has the lease. Otherwise the next holder of the lease
 * knows better.
 */
async function settle(system: System, hook: Hook, delivery: Delivery, answer: Answer, { isTaken }: Outcome) {
  const tries = delivery.tries + 1
  const isGivenUp = !isTaken && (answer.last_status === 410 || tries >= mostTries)
  const end = isTaken ? 'delivered' : isGivenUp ? 'failed' : null
  await system.db.unsynced((tx) =>
    tx
      .updateTable('webhook_delivery')
      .set({
        ...answer,
        tries,
        outcome: end,
        ...(end === null ? { due_at: nextTry(system, tries) } : { done_at: system.now().toISOString() }),
      })
      .where('id', '=', delivery.id)
      .where('webhook_id', 'in', (query) =>
        query.selectFrom('webhook').select('id').where('id', '=', hook.id).where('busy_until', '=', hook.busy_until),
      )
      .execute(),
  )
  if (isGivenUp)
    system.log.warn({ webhook: hook.id, delivery: delivery.id, ...answer }, 'gave up on a webhook delivery')
}

const keptMs = 30 * 24 * 60 * 60_000

/** Deletes deliveries after 30 days: long enough to investigate failures and to replay them. */
export async function forgetDeliveries(system: System): Promise<void> {
  const since = new Date(system.now().getTime() - keptMs).toISOString()
  await deleteInBatches(system, (tx) =>
    tx
      .deleteFrom('webhook_delivery')
      .where('id', 'in', (query) =>
        query.selectFrom('webhook_delivery').select('id').where('created_at', '<', since).limit(rowsPerBatch),
      )
      .executeTakeFirstOrThrow(),
  )
}
