import type { ExpressionBuilder, Selectable } from 'kysely'
import type { Scope } from '../access/caller.ts'
import { trainingsWithin } from '../access/within.ts'
import type { Tables } from '../db/schema.ts'
import type { TrainingTable } from '../db/tables/training.ts'
import type { System } from '../system.ts'

export type TrainingRow = Selectable<TrainingTable>
type Reading = Pick<System, 'db' | 'now'>

/** Returns the announced trainings within a scope that are not over, the next one first. */
export const comingTrainings = (system: Reading, scope: Scope): Promise<TrainingRow[]> =>
  within(system, scope)
    .where('status', 'in', ['published', 'cancelled'])
    .where('ends_at', '>', system.now().toISOString())
    .orderBy('starts_at')
    .orderBy('slug')
    .execute()

/** Returns the trainings within a scope that are over or withdrawn, the latest first. */
export const pastTrainings = (system: Reading, scope: Scope): Promise<TrainingRow[]> =>
  within(system, scope).where(isPast(system)).orderBy('starts_at', 'desc').orderBy('slug').execute()

/** Returns the drafts within a scope, the one changed last first. */
export const draftTrainings = (system: Reading, scope: Scope): Promise<TrainingRow[]> =>
  within(system, scope).where('status', '=', 'draft').orderBy('updated_at', 'desc').orderBy('slug').execute()

/** Returns how many trainings within a scope are past, and how many are drafts. */
export async function countOthers(system: Reading, scope: Scope): Promise<{ past: number; drafts: number }> {
  const { past, drafts } = await within(system, scope)
    .clearSelect()
    .select(({ fn }) => [
      fn.count('id').filterWhere(isPast(system)).as('past'),
      fn.count('id').filterWhere('status', '=', 'draft').as('drafts'),
    ])
    .executeTakeFirstOrThrow()
  return { past: Number(past), drafts: Number(drafts) }
}

const within = ({ db }: Reading, scope: Scope) =>
  db.reader.selectFrom('training').selectAll().where(trainingsWithin(scope))

const isPast =
  ({ now }: Reading) =>
  (eb: ExpressionBuilder<Tables, 'training'>) =>
    eb.or([
      eb('status', '=', 'withdrawn'),
      eb.and([eb('status', '!=', 'draft'), eb('ends_at', '<=', now().toISOString())]),
    ])
