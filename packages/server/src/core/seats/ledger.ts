import type { RegistrationStatus } from '@training-signup/contract'
import type { Insertable, Updateable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import type { Canceler } from '../../platform/db/tables/mails/outbox.ts'
import type { RegistrationTable } from '../../platform/db/tables/people/registration.ts'
import type { TrainingCountTable } from '../../platform/db/tables/trainings/training-count.ts'
import { type Write, writeTogether } from '../../platform/db/write-together.ts'
import { recordErased } from '../../platform/ops/erasure-journal.ts'
import type { System } from '../../platform/system.ts'
import { notifyAgencyCoordinators } from '../outbox/agency-coordinators.ts'
import { notifyPeople } from '../outbox/notify-people.ts'
import type { SignedUpBy } from '../people/search-words.ts'
import { changesWords, deleteWords, replaceWordRows, withWords, wordRows } from '../people/word-rows.ts'
import { type RecordedEvent, recordEvents } from '../webhooks/events.ts'
import type { Change } from './change.ts'
import type { LockedTraining } from './locked-training.ts'
import { checkInEvent, recordExtraSeats } from './person-events.ts'
import type { Registration } from './registration.ts'
import {
  type Action,
  actorOf,
  isActive,
  isByOrganizer,
  isSeatHeld,
  leadsTo,
  refuseUnless,
  seatedStatuses,
} from './transitions.ts'

/**
 * The only writer of registrations, of a training's seats and positions, and of its counts. Keeps
 * them consistent with each other, with webhook events and with emails. The same transaction must
 * hold the training's lock. If seats become free, call `promoteFromWaitingList` afterwards.
 */

/** The trainings that people register for, and who signed them up, by the ids of both. */
interface Surroundings {
  trainings: ReadonlyMap<string, LockedTraining>
  groups: ReadonlyMap<string, SignedUpBy>
}

/**
 * Adds registrations. Returns the statements, so that a batch needs few. Run `writeSeats` with
 * them.
 */
export function add(
  system: Pick<System, 'newId'>,
  added: readonly Insertable<RegistrationTable>[],
  { trainings, groups }: Surroundings,
  now: string,
): Write[] {
  if (added.length === 0) return []
  const rows = added.map((row) => withWords(row, groups.get(row.group_id ?? '')))
  const events = rows.map((row) => eventOf('registration.created', trainings.get(row.training_id)?.slug ?? '', row))
  return [
    insertRows(
      'registration',
      rows.map((row) => ({ ...row, was_confirmed: asFlag(row.status === 'confirmed') })),
    ),
    insertRows('search_word', wordRows(rows)),
    addCounts(rows.map(({ training_id, status }) => ({ training_id, status, count: 1 }))),
    recordEvents(system, events, now),
  ]
}

/**
 * Moves registrations to another status.
 * @throws {ProblemError} `wrong-status` if the transitions do not allow it
 */
export async function change(
  system: System,
  tx: Tx,
  training: LockedTraining,
  registrations: readonly Registration[],
  { action, to, holdsSeat = isSeatHeld(to), position, expiresAt = null, ...more }: Change,
): Promise<void> {
  if (registrations.length === 0) return
  const { mail, mailDueAt, canceledBy, note, extraSeat } = more
  for (const { status } of registrations) {
    refuseUnless(status, action)
    if (!leadsTo(status, action).includes(to)) throw new Error(`${action} does not lead from ${status} to ${to}.`)
  }
  const now = system.now().toISOString()
  const held = registrations.filter(({ holds_seat }) => holds_seat === 1).length
  if (position !== undefined) reachPosition(training, position)
  moveSeats(training, (holdsSeat ? registrations.length : 0) - held)
  const columns = {
    status: to,
    holds_seat: asFlag(holdsSeat),
    ...(to === 'confirmed' ? { was_confirmed: asFlag(true) } : {}),
    expires_at: expiresAt,
    changed_at: now,
    ...(position === undefined ? {} : { waiting_list_position: position }),
    ...(isActive(to) ? {} : { active_person: null }),
  } as const
  await writeTogether(system.db, tx, [
    tx.updateTable('registration').set(columns).where('id', 'in', idsOf(registrations)),
    ...recordMoves(system, tx, training, registrations, { action, to, canceledBy }, now),
    ...recordExtraSeats(system, idsOf(registrations), extraSeat, now),
    writeSeats(tx, training),
  ])
  if (mail)
    await notifyPeople(system, tx, registrations, { kind: mail, now, dueAt: mailDueAt ?? now, canceledBy, note })
  if (isByOrganizer(action, system.actor, canceledBy)) await notifyAgencyCoordinators(system, tx, registrations)
}

const asFlag = (is: boolean): 0 | 1 => (is ? 1 : 0)

const eventOf = (
  event: RecordedEvent['event'],
  training: string,
  { id, group_id = null }: Pick<Insertable<RegistrationTable>, 'id' | 'group_id'>,
): RecordedEvent => ({ event, training, registration: id, group: group_id })

const idsOf = (registrations: readonly Registration[]) => registrations.map(({ id }) => id)

/** Returns the writes of counts, events, and history for changed statuses. */
function recordMoves(
  system: System,
  tx: Tx,
  training: LockedTraining,
  registrations: readonly Registration[],
  { action, to, canceledBy }: { action: Action; to: RegistrationStatus; canceledBy: Canceler | undefined },
  now: string,
): Write[] {
  const moved = registrations.filter(({ status }) => status !== to)
  if (moved.length === 0) return []
  const counts = moved.flatMap(({ training_id, status }) => [
    { training_id, status, count: -1 },
    { training_id, status: to, count: 1 },
  ])
  const events = moved.map((one) => ({
    ...eventOf('registration.status_changed', training.slug, one),
    from: one.status,
    to,
  }))
  const { kind: actor, account = null } = actorOf(action, system.actor, canceledBy)
  const changes = moved.map(({ id, status }) => ({
    id: system.newId(),
    registration_id: id,
    at: now,
    action,
    from_status: status,
    to_status: to,
    actor,
    account_id: account,
  }))
  return [addCounts(counts), recordEvents(system, events, now), tx.insertInto('status_change').values(changes)]
}

const erasedWith = ({ id, training_id: training, email_canonical }: Registration) => [
  { kind: 'registration' as const, id },
  ...(email_canonical === null ? [] : [{ kind: 'address' as const, training, address: email_canonical }]),
]

/** Erases registrations. The database deletes everything that refers to their rows. */
export async function remove(
  system: System,
  tx: Tx,
  training: LockedTraining,
  registrations: readonly Registration[],
  { keepsCounts = false }: { keepsCounts?: boolean } = {},
): Promise<void> {
  if (registrations.length === 0) return
  // Without the counts, they are over by their dates, as they would be in any backup.
  if (!keepsCounts) await recordErased(system, tx, registrations.flatMap(erasedWith))
  moveSeats(training, -registrations.filter(({ holds_seat }) => holds_seat === 1).length)
  await deleteWords(tx, registrations)
  const counts = registrations.map(({ training_id, status }) => ({ training_id, status, count: -1 }))
  const events = registrations.map((one) => eventOf('registration.erased', training.slug, one))
  await writeTogether(system.db, tx, [
    tx.deleteFrom('registration').where('id', 'in', idsOf(registrations)),
    ...(keepsCounts ? [] : [addCounts(counts)]),
    recordEvents(system, events, system.now().toISOString()),
    writeSeats(tx, training),
  ])
}

/** Sets when these offers, or the seats held for requests, lapse. */
export async function setDeadline(tx: Tx, ids: readonly string[], expiresAt: string): Promise<void> {
  if (ids.length === 0) return
  await tx.updateTable('registration').set({ expires_at: expiresAt }).where('id', 'in', ids).execute()
}

/** Shortens the deadlines of all registrations in this status to `latest`. */
export async function shortenDeadlines(tx: Tx, { id }: LockedTraining, status: RegistrationStatus, latest: string) {
  await tx
    .updateTable('registration')
    .set({ expires_at: latest })
    .where('training_id', '=', id)
    .where('status', '=', status)
    .where('expires_at', '>', latest)
    .execute()
}

/** Columns that do not affect seats, counts, statuses or deadlines. */
type Details = Omit<
  Updateable<RegistrationTable>,
  'id' | 'training_id' | 'status' | 'holds_seat' | 'waiting_list_position' | 'expires_at' | 'words'
>

/** Changes answers and other details. Statuses, seats and deadlines stay as they are. */
export async function editDetails(tx: Tx, ids: readonly string[], details: Details): Promise<void> {
  if (ids.length === 0) return
  await tx.updateTable('registration').set(details).where('id', 'in', ids).execute()
  if (changesWords(details)) await rewriteWords(tx, ids)
}

/** Writes anew what people are found by. */
export async function rewriteWords(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const { id, words } of await replaceWordRows(tx, ids))
    await tx.updateTable('registration').set({ words }).where('id', '=', id).execute()
}

