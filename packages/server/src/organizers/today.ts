import type { Decision, Today, TrainingInput } from '@training-signup/contract'
import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely'
import { type Caller, may, type Scope } from '../access/caller.ts'
import { trainingsWithin } from '../access/within.ts'
import type { Tables } from '../db/schema.ts'
import type { TrainingTable } from '../db/tables/training.ts'
import { hashOfRequest, requestIn } from '../people/accommodation-request.ts'
import { openStatuses } from '../registrations/transitions.ts'
import type { System } from '../system.ts'
import { readCounts } from '../trainings/counts.ts'
import { countOutcomes } from './bulk-actions.ts'
import { countPairs } from './pairs.ts'
import type { TrainingRow } from './training-lists.ts'

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

/** What needs a decision, and the trainings that it is about. */
interface Needed {
  decisions: Decision[]
  trainings: TrainingRow[]
}

/** Returns what needs a decision today, in the trainings that the caller reaches. */
export const readToday = async (system: System, caller: Caller): Promise<Today> => ({
  decisions: (await findDecisions(system, caller)).decisions,
})

/**
 * Returns what needs a decision in the trainings to come that a caller reaches, in few statements
 * however many they are: only those in which something may wait are read.
 */
export async function findDecisions(system: Pick<System, 'db' | 'now'>, caller: Caller): Promise<Needed> {
  // A coordinator of one agency decides nothing.
  if (caller.scope.agency !== undefined) return { decisions: [], trainings: [] }
  const { reader } = system.db
  const at = system.now()
  const trainings = await readWaitingTrainings(reader, caller.scope, at)
  if (trainings.length === 0) return { decisions: [], trainings }
  const seesNeeds = may(caller, 'read-sensitive')
  return {
    trainings,
    decisions: [
      ...decisions('bulk-actions', await findBulkActions(reader, trainings)),
      ...decisions('approvals', await findApprovals(reader, trainings)),
      ...decisions('requests', await findLongWaits(reader, trainings, new Date(at.getTime() - longWaitMs), at)),
      ...decisions('failed-emails', await findFailedEmails(reader, trainings)),
      ...decisions('held-emails', await findHeldEmails(reader, trainings)),
      ...decisions('accommodations', seesNeeds ? await findNeeds(reader, trainings, at) : []),
      ...decisions('duplicates', countedIn(trainings, await countPairs(reader, idsOf(trainings)))),
      ...decisions('minimum', await findBelowMinimum(reader, trainings, at)),
      ...decisions('full', await findFull(reader, trainings)),
    ],
  }
}

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
  const near = new Date(at.getTime() + bookingMs + noticeMs).toISOString()
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
    .unionAll(selectFrom('verification').select('training_id as id').where('verification.ends_at', '>', now))
    .unionAll(selectFrom('outbox').select('training_id as id').where('outcome', '=', 'failed'))
    .unionAll(
      selectFrom('outbox').select('training_id as id').where('outcome', 'is', null).where('held_for', 'is not', null),
    )
    .unionAll(selectFrom('pair').select('training_id as id').where('told_apart_at', 'is', null))
    .unionAll(
      selectFrom('training_count')
        .select('training_id as id')
        .where('training_count.status', '=', 'waitlisted')
        .where('count', '>=', longWaitingList),
    )
}

const placeOf = ({ starts_at, slug }: TrainingRow) => `${starts_at} ${slug}`

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
  const needing = db
    .selectFrom('registration')
    .where('training_id', 'in', idsOf(near))
    .where('has_needs', '=', 1)
    .where('registration.status', 'in', openStatuses)
  const rows = await needing
    .select(({ fn }) => ['training_id', fn.countAll().as('count')])
    .groupBy('training_id')
    .execute()
  if (rows.length === 0) return []
  const noted = await needing
    .innerJoin('accommodation', 'registration_id', 'registration.id')
    .select(['training_id', 'sensitive', 'request_hash'])
    .where('arranged_at', 'is not', null)
    .execute()
  const arranged = noted.filter(
    ({ sensitive, request_hash }) => hashOfRequest(requestIn(sensitive) ?? '') === request_hash,
  )
  return countedIn(near, rows).map(({ training, count }) => ({
    training,
    count: count - arranged.filter((one) => one.training_id === training.id).length,
    until: bookBy(training).toISOString(),
  }))
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
