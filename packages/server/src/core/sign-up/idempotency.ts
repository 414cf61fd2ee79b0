import { hash } from 'node:crypto'
import type { Insertable, Kysely } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Engine } from '../../platform/db/engine.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import { keepBuilt } from '../../platform/db/keep-built.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { IdempotencyTable } from '../../platform/db/tables/people/idempotency.ts'
import type { System } from '../../platform/system.ts'
import type { BareResult } from '../seats/result.ts'
import type { IdempotencyKey, SubmittedSignUp } from './submitted-sign-up.ts'

/** The response to a sign-up, with what its secret is made of in place of the secret. */
export type KeptResult = BareResult & {
  /** The id of the pending sign-up. */
  verification?: string
  /** What `formatResponded` made of the response. An earlier version kept only that there is one. */
  correction?: string | true
}

export interface KeptAnswer {
  requestHash: string
  /** A `KeptResult` as JSON. */
  answer: string
}

/** A key is stored for at least this long; after that it starts a new request. */
const keyLifetimeMs = 24 * 60 * 60_000

/**
 * Finds the stored responses for the keys of a batch. Responses of the batch itself are added as
 * they are decided.
 */
export async function findAnswers(engine: Pick<Engine, 'name'>, tx: Tx, requests: SubmittedSignUp[], now: string) {
  const keys = [...new Set(requests.flatMap(keysOf))]
  const kept = new Map<string, KeptAnswer>()
  const name = (key: string, trainingId: string) => `${key} ${trainingId}`
  if (keys.length > 0) {
    for (const row of await selectAnswers(engine, tx, keys, now))
      kept.set(name(row.key, row.training_id), { requestHash: row.request_hash, answer: row.answer })
  }
  return {
    get: (key: string, trainingId: string) => kept.get(name(key, trainingId)),
    add({ key, training_id, request_hash, answer }: Insertable<IdempotencyTable>) {
      kept.set(name(key, training_id), { requestHash: request_hash, answer })
    },
  }
}

const selectAnswers = keepBuilt((db, keys: readonly string[], now: string) =>
  db
    .selectFrom('idempotency')
    .select(['key', 'training_id', 'request_hash', 'answer'])
    .where('key', 'in', keys)
    .where('expires_at', '>', now),
)

/** Returns the hash that identifies equal requests. */
export const hashContent = (content: string) => hash('sha256', content, 'base64url')

const keysOf = ({ idempotency, replaces }: SubmittedSignUp): string[] => [
  ...(idempotency ? [idempotency.key] : []),
  ...(replaces?.responded ? [correctionKey(replaces)] : []),
]

/** The key under which a correction is noted. No request can send it: it has a space. */
export const correctionKey = ({ reference }: { reference: string }): string => `correction ${reference}`

/**
 * Returns the row that notes that a sign-up was corrected, whatever became of it. It names no
 * reference, so it outlives both sign-ups.
 */
export function correctionRow(
  trainingId: string,
  replaces: { reference: string },
  now: string,
): Insertable<IdempotencyTable> {
  const expires_at = new Date(Date.parse(now) + keyLifetimeMs).toISOString()
  const nothing = { request_hash: '', reference: '', answer: '' }
  return { training_id: trainingId, key: correctionKey(replaces), ...nothing, expires_at }
}

/** The key under which it is noted that someone was added at a door. No request can send it. */
const walkInKey = (id: string): string => `walk-in ${id}`

/**
 * Returns the row that notes that a walk-in’s id was used, for as long as its training is there. It names no reference,
 * so it outlives who was added: a door that sends them once more after an erasure must not add them.
 */
export function usedRow(trainingId: string, id: string): Insertable<IdempotencyTable> {
  const nothing = { request_hash: '', reference: '', answer: '' }
  return { training_id: trainingId, key: walkInKey(id), ...nothing, expires_at: '9999-12-31T00:00:00.000Z' }
}

/** Returns whether a walk-in’s id was used, whatever became of who was added. */
export async function isUsed(db: Kysely<Tables>, id: string): Promise<boolean> {
  const used = await db.selectFrom('idempotency').select('key').where('key', '=', walkInKey(id)).executeTakeFirst()
  return used !== undefined
}

/** Returns the row that stores the response to a request with a key. */
export function keptRow(request: SubmittedSignUp, result: KeptResult, now: string): Insertable<IdempotencyTable> {
  const { key, content } = request.idempotency as IdempotencyKey
  const expires_at = new Date(Date.parse(now) + keyLifetimeMs).toISOString()
  return {
    training_id: request.trainingId,
    key,
    request_hash: hashContent(content),
    reference: result.reference,
    answer: JSON.stringify(result),
    expires_at,
  }
}

// An expired key stays until it is cleared; a new request takes over its row.
export const insertAnswers = (rows: Insertable<IdempotencyTable>[]) =>
  insertRows(
    'idempotency',
    rows,
    `on conflict (key, training_id) do update set request_hash = excluded.request_hash, reference = excluded.reference,
      answer = excluded.answer, expires_at = excluded.expires_at`,
  )

/** Deletes the responses for expired keys. */
export async function forgetExpiredKeys({ db, now }: System): Promise<void> {
  await db.transaction((tx) => tx.deleteFrom('idempotency').where('expires_at', '<=', now().toISOString()).execute())
}
