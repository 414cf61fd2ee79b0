import {
  type BulkAction,
  type BulkActionInput,
  type BulkActionList,
  type BulkActionName,
  type BulkActionReport,
  type BulkCounts,
  bulkOutcomes,
  type CreatedBulkAction,
  type RegistrationStatus,
} from '@training-signup/contract'
import type { Kysely, Selectable } from 'kysely'
import type { Note } from '../../../core/outbox/notify-people.ts'
import { lockTraining } from '../../../core/seats/locked-training.ts'
import { statusesThatCan } from '../../../core/seats/transitions.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import type { Caller, Scope } from '../../../platform/access/caller.ts'
import { bulkActionsWithin } from '../../../platform/access/within.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import type { BulkActionTable } from '../../../platform/db/tables/people/bulk-action.ts'
import { cutPage } from '../../../platform/http/api/paging.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { type ChosenPerson, choosePeople, countLeftOut, tagOfPeople } from '../people/choose-people.ts'

const minuteMs = 60_000
/** How long an organizer can undo it. Until then nothing happens, and no email exists. */
const undoableMs = 10 * minuteMs
const dayMs = 24 * 60 * minuteMs
const rowsAtOnce = 1000

export type StoredBulkAction = Selectable<BulkActionTable>

/**
 * Stores a decision about several people, which is carried out in ten minutes.
 * @throws {ProblemError} `not-found` if there is no such training, or if someone is not in it or
 * out of reach; `wrong-status` if no one is left; `training-cancelled`; `precondition-failed` if it
 * would be about others than the tag says; `invalid-input` if there are too many
 */
export async function createBulkAction(
  system: System,
  caller: Pick<Caller, 'id' | 'kind' | 'scope'>,
  input: BulkActionInput,
  { id = system.newId(), note }: { id?: string; note?: Note | undefined } = {},
): Promise<CreatedBulkAction> {
  const training_id = await trainingIdOf(system, input.training)
  return system.db.transaction(async (tx) => {
    // The lock keeps a person out of two at the same time, and from being erased while they are
    // added.
    const training = await lockTraining(system.db, tx, training_id)
    if (training?.state.status === 'cancelled' && givesSeats(input.action)) throw new ProblemError('training-cancelled')
    const { people, leftOut } = await choosePeople(tx, caller.scope, training_id, input)
    if (input.tag !== undefined && input.tag !== tagOfPeople(people)) throw new ProblemError('precondition-failed')
    if (people.length === 0)
      throw new ProblemError('wrong-status', {
        detail: `No one can be decided on: they aren’t ${statusesThatCan(input.action).join(' or ')}, or another bulk action is about to decide on them.`,
      })
    await insertBulkAction(system, tx, { id, training_id, caller, action: input.action, note }, people)
    return { ...(await readBulkAction(tx, id)), leftOut: countLeftOut(leftOut) }
  })
}

type NewBulkAction = Pick<StoredBulkAction, 'id' | 'training_id' | 'action'> & {
  caller: Pick<Caller, 'id' | 'kind'>
  note: Note | undefined
}

async function insertBulkAction(
  system: System,
  tx: Tx,
  { caller, note, ...stored }: NewBulkAction,
  people: readonly ChosenPerson[],
): Promise<void> {
  const now = system.now()
  await tx
    .insertInto('bulk_action')
    .values({
      ...stored,
      people: people.length,
      caller_kind: caller.kind,
      caller_id: caller.id,
      due_at: new Date(now.getTime() + undoableMs).toISOString(),
      created_at: now.toISOString(),
      started_at: null,
      finished_at: null,
    })
    .execute()
  const rows = people.map((one) => ({
    bulk_action_id: stored.id,
    registration_id: one.id,
    status: one.status,
    outcome: null,
    note: note ? JSON.stringify(note) : null,
  }))
  for (let first = 0; first < rows.length; first += rowsAtOnce)
    await tx
      .insertInto('bulk_action_person')
      .values(rows.slice(first, first + rowsAtOnce))
      .execute()
}

/** Returns whether people get seats by it, as they can't in a training that was called off. */
export const givesSeats = (action: BulkActionName): boolean => action === 'approve' || action === 'promote'

/**
 * Undoes a bulk action before it is carried out: no one was told of it.
 * @returns the ids of the people it was about
 * @throws {ProblemError} `not-found`; `wrong-status` once it is being carried out
 */
export const undoBulkAction = (system: System, id: string): Promise<string[]> =>
  system.db.transaction(async (tx) => {
    const action = await lockBulkAction(system, tx, id)
    if (!action) throw new ProblemError('not-found')
    if (action.started_at !== null)
      throw new ProblemError('wrong-status', {
        detail: 'This bulk action has already been carried out, so it can’t be undone. Its emails are on their way.',
      })
    const people = await tx
      .selectFrom('bulk_action_person')
      .select('registration_id')
      .where('bulk_action_id', '=', id)
      .execute()
    await tx.deleteFrom('bulk_action').where('id', '=', id).execute()
    return people.map(({ registration_id }) => registration_id)
  })

/**
 * Returns a bulk action, and locks it until the transaction ends: it is undone or carried out,
 * never both.
 */
