import type { Insertable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { IdempotencyTable } from '../db/tables/idempotency.ts'
import type { System } from '../system.ts'
import type { SignUpRequest } from './request.ts'

export interface KeptAnswer {
  requestHash: string
  answer: string
}

/** A key is stored for at least this long; after that it starts a new request. */
const keyLifetimeMs = 24 * 60 * 60_000

/**
 * Finds the stored responses for the keys of a batch. Responses of the batch itself are added as
 * they are decided.
 */
export async function findAnswers(tx: Tx, requests: SignUpRequest[], now: string) {
  const keys = [...new Set(requests.flatMap((request) => (request.idempotency ? [request.idempotency.key] : [])))]
  const kept = new Map<string, KeptAnswer>()
  const name = (key: string, trainingId: string) => `${key} ${trainingId}`
  if (keys.length > 0) {
    const rows = await tx
      .selectFrom('idempotency')
      .select(['key', 'training_id', 'request_hash', 'answer'])
      .where('key', 'in', keys)
      .where('expires_at', '>', now)
      .execute()
    for (const row of rows)
      kept.set(name(row.key, row.training_id), { requestHash: row.request_hash, answer: row.answer })
  }
  return {
    get: (key: string, trainingId: string) => kept.get(name(key, trainingId)),
    add(request: SignUpRequest, { answer }: { answer: string }) {
      const { key, hash } = request.idempotency as NonNullable<typeof request.idempotency>
      kept.set(name(key, request.trainingId), { requestHash: hash, answer })
    },
  }
}

/** Returns the row that stores the response to a request with a key. */
export function keptRow(
  request: SignUpRequest,
  { reference, answer }: { reference: string; answer: string },
  now: string,
): Insertable<IdempotencyTable> {
  const { key, hash } = request.idempotency as NonNullable<typeof request.idempotency>
  const expires_at = new Date(Date.parse(now) + keyLifetimeMs).toISOString()
  return { training_id: request.trainingId, key, request_hash: hash, reference, answer, expires_at }
}

// An expired key stays until it is cleared; a new request takes over its row.
export const insertAnswers = (tx: Tx, rows: Insertable<IdempotencyTable>[]) =>
  tx
    .insertInto('idempotency')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['key', 'training_id']).doUpdateSet((eb) => ({
        request_hash: eb.ref('excluded.request_hash'),
        reference: eb.ref('excluded.reference'),
        answer: eb.ref('excluded.answer'),
        expires_at: eb.ref('excluded.expires_at'),
      })),
    )

/** Deletes the responses for expired keys. */
export async function forgetExpiredKeys({ db, now }: System): Promise<void> {
  await db.transaction((tx) => tx.deleteFrom('idempotency').where('expires_at', '<=', now().toISOString()).execute())
}
