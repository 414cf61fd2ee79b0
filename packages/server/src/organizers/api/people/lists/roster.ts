import type { AdminTraining, RegistrationList } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { activeStatuses } from '../../../../core/seats/transitions.ts'
import { readCounts, readWaiting } from '../../../../core/trainings/counts.ts'
import { readTraining, type StoredTraining } from '../../../../core/trainings/trainings.ts'
import { type Caller, may } from '../../../../platform/access/caller.ts'
import { peopleWithin } from '../../../../platform/access/within.ts'
import type { Tables } from '../../../../platform/db/schema.ts'
import { ProblemError } from '../../../../platform/problem.ts'
import type { System } from '../../../../platform/system.ts'
import { countLikelyPairs } from '../likely-pairs.ts'
import { listRegistrations } from './list-registrations.ts'
import { type ListQuery, tellsNeeds } from './registration-query.ts'

/** A training with the people on one page of its list, as someone sees them. */
export interface Roster {
  training: StoredTraining
  /** Everyone the caller sees in this training, by status. */
  counts: AdminTraining['seats']['counts']
  /** Omitted for someone who sees only a part of the people. */
  waitingForCode?: AdminTraining['waitingForCode']
  /** Omitted for someone who may not know who needs something. */
  withNeeds?: number
  /** How many pairs may be of the same person. Omitted for someone who decides nothing here. */
  duplicates?: number
  list: RegistrationList
}

type RosterQuery = Omit<ListQuery, 'training' | 'sensitive' | 'scope'>

/**
 * Returns one page of a training's people, and what the page around them says.
 * @throws {ProblemError} `not-found`, `forbidden` for what the caller may not know of people
 */
export async function readRoster(system: System, caller: Caller, slug: string, query: RosterQuery): Promise<Roster> {
  const training = await readTraining(system, slug)
  const { id } = training.row
  const { reader } = system.db
  const seesSensitive = may(caller, 'read-sensitive')
  const seesAll = caller.scope.agency === undefined
  if (tellsNeeds(query) && !seesSensitive) throw new ProblemError('forbidden')
  const list = await listRegistrations(system, {
    ...query,
    training: slug,
    scope: caller.scope,
    sensitive: seesSensitive,
  })
  return {
    training,
    list,
    counts: seesAll ? ((await readCounts(reader, [id])).get(id) ?? {}) : await countStatuses(reader, id, caller),
    ...(seesAll ? { waitingForCode: (await readWaiting(reader, [id])).get(id) ?? { requests: 0, heldSeats: 0 } } : {}),
    ...(seesAll && may(caller, 'change-people')
      ? { duplicates: (await countLikelyPairs(reader, [id]))[0]?.count ?? 0 }
      : {}),
    ...(seesSensitive ? { withNeeds: await countNeeds(reader, id, caller) } : {}),
  }
}

/** Counts the people of an agency. All people of a training are counted in `training_count`. */
async function countStatuses(db: Kysely<Tables>, id: string, { scope }: Caller): Promise<Roster['counts']> {
  const rows = await db
    .selectFrom('registration')
    .select(({ fn }) => ['status', fn.countAll().as('count')])
    .where('training_id', '=', id)
    .where(peopleWithin(scope))
    .groupBy('status')
    .execute()
  return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]))
}

async function countNeeds(db: Kysely<Tables>, id: string, { scope }: Caller): Promise<number> {
  const { count } = await db
    .selectFrom('registration')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('training_id', '=', id)
    .where('has_needs', '=', 1)
    .where('status', 'in', activeStatuses)
    .where(peopleWithin(scope))
    .executeTakeFirstOrThrow()
  return Number(count)
}
