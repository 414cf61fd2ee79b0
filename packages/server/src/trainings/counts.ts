import type { AdminTraining } from '@training-signup/contract'
import type { Deps } from '../deps.ts'

/** Registrations per training and status, those without any left out. */
export async function readCounts(
  deps: Deps,
  trainingIds: string[],
): Promise<Map<string, AdminTraining['seats']['counts']>> {
  if (trainingIds.length === 0) return new Map()
  const rows = await deps.db.reader
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
