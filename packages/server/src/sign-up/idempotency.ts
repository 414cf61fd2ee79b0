import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import type { AdmissionRequest } from './request.ts'

export interface KeptAnswer {
  requestHash: string
  answer: string
}

/** A key is remembered this long, at least; afterwards the same key is a new request. */
export const keyLifetimeMs = 24 * 60 * 60_000

/** The answers that were given to these keys before; answers of the same batch are added as they are decided. */
export async function findAnswers(tx: Tx, requests: AdmissionRequest[], now: string) {
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
    add(request: AdmissionRequest, { answer }: { answer: string }) {
      const { key, hash } = request.idempotency as NonNullable<typeof request.idempotency>
      kept.set(name(key, request.trainingId), { requestHash: hash, answer })
    },
  }
}

/** Removes the answers to keys whose time is over. */
export async function forgetExpiredKeys({ db, now }: Parts): Promise<void> {
  await db.transaction((tx) => tx.deleteFrom('idempotency').where('expires_at', '<=', now().toISOString()).execute())
}
