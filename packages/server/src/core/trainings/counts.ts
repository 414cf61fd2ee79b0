import type { AdminTraining } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'

/** Returns the number of registrations per training and status, without zeros. */
export async function readCounts(
  db: Kysely<Tables>,
  trainingIds: string[],
): Promise<Map<string, AdminTraining['seats']['counts']>> {
  if (trainingIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('training_count')
    .selectAll()
    .where('training_id', 'in', trainingIds)
    .where('count', '>', 0)
    .execute()
  const byTraining = Map.groupBy(rows, (row) => row.training_id)
  return new Map(
    [...byTraining].map(([id, counts]) => [id, Object.fromEntries(counts.map(({ status, count }) => [status, count]))]),
  )
}

/** Returns the number of sign-ups per training that wait for their code, without zeros. */
export async function readWaiting(
  db: Kysely<Tables>,
  trainingIds: string[],
): Promise<Map<string, AdminTraining['waitingForCode']>> {
  if (trainingIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('pending_sign_up')
    .innerJoin('proof', 'proof.id', 'pending_sign_up.id')
    .select(({ fn }) => ['pending_sign_up.training_id', fn.countAll().as('requests'), fn.sum('held_seats').as('held')])
    .where('pending_sign_up.training_id', 'in', trainingIds)
    .where('verified_at', 'is', null)
    .groupBy('pending_sign_up.training_id')
    .execute()
  return new Map(
    rows.map(({ training_id, requests, held }) => [
      training_id,
      { requests: Number(requests), heldSeats: Number(held) },
    ]),
  )
}

/**
 * Returns the number of addresses per training that wait to hear that they can register, without
 * zeros.
 */
export async function readAlerts(db: Kysely<Tables>, trainingIds: string[]): Promise<Map<string, number>> {
  if (trainingIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('alert')
    .innerJoin('proof', 'proof.id', 'alert.id')
    .select(({ fn }) => ['alert.training_id', fn.countAll().as('count')])
    .where('alert.training_id', 'in', trainingIds)
    .where('verified_at', 'is not', null)
    .groupBy('alert.training_id')
    .execute()
  return new Map(rows.map(({ training_id, count }) => [training_id, Number(count)]))
}
