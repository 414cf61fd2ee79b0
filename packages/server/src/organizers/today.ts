import type { Decision, Today, TrainingInput } from '@training-signup/contract'
import type { Kysely, Selectable } from 'kysely'
import { type Caller, may } from '../access/caller.ts'
import type { Tables } from '../db/schema.ts'
import type { TrainingTable } from '../db/tables/training.ts'
import { openStatuses } from '../registrations/transitions.ts'
import type { System } from '../system.ts'
import { readCounts } from '../trainings/counts.ts'
import { countPairs } from './pairs.ts'
import { comingTrainings } from './training-lists.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** A code comes within a minute or two. After this long, something keeps the person from it. */
const longWaitMs = 15 * minuteMs
/** Interpreters and captions take about two weeks to book. */
const bookingMs = 14 * dayMs
/** A week's notice of that. */
const noticeMs = 7 * dayMs
const longWaitingList = 5
/** Early enough to tell more people, or to call it off in time. */
const minimumMs = 14 * dayMs

type Row = Pick<
  Selectable<TrainingTable>,
  'id' | 'slug' | 'status' | 'starts_at' | 'closes_at' | 'capacity' | 'seats_taken' | 'input'
>
type Found = { training: Row; count: number; since?: string | null; until?: string | null }

/** Returns what needs a decision today, in the trainings that the caller reaches. */
export const readToday = async (system: System, caller: Caller): Promise<Today> => ({
  decisions: await findDecisions(system, caller, await comingTrainings(system, caller.scope)),
})

/** Returns what needs a decision in these trainings, in few statements however many they are. */
export async function findDecisions(
  { db: { reader }, now }: Pick<System, 'db' | 'now'>,
  caller: Caller,
  trainings: readonly Row[],
): Promise<Decision[]> {
  // A coordinator of one agency decides nothing.
  const published = trainings.filter(({ status }) => status === 'published')
  if (published.length === 0 || caller.scope.agency !== undefined) return []
  const at = now()
  const seesNeeds = may(caller, 'read-sensitive')
  return [
    ...decisions('bulk-actions', await findBulkActions(reader, published)),
    ...decisions('approvals', await findApprovals(reader, published)),
    ...decisions('requests', await findLongWaits(reader, published, new Date(at.getTime() - longWaitMs), at)),
    ...decisions('failed-emails', await findFailedEmails(reader, published)),
    ...decisions('held-emails', await findHeldEmails(reader, published)),
    ...decisions('accommodations', seesNeeds ? await findNeeds(reader, published, at) : []),
    ...decisions('duplicates', countedIn(published, await countPairs(reader, idsOf(published)))),
    ...decisions('minimum', await findBelowMinimum(reader, published, at)),
    ...decisions('full', await findFull(reader, published)),
  ]
}

const decisions = (kind: Decision['kind'], found: readonly Found[]): Decision[] =>
  found
    .filter(({ count }) => count > 0)
    .map(({ training, count, since = null, until = null }) => ({ kind, training: training.slug, count, since, until }))

interface Counted {
  training_id: string
  count: number | string | bigint
  since?: string | null
  until?: string | null
}

/** Pairs counts with their trainings, in the order of these. */
function countedIn(trainings: readonly Row[], rows: readonly Counted[]): Found[] {
  const byId = new Map(rows.map((row) => [row.training_id, row]))
  return trainings.flatMap((training) => {
    const row = byId.get(training.id)
    return row ? [{ training, count: Number(row.count), since: row.since ?? null, until: row.until ?? null }] : []
  })
}

const idsOf = (trainings: readonly Row[]) => trainings.map(({ id }) => id)

/** Bulk actions that can still be undone. */
const findBulkActions = async (db: Kysely<Tables>, trainings: readonly Row[]) =>
  countedIn(
    trainings,
    await db
      .selectFrom('bulk_action')
      .select(({ fn }) => [
        'training_id',
        fn.sum('people').as('count'),
        fn.min('created_at').as('since'),
        fn.min('due_at').as('until'),
      ])
      .where('training_id', 'in', idsOf(trainings))
      .where('started_at', 'is', null)
      .groupBy('training_id')
      .execute(),
  )

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
      .selectFrom('verification')
      .select(({ fn }) => ['training_id', fn.countAll().as('count'), fn.min('created_at').as('since')])
      .where('training_id', 'in', idsOf(trainings))
      .where('verified_at', 'is', null)
      .where('registration_id', 'is', null)
      .where('group_id', 'is', null)
      .where('created_at', '<=', before.toISOString())
      .where('ends_at', '>', now.toISOString())
      .groupBy('training_id')
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

async function findNeeds(db: Kysely<Tables>, trainings: readonly Row[], now: Date): Promise<Found[]> {
  const bookBy = ({ starts_at }: Row) => new Date(Date.parse(starts_at) - bookingMs)
  const near = trainings.filter((one) => bookBy(one).getTime() - noticeMs <= now.getTime())
  if (near.length === 0) return []
  const rows = await db
    .selectFrom('registration')
    .select(({ fn }) => ['training_id', fn.countAll().as('count')])
    .where('training_id', 'in', idsOf(near))
    .where('has_needs', '=', 1)
    .where('status', 'in', openStatuses)
    .groupBy('training_id')
    .execute()
  return countedIn(near, rows).map((one) => ({ ...one, until: bookBy(one.training).toISOString() }))
}

async function findFull(db: Kysely<Tables>, trainings: readonly Row[]): Promise<Found[]> {
  const full = trainings.filter(({ capacity, seats_taken }) => capacity !== null && seats_taken >= capacity)
  const counts = await readCounts(db, idsOf(full))
  return full
    .map((training) => ({ training, count: counts.get(training.id)?.waitlisted ?? 0 }))
    .filter(({ training, count }) => count >= Math.max(longWaitingList, (training.capacity ?? 0) / 10))
}

/**
 * Trainings that begin soon and have fewer people than make them worth holding, with how many are
 * missing.
 */
async function findBelowMinimum(db: Kysely<Tables>, trainings: readonly Row[], now: Date): Promise<Found[]> {
  const [from, to] = [now, new Date(now.getTime() + minimumMs)].map((one) => one.toISOString()) as [string, string]
  const near = trainings.flatMap((training) => {
    const { seats } = JSON.parse(training.input) as Partial<TrainingInput>
    const isNear = training.starts_at > from && training.starts_at <= to
    return isNear && seats?.minimum !== undefined ? [{ training, minimum: seats.minimum }] : []
  })
  const counts = await readCounts(
    db,
    near.map(({ training }) => training.id),
  )
  return near.map(({ training, minimum }) => ({
    training,
    count: minimum - (counts.get(training.id)?.confirmed ?? 0),
    until: training.closes_at,
  }))
}
