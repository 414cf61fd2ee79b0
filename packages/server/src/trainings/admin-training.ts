import type { AdminTraining } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { TrainingTable } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import { readInput } from './trainings.ts'

/** @throws {ProblemError} `not-found` */
export async function readAdminTraining(deps: Deps, slug: string): Promise<AdminTraining> {
  const row = await deps.db.reader.selectFrom('training').selectAll().where('slug', '=', slug).executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  return present(deps, row, (await readCounts(deps, [row.id])).get(row.id))
}

export async function listAdminTrainings(deps: Deps): Promise<AdminTraining[]> {
  const rows = await deps.db.reader.selectFrom('training').selectAll().orderBy('starts_at').orderBy('slug').execute()
  const counts = await readCounts(
    deps,
    rows.map((row) => row.id),
  )
  return rows.map((row) => present(deps, row, counts.get(row.id)))
}

function present(
  deps: Deps,
  row: Selectable<TrainingTable>,
  counts: AdminTraining['seats']['counts'] = {},
): AdminTraining {
  return {
    training: readInput(row),
    seats: { capacity: row.capacity, taken: row.seats_taken, counts },
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    links: { page: `${deps.config.publicUrl}/t/${row.slug}` },
  }
}

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
