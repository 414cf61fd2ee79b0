import type { AdminTraining } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { TrainingTable } from '../db/tables/training.ts'
import type { Deps } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import { readCounts, readWaiting } from '../trainings/counts.ts'
import { readInput } from '../trainings/trainings.ts'

/**
 * Returns a training as organizers see it.
 * @throws {ProblemError} `not-found`
 */
export async function readAdminTraining(deps: Deps, slug: string): Promise<AdminTraining> {
  const row = await deps.db.reader.selectFrom('training').selectAll().where('slug', '=', slug).executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  const counts = await readCounts(deps, [row.id])
  return present(deps, row, counts.get(row.id), (await readWaiting(deps, [row.id])).get(row.id))
}

export async function listAdminTrainings(deps: Deps): Promise<AdminTraining[]> {
  const rows = await deps.db.reader.selectFrom('training').selectAll().orderBy('starts_at').orderBy('slug').execute()
  const ids = rows.map((row) => row.id)
  const counts = await readCounts(deps, ids)
  const waiting = await readWaiting(deps, ids)
  return rows.map((row) => present(deps, row, counts.get(row.id), waiting.get(row.id)))
}

function present(
  deps: Deps,
  row: Selectable<TrainingTable>,
  counts: AdminTraining['seats']['counts'] = {},
  waitingForCode: AdminTraining['waitingForCode'] = { requests: 0, heldSeats: 0 },
): AdminTraining {
  return {
    training: readInput(row),
    seats: { capacity: row.capacity, taken: row.seats_taken, counts },
    waitingForCode,
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    links: { page: `${deps.config.publicUrl}/t/${row.slug}` },
  }
}
