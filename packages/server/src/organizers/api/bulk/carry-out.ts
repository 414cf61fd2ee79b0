import type { BulkAction, BulkOutcome, RegistrationStatus } from '@training-signup/contract'
import type { Note } from '../../../core/outbox/notify-people.ts'
import { approveLocked, declineLocked, promoteLocked } from '../../../core/seats/approval.ts'
import { cancelLocked } from '../../../core/seats/cancel.ts'
import { type LockedTraining, lockTraining, workInBatches } from '../../../core/seats/locked-training.ts'
import type { Registration } from '../../../core/seats/registration.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { endForbiddenActions } from '../../../platform/access/end-forbidden-actions.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { givesSeats, lockBulkAction, readBulkAction, type StoredBulkAction, whyLeftOut } from './bulk-actions.ts'

/**
 * How many people one transaction decides on, without the rest of their groups, so that sign-ups
 * wait for a moment at most.
 */
export const peopleAtOnce = 20

/**
 * Carries out bulk actions that are due, some people per transaction. Several processes can run it;
 * if one dies, another goes on with those who were not decided on.
 */
export async function carryOutBulkActions(system: System): Promise<void> {
  const due = await system.db.reader
    .selectFrom('bulk_action')
    .select(['id', 'training_id'])
    .where('finished_at', 'is', null)
    .where('due_at', '<=', system.now().toISOString())
    .orderBy('due_at')
    .orderBy('id')
    .execute()
  // An account or a key that decided them may have lost its role since, or be gone.
  if (due.length > 0) await system.db.transaction((tx) => endForbiddenActions(tx, system.now().toISOString()))
  for (const { id, training_id } of due)
    await workInBatches(system, [training_id], (tx, training) => carryOutPart(system, tx, training, id))
}

/**
 * Makes a bulk action due now, and carries out its first part. A repeated call changes nothing.
 * @throws {ProblemError} `not-found`
 */
export async function runBulkAction(system: System, id: string): Promise<BulkAction> {
  const { training_id } = await system.db.transaction(async (tx) => {
    await endForbiddenActions(tx, system.now().toISOString())
    const action = await lockBulkAction(system, tx, id)
    if (!action) throw new ProblemError('not-found')
    const due_at = system.now().toISOString()
    if (action.started_at === null && due_at < action.due_at)
      await tx.updateTable('bulk_action').set({ due_at }).where('id', '=', id).execute()
    return action
  })
  await system.db.transaction(async (tx) => {
    const training = await lockTraining(system.db, tx, training_id)
    if (training) await carryOutPart(system, tx, training, id)
  })
  return readBulkAction(system.db.reader, id)
}

/** @returns whether more people wait */
async function carryOutPart(system: System, tx: Tx, training: LockedTraining, id: string): Promise<boolean> {
  const action = await lockBulkAction(system, tx, id)
  const now = system.now().toISOString()
  // It may have been undone, or another process may have been here first.
  if (!action || action.finished_at !== null) return false
  if (action.started_at === null)
    await tx.updateTable('bulk_action').set({ started_at: now }).where('id', '=', id).execute()
  const next = await readNext(tx, id)
  const people = [...next, ...(await readRestOfGroups(tx, id, next))].toSorted((one, other) =>
    one.id < other.id ? -1 : 1,
  )
  const byOrganizer = actingAs(system, { kind: action.caller_kind, id: action.caller_id })
  for (const [outcome, ids] of await decide(byOrganizer, tx, training, action, people))
    await tx
      .updateTable('bulk_action_person')
      .set({ outcome, note: null })
      .where('bulk_action_id', '=', id)
      .where('registration_id', 'in', ids)
      .execute()
  const isMore = next.length === peopleAtOnce
  if (!isMore) await tx.updateTable('bulk_action').set({ finished_at: now }).where('id', '=', id).execute()
  return isMore
}

/** `note` is what the organizer wrote to them. */
type Chosen = Registration & { chosen: RegistrationStatus; note?: string | null }

