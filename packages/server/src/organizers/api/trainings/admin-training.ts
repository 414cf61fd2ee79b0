import type { AdminTraining } from '@training-signup/contract'
import type { Kysely, Selectable } from 'kysely'
import { noWrongCodes, readWrongCodes } from '../../../core/proof/wrong-code-report.ts'
import { readAlerts, readCounts, readWaiting } from '../../../core/trainings/counts.ts'
import { readInput } from '../../../core/trainings/trainings.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import type { TrainingTable } from '../../../platform/db/tables/trainings/training.ts'
import { mapInTurns } from '../../../platform/http/map-in-turns.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { type Asked, everyTraining } from './training-lists.ts'
import { warningsAbout } from './training-warnings.ts'

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
  return (await presentAll(system, [row], db))[0] as AdminTraining
}

/** Returns a page of the trainings within a scope as organizers see them, by their start. */
export async function listAdminTrainings(
  system: System,
  scope: Scope,
  asked: Asked,
): Promise<{ trainings: AdminTraining[]; nextCursor: string | null }> {
  const { rows, nextCursor } = await everyTraining(system, scope, asked)
  return { trainings: await presentAll(system, rows, system.db.reader), nextCursor }
}

async function presentAll(
  system: System,
  rows: Selectable<TrainingTable>[],
  db: Kysely<Tables>,
): Promise<AdminTraining[]> {
  const ids = rows.map((row) => row.id)
  const counts = await readCounts(db, ids)
  const waiting = await readWaiting(db, ids)
  const alerts = await readAlerts(db, ids)
  const wrongCodes = await readWrongCodes(system, db, ids)
  return mapInTurns(rows, (row) => {
    const input = readInput(row)
    return {
      ...withWarnings(input),
      // Those for walk-ins included.
      seats: { capacity: input.seats.capacity, taken: row.seats_taken, counts: counts.get(row.id) ?? {} },
      waitingForCode: waiting.get(row.id) ?? { requests: 0, heldSeats: 0 },
      waitingForAlert: alerts.get(row.id) ?? 0,
      wrongCodes: wrongCodes.get(row.id) ?? noWrongCodes,
      revision: row.revision,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      links: { page: `${system.config.publicUrl}/t/${row.slug}` },
    }
  })
}

const withWarnings = (training: AdminTraining['training']) => ({ training, warnings: warningsAbout(training) })