/** Writes anew what the people of a group are found by, after its coordinator has changed. */
export async function rewriteGroupWords(tx: Tx, groupId: string): Promise<void> {
  const members = await tx.selectFrom('registration').select('id').where('group_id', '=', groupId).execute()
  if (members.length > 0)
    await rewriteWords(
      tx,
      members.map(({ id }) => id),
    )
}

/** Records that a person has acted through the link in their own mailbox. */
export async function markProven(tx: Tx, id: string, now: string): Promise<void> {
  await tx
    .updateTable('registration')
    .set({ proven_at: now })
    .where('id', '=', id)
    .where('email', 'is not', null)
    .where('proven_at', 'is', null)
    .execute()
}

/** Records when a person came, and who noted it; null takes it back. */
export const setCheckedIn = async (
  system: System,
  tx: Tx,
  { slug }: LockedTraining,
  registration: Registration,
  at: string | null,
): Promise<void> =>
  writeTogether(system.db, tx, [
    tx.updateTable('registration').set({ checked_in_at: at }).where('id', '=', registration.id),
    insertRows('person_event', [checkInEvent(system, registration.id, at)]),
    recordEvents(system, [eventOf('registration.changed', slug, registration)], system.now().toISOString()),
  ])

/**
 * Opens the seats of people who have not come to those at the door; null keeps them for their
 * people again. Returns how many.
 */
