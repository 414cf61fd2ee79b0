// What trainings need once they are over: their day closed, so that people get what it counts for.
import type { Kysely } from 'kysely'
import type { Scope } from '../../../platform/access/caller.ts'
import { trainingsWithin } from '../../../platform/access/within.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import type { TrainingRow } from '../trainings/training-lists.ts'

/** What no one has closed by then, no one will. */
const rememberedMs = 60 * 24 * 60 * 60_000
const most = 25

/** Finds trainings that are over and whose day is not closed, with how many people were seen there, the latest first. */
export async function findOpenDays(
  db: Kysely<Tables>,
  scope: Scope,
  now: Date,
): Promise<{ training: TrainingRow; count: number }[]> {
  const rows = await db
    .selectFrom('training')
    .selectAll('training')
    .select(({ selectFrom }) =>
      selectFrom('mark')
        .whereRef('mark.training_id', '=', 'training.id')
        .select(({ fn }) => fn.count('registration_id').distinct().as('seen'))
        .as('seen'),
    )
    .where(trainingsWithin(scope))
    .where('training.status', '=', 'published')
    .where('training.ends_at', '<=', now.toISOString())
    .where('training.ends_at', '>', new Date(now.getTime() - rememberedMs).toISOString())
    .where('training.day_closed_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('mark').select('mark.id').whereRef('mark.training_id', '=', 'training.id')),
    )
    .orderBy('training.ends_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(({ seen, ...training }) => ({ training, count: Number(seen) }))
}
