import type { AdminTraining } from '@training-signup/contract'
import type { Kysely, Selectable } from 'kysely'
import type { Tables } from '../db/schema.ts'
import type { TrainingTable } from '../db/tables/training.ts'
import { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'
import { readCounts, readWaiting } from '../trainings/counts.ts'
import { readInput } from '../trainings/trainings.ts'

/**
 * Returns a training as organizers see it.
 * @param db the transaction that has just changed it, if one has
 * @throws {ProblemError} `not-found`
 */
export async function readAdminTraining(
  system: System,
  slug: string,
  db: Kysely<Tables> = system.db.reader,
): Promise<AdminTraining> {
  const row = await db.selectFrom('training').selectAll().where('slug', '=', slug).executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  const counts = await readCounts(db, [row.id])
  return present(system, row, counts.get(row.id), (await readWaiting(db, [row.id])).get(row.id))
}

export async function listAdminTrainings(system: System): Promise<AdminTraining[]> {
  const rows = await system.db.reader.selectFrom('training').selectAll().orderBy('starts_at').orderBy('slug').execute()
  const ids = rows.map((row) => row.id)
  const counts = await readCounts(system.db.reader, ids)
  const waiting = await readWaiting(system.db.reader, ids)
  return rows.map((row) => present(system, row, counts.get(row.id), waiting.get(row.id)))
}

function present(
  system: System,
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
    links: { page: `${system.config.publicUrl}/t/${row.slug}` },
  }
}