export async function setSeatsOpened(tx: Tx, { id }: LockedTraining, at: string | null): Promise<number> {
  const all = tx.updateTable('registration').set({ seat_opened_at: at }).where('training_id', '=', id)
  const some =
    at === null
      ? all.where('seat_opened_at', 'is not', null)
      : all.where('status', 'in', seatedStatuses).where('checked_in_at', 'is', null).where('seat_opened_at', 'is', null)
  return Number((await some.executeTakeFirst()).numUpdatedRows)
}

/** Takes seats, or gives them back if `seats` is negative. Call `writeSeats` afterwards. */
export function moveSeats(training: LockedTraining, seats: number): void {
  training.state = { ...training.state, seatsTaken: training.state.seatsTaken + seats }
}

/** Notes that this position of the waiting list is taken. Call `writeSeats` afterwards. */
export function reachPosition(training: LockedTraining, position: number): void {
  const lastPosition = Math.max(position, training.state.lastPosition)
  training.state = { ...training.state, lastPosition }
}

/** Returns the statement that writes the training's seats and last position. */
export const writeSeats = (tx: Tx, { id, state }: LockedTraining): Write =>
  tx
    .updateTable('training')
    .set({ seats_taken: state.seatsTaken, last_waiting_list_position: state.lastPosition })
    .where('id', '=', id)

/** Records since when people on the waiting list may fit; null if no one does. */
export async function setPromotionPending(tx: Tx, training: LockedTraining, since: string | null): Promise<void> {
  training.state = { ...training.state, isPromotionPending: since !== null }
  await tx.updateTable('training').set({ promotion_pending_since: since }).where('id', '=', training.id).execute()
}

/** Returns the statement that adds to the counts per training and status. */
function addCounts(counts: readonly TrainingCountTable[]): Write {
  const sums = new Map<string, TrainingCountTable>()
  for (const one of counts) {
    const key = `${one.training_id} ${one.status}`
    sums.set(key, { ...one, count: (sums.get(key)?.count ?? 0) + one.count })
  }
  return insertRows(
    'training_count',
    [...sums.values()],
    'on conflict (training_id, status) do update set count = training_count.count + excluded.count',
  )
}
