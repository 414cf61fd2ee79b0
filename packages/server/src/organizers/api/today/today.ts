import type { OpenDecision, Today } from '@training-signup/contract'
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import { type Caller, may, type Scope } from '../../../platform/access/caller.ts'
import { trainingsWithin } from '../../../platform/access/within.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import type { System } from '../../../platform/system.ts'
import { countOutcomes } from '../bulk/bulk-actions.ts'
import { countLikelyPairs } from '../people/likely-pairs.ts'
import type { TrainingRow } from '../trainings/training-lists.ts'
import { findOpenDays } from './after-end.ts'
import { findBelowMinimum, findFull, findNeeds, longWaitingList, soonMs } from './before-start.ts'
import { type CountedTraining, countedIn, idsOf, type Row } from './counted-in.ts'
import { readFirstSteps } from './first-steps.ts'

const minuteMs = 60_000
/** A code comes within a minute or two. After this long, something keeps the person from it. */
const longWaitMs = 15 * minuteMs

/** What needs a decision, and the trainings that it is about. */
interface Needed {
  decisions: OpenDecision[]
  trainings: TrainingRow[]
}

/** Returns what needs a decision today, in the trainings that the caller reaches. */
export const readToday = async (system: System, caller: Caller): Promise<Today> => ({
  decisions: (await findDecisions(system, caller)).decisions,
  firstSteps: await readFirstSteps(system, caller),
})

/**
 * Returns what needs a decision in the trainings that a caller reaches, in few statements however
 * many they are: only those in which something may wait are read.
 */
export async function findDecisions(system: Pick<System, 'db' | 'now'>, caller: Caller): Promise<Needed> {
  // A coordinator of one agency decides nothing.
  if (caller.scope.agency !== undefined) return { decisions: [], trainings: [] }
  const { reader } = system.db
  const at = system.now()
  const trainings = await readWaitingTrainings(reader, caller.scope, at)
  const openDays = await findOpenDays(reader, caller.scope, at)
  return {
    trainings: [...trainings, ...openDays.map(({ training }) => training)],
    decisions: [
      ...(trainings.length === 0 ? [] : await findBeforeEnd(reader, caller, trainings, at)),
      ...decisions('open-days', openDays),
    ],
  }
}

const findBeforeEnd = async (
  db: Kysely<Tables>,
  caller: Caller,
  trainings: readonly Row[],
  at: Date,
): Promise<OpenDecision[]> => [
  ...decisions('bulk-actions', await findBulkActions(db, trainings)),
  ...decisions('approvals', await findApprovals(db, trainings)),
  ...decisions('requests', await findLongWaits(db, trainings, new Date(at.getTime() - longWaitMs), at)),
  ...decisions('failed-emails', await findFailedEmails(db, trainings)),
  ...decisions('held-emails', await findHeldEmails(db, trainings)),
  ...decisions('accommodations', may(caller, 'read-sensitive') ? await findNeeds(db, trainings, at) : []),
  ...decisions('duplicates', countedIn(trainings, await countLikelyPairs(db, idsOf(trainings)))),
  ...decisions('minimum', await findBelowMinimum(db, trainings, at)),
  ...decisions('full', await findFull(db, trainings)),
]

/**
 * Returns the published trainings to come that begin soon, or in which anything waits. What waits
 * is little, and has its indexes; the trainings to come may be thousands.
 */
async function readWaitingTrainings(db: Kysely<Tables>, scope: Scope, at: Date): Promise<TrainingRow[]> {
  const rows = await db
    .selectFrom('training')
    .selectAll()
    .where(trainingsWithin(scope))
    .where((eb) => eb('id', 'in', thatMayWait(eb, at)))
    .where('status', '=', 'published')
    .where(sql<string>`coalesce(ends_at, '')`, '>', at.toISOString())
    .execute()
  return rows.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
}

function thatMayWait({ selectFrom }: ExpressionBuilder<Tables, 'training'>, at: Date) {
  const now = at.toISOString()
  const near = new Date(at.getTime() + soonMs).toISOString()
  const soon = selectFrom('training as soon')
    .select('soon.id')
    .where('soon.ends_at', '>', now)
    // Not by the index of starts, which has everything that is over.
    .where(sql<string>`coalesce(soon.starts_at, '')`, '<=', near)
  // Each by its own index: to leave out what is there twice would take them in the order of ids.
  return soon
    .unionAll(selectFrom('bulk_action').select('training_id as id').where('started_at', 'is', null))
    .unionAll(
      selectFrom('registration').select('training_id as id').where('registration.status', '=', 'pending_approval'),
    )
    .unionAll(
      selectFrom('proof')
        .innerJoin('pending_sign_up', 'pending_sign_up.id', 'proof.id')
        .select('pending_sign_up.training_id as id')
        .where('proof.ends_at', '>', now),
    )
    .unionAll(selectFrom('outbox').select('training_id as id').where('outcome', '=', 'failed'))
    .unionAll(
      selectFrom('outbox').select('training_id as id').where('outcome', 'is', null).where('held_for', 'is not', null),
    )
    .unionAll(selectFrom('likely_pair').select('training_id as id').where('told_apart_at', 'is', null))
    .unionAll(
      selectFrom('training_count')
        .select('training_id as id')
        .where('training_count.status', '=', 'waitlisted')
        .where('count', '>=', longWaitingList),
    )
}