const waitingIn = (tx: Tx, id: string) =>
  tx
    .selectFrom('bulk_action_person')
    .innerJoin('registration', 'registration.id', 'registration_id')
    .selectAll('registration')
    .select(['bulk_action_person.status as chosen', 'bulk_action_person.note'])
    .where('bulk_action_id', '=', id)
    .where('outcome', 'is', null)

/** Returns the next people in the order in which they registered. */
const readNext = (tx: Tx, id: string): Promise<Chosen[]> =>
  waitingIn(tx, id).orderBy('registration.id').limit(peopleAtOnce).execute()

/**
 * Returns the other people of the action who are in a group with one of these. Decided on apart,
 * they would be in a second email to their coordinator if the first one has left by then.
 */
const readRestOfGroups = (tx: Tx, id: string, people: readonly Chosen[]): Promise<Chosen[]> =>
  waitingIn(tx, id)
    .where('group_id', 'in', ['', ...new Set(people.flatMap(({ group_id }) => group_id ?? []))])
    .where('registration.id', 'not in', ['', ...people.map((one) => one.id)])
    .execute()

/**
 * Decides on people under the lock that the caller holds, as an organizer would on one after the
 * other.
 */
export async function decide(
  system: System,
  tx: Tx,
  training: LockedTraining,
  { action }: Pick<StoredBulkAction, 'action'>,
  people: readonly Chosen[],
): Promise<Map<BulkOutcome, string[]>> {
  const outcomes = new Map<BulkOutcome, string[]>()
  const note = (outcome: BulkOutcome, { id }: { id: string }) =>
    outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), id])
  const able: Able[] = []
  for (const { chosen, note: written = null, ...one } of people) {
    const reason = whyLeftOut(action, chosen, one.status)
    if (reason) note(reason, one)
    else able.push({ one, written: written === null ? undefined : (JSON.parse(written) as Note) })
  }
  if (action === 'decline') await declineEach(system, tx, training, able)
  else if (action === 'cancel') await cancelLocked(system, tx, training, registrationsOf(able))
  else for (const { one, written } of able) note(await seat(system, tx, training, action, one, written), one)
  if (!givesSeats(action)) for (const { one } of able) note('done', one)
  return outcomes
}

/** Someone who can be decided on, and what the organizer wrote to them. */
interface Able {
  one: Registration
  written: Note | undefined
}

const registrationsOf = (able: readonly Able[]): Registration[] => able.map(({ one }) => one)

/** Declines people together, apart from those that the organizer wrote something to. */
async function declineEach(system: System, tx: Tx, training: LockedTraining, able: readonly Able[]): Promise<void> {
  for (const { one, written } of able) if (written) await declineLocked(system, tx, training, [one], written)
  const others = able.filter(({ written }) => !written)
  await declineLocked(system, tx, training, registrationsOf(others))
}

/** Approves or promotes a person, as far as seats and the training allow it. */
async function seat(
  system: System,
  tx: Tx,
  training: LockedTraining,
  action: 'approve' | 'promote',
  { id }: Registration,
  note: Note | undefined,
): Promise<BulkOutcome> {
  const read = () => tx.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const one = await read()
  // With the person before, the rest of an undivided group got its seats.
  if (action === 'promote' && one.status === 'confirmed') return 'done'
  try {
    if (action === 'approve') await approveLocked(system, tx, training, one, { note })
    else await promoteLocked(system, tx, training, one)
  } catch (error) {
    const outcome = error instanceof ProblemError ? refusals.get(error.problemName) : undefined
    if (outcome === undefined) throw error
    return outcome
  }
  return (await read()).status === 'waitlisted' ? 'waitlisted' : 'done'
}

/** What a verb refuses before it writes anything. */
const refusals = new Map<ProblemError['problemName'], BulkOutcome>([
  ['no-seat-free', 'no-seat'],
  ['training-cancelled', 'called-off'],
])