export const lockBulkAction = ({ db }: Pick<System, 'db'>, tx: Tx, id: string): Promise<StoredBulkAction | undefined> =>
  tx
    .selectFrom('bulk_action')
    .selectAll()
    .where('id', '=', id)
    .$if(db.name === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()

interface BulkActionQuery {
  scope: Scope
  training?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Returns a page of bulk actions, latest first. */
export async function listBulkActions(
  system: System,
  { scope, training, limit, cursor }: BulkActionQuery,
): Promise<BulkActionList> {
  const trainingId = await trainingIdOf(system, training)
  let query = bulkActions(system.db.reader).where(bulkActionsWithin(scope))
  if (trainingId !== undefined) query = query.where('training_id', '=', trainingId)
  if (cursor !== undefined) query = query.where('bulk_action.id', '<', cursor)
  const found = await query
    .orderBy('bulk_action.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(found, limit)
  return { bulkActions: await present(system.db.reader, page), nextCursor }
}

/**
 * Returns a bulk action with each of its people.
 * @throws {ProblemError} `not-found`
 */
export async function reportOnBulkAction({ db }: System, id: string): Promise<BulkActionReport> {
  const action = await readBulkAction(db.reader, id)
  const registrations = await db.reader
    .selectFrom('bulk_action_person')
    .select(['registration_id as id', 'outcome'])
    .where('bulk_action_id', '=', id)
    .orderBy('registration_id')
    .execute()
  return { ...action, registrations }
}

/** @throws {ProblemError} `not-found` */
export async function readBulkAction(db: Kysely<Tables>, id: string): Promise<BulkAction> {
  const [action] = await present(db, await bulkActions(db).where('bulk_action.id', '=', id).execute())
  if (!action) throw new ProblemError('not-found')
  return action
}

const bulkActions = (db: Kysely<Tables>) =>
  db
    .selectFrom('bulk_action')
    .innerJoin('training', 'training.id', 'training_id')
    .selectAll('bulk_action')
    .select('training.slug')

async function present(db: Kysely<Tables>, rows: (StoredBulkAction & { slug: string })[]): Promise<BulkAction[]> {
  const counts = await countOutcomes(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const byOutcome = counts.get(row.id) ?? {}
    const left = Object.values(byOutcome).reduce((sum, count) => sum + count, 0)
    return {
      id: row.id,
      training: row.slug,
      action: row.action,
      state: row.finished_at !== null ? 'done' : row.started_at !== null ? 'running' : 'waiting',
      caller: { kind: row.caller_kind, id: row.caller_id },
      people: row.people,
      counts: { ...noCounts, ...byOutcome, deleted: row.people - left },
      dueAt: row.due_at,
      createdAt: row.created_at,
      finishedAt: row.finished_at,
    }
  })
}

const noCounts: Record<Exclude<keyof BulkCounts, 'deleted'>, number> = {
  waiting: 0,
  ...(Object.fromEntries(bulkOutcomes.map((outcome) => [outcome, 0])) as Record<(typeof bulkOutcomes)[number], number>),
}

/** Counts people by outcome. Those who will be left out as they are now are counted so already. */
export async function countOutcomes(db: Kysely<Tables>, ids: string[]): Promise<Map<string, Partial<typeof noCounts>>> {
  const rows = await db
    .selectFrom('bulk_action_person')
    .innerJoin('bulk_action', 'bulk_action.id', 'bulk_action_id')
    .innerJoin('registration', 'registration.id', 'registration_id')
    .select(({ fn }) => [
      'bulk_action_id',
      'action',
      'outcome',
      'bulk_action_person.status as chosen',
      'registration.status',
      fn.countAll().as('count'),
    ])
    .where('bulk_action_id', 'in', ['', ...ids])
    .groupBy(['bulk_action_id', 'action', 'outcome', 'bulk_action_person.status', 'registration.status'])
    .execute()
  const counts = new Map<string, Partial<typeof noCounts>>()
  for (const { bulk_action_id, action, outcome, chosen, status, count } of rows) {
    const of = counts.get(bulk_action_id) ?? {}
    const name = outcome ?? whyLeftOut(action, chosen, status) ?? 'waiting'
    counts.set(bulk_action_id, { ...of, [name]: (of[name] ?? 0) + Number(count) })
  }
  return counts
}

/**
 * Returns why a person is left out who has another status than when they were chosen: they were
 * decided on in the meantime. An offer in the meantime is no decision against giving a seat.
 */
export function whyLeftOut(
  action: BulkActionName,
  chosen: RegistrationStatus,
  status: RegistrationStatus,
): 'canceled' | 'changed' | undefined {
  if (status === chosen || (action === 'promote' && status === 'offered')) return undefined
  return status === 'cancelled' ? 'canceled' : 'changed'
}

/** Forgets bulk actions a day after they were carried out. */
export async function forgetBulkActions(system: System): Promise<void> {
  const before = new Date(system.now().getTime() - dayMs).toISOString()
  await system.db.transaction((tx) => tx.deleteFrom('bulk_action').where('finished_at', '<', before).execute())
}