const placeOf = ({ starts_at, slug }: TrainingRow) => `${starts_at} ${slug}`

const decisions = (kind: OpenDecision['kind'], found: readonly CountedTraining[]): OpenDecision[] =>
  found
    .filter(({ count }) => count > 0)
    .map(({ training, count, since = null, until = null }) => ({ kind, training: training.slug, count, since, until }))

/** Bulk actions that can still be undone, with the people who still wait for them. */
const findBulkActions = async (db: Kysely<Tables>, trainings: readonly Row[]) => {
  const waiting = await db
    .selectFrom('bulk_action')
    .select(['id', 'training_id', 'created_at', 'due_at'])
    .where('training_id', 'in', idsOf(trainings))
    .where('started_at', 'is', null)
    .execute()
  if (waiting.length === 0) return []
  const outcomes = await countOutcomes(
    db,
    waiting.map(({ id }) => id),
  )
  const actions = waiting.map((one) => ({ ...one, count: outcomes.get(one.id)?.waiting ?? 0 }))
  return countedIn(
    trainings,
    [...Map.groupBy(actions, ({ training_id }) => training_id)].map(([training_id, all]) => ({
      training_id,
      count: all.reduce((sum, { count }) => sum + count, 0),
      since: all.map(({ created_at }) => created_at).toSorted()[0] ?? null,
      until: all.map(({ due_at }) => due_at).toSorted()[0] ?? null,
    })),
  )
}

/** Leaves out people who wait for a bulk action. */
const findApprovals = async (db: Kysely<Tables>, trainings: readonly Row[]) =>
  countedIn(
    trainings,
    await db
      .selectFrom('registration')
      .select(({ fn }) => ['training_id', fn.countAll().as('count'), fn.min('created_at').as('since')])
      .where('training_id', 'in', idsOf(trainings))
      .where('status', '=', 'pending_approval')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('bulk_action_person')
              .select('registration_id')
              .whereRef('registration_id', '=', 'registration.id')
              .where('outcome', 'is', null),
          ),
        ),
      )
      .groupBy('training_id')
      .execute(),
  )

const findLongWaits = async (db: Kysely<Tables>, trainings: readonly Row[], before: Date, now: Date) =>
  countedIn(
    trainings,
    await db
      .selectFrom('pending_sign_up')
      .innerJoin('proof', 'proof.id', 'pending_sign_up.id')
      .select(({ fn }) => ['pending_sign_up.training_id', fn.countAll().as('count'), fn.min('created_at').as('since')])
      .where('pending_sign_up.training_id', 'in', idsOf(trainings))
      .where('verified_at', 'is', null)
      .where('created_at', '<=', before.toISOString())
      .where('ends_at', '>', now.toISOString())
      .groupBy('pending_sign_up.training_id')
      .execute(),
  )

/** Emails that failed, unless a later one has reached the same person or coordinator. */
const findFailedEmails = async (db: Kysely<Tables>, trainings: readonly Row[]) =>
  countedIn(
    trainings,
    await db
      .selectFrom('outbox')
      .select(({ fn }) => ['training_id', fn.countAll().as('count'), fn.min('created_at').as('since')])
      .where('training_id', 'in', idsOf(trainings))
      .where('outcome', '=', 'failed')
      .where(({ not, exists, or, selectFrom }) =>
        not(
          exists(
            selectFrom('outbox as later')
              .select('later.id')
              .where('later.outcome', '=', 'sent')
              .whereRef('later.id', '>', 'outbox.id')
              .where((eb) =>
                or([
                  eb('later.registration_id', '=', eb.ref('outbox.registration_id')),
                  eb('later.group_id', '=', eb.ref('outbox.group_id')),
                ]),
              ),
          ),
        ),
      )
      .groupBy('training_id')
      .execute(),
  )

const findHeldEmails = async (db: Kysely<Tables>, trainings: readonly Row[]) =>
  countedIn(
    trainings,
    await db
      .selectFrom('outbox')
      .select(({ fn }) => ['training_id', fn.countAll().as('count'), fn.min('created_at').as('since')])
      .where('training_id', 'in', idsOf(trainings))
      .where('outcome', 'is', null)
      .where('held_for', 'is not', null)
      .groupBy('training_id')
      .execute(),
  )
