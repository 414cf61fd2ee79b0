import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'
import { fitsIn, type SeatState } from './admit.ts'
import { cutOffOf, planCall } from './deadlines.ts'
import { change, setPromotionPending } from './ledger.ts'
import { type LockedTraining, peopleAtOnce, workInBatches } from './locked-training.ts'
import type { Registration } from './registration.ts'
import { holdForGroup } from './stay-together.ts'
import { waitingStatuses } from './transitions.ts'

/**
 * Gives or offers free seats to people on the waiting list, in order. A group that stays together
 * gets all of its seats or none. Call it in every transaction that frees or adds a seat. After the cut-off
 * the waiting list no longer moves: seats are given at the door. If there are seats for very many
 * people, `finishPromotions` does the rest; until then new sign-ups wait, too.
 */
export async function promoteFromWaitingList(system: System, tx: Tx, training: LockedTraining): Promise<void> {
  if (!training.state.isPromotionPending) await promoteBatch(system, tx, training)
}

async function promoteBatch(system: System, tx: Tx, training: LockedTraining): Promise<void> {
  const fitting = await findFitting(system, tx, training)
  const first = firstOf(fitting, peopleAtOnce)
  const isMore = first.length < fitting.length
  if (training.state.isPromotionPending !== isMore)
    await setPromotionPending(tx, training, isMore ? system.now().toISOString() : null)
  const ids = first.flatMap((entry) => entry.ids)
  if (ids.length === 0) return
  const pending = first.flatMap((entry) => entry.pending)
  if (pending.length > 0) await holdForGroup(system, tx, training, await readInOrder(tx, pending))
  const registrations = await readInOrder(tx, ids)
  const coordinated = await findCoordinated(tx, registrations)
  const now = system.now().toISOString()
  const isReachable = ({ email, group_id }: Registration) =>
    system.sendMail !== undefined && (email !== null || coordinated.has(group_id ?? ''))
  for (const [isAsked, people] of Map.groupBy(registrations, isReachable)) {
    const { status, ...call } = planCall(training, now, isAsked)
    for (const together of Map.groupBy(people, ({ waiting_list_position }) => waiting_list_position).values())
      await change(system, tx, training, together, { action: 'call', to: status, ...call })
  }
}

/** Returns the entries of the waiting list that fit into the free seats. */
async function findFitting(system: Pick<System, 'now'>, tx: Tx, training: LockedTraining) {
  const { state } = training
  const isOpenToMoves = state.status === 'published' && system.now().toISOString() < cutOffOf(training)
  if (!isOpenToMoves || !fitsIn(state, 1)) return []
  // Reads the whole waiting list under the lock: only the columns it needs.
  const waitlisted = await tx
    .selectFrom('registration')
    .select(['id', 'waiting_list_position', 'group_id'])
    .where('training_id', '=', training.id)
    .where('status', '=', 'waitlisted')
    .orderBy('id')
    .execute()
  const leaving = await findLeaving(tx, training)
  const waiting = waitlisted.filter(({ id }) => !leaving.has(id))
  const groups = await findTogether(tx, training, waiting)
  const line = [...Map.groupBy(waiting, entryOf(groups)).values()].map((people) => {
    const { pending, duplicates } = groups.get(people[0]?.group_id ?? '') ?? { pending: [], duplicates: 0 }
    const seats = people.length + pending.length
    return {
      position: Math.min(...people.map(({ waiting_list_position }) => waiting_list_position)),
      size: seats + duplicates,
      seats,
      ids: people.map(({ id }) => id),
      pending,
    }
  })
  return planPromotion(state, line)
}

/** People who wait for seats together: a group, or one person. */
export interface WaitingEntry {
  position: number
  /**
   * How many seats must be free. Includes people who were already registered when their group
   * signed up.
   */
  size: number
  /** How many seats it takes: only people who are not yet registered. */
  seats: number
}

/**
 * Plans who gets free seats: goes through the waiting list in order and gives each entry that fits
 * its seats. The rest keep their position.
 * @returns the entries that get seats
 */
export function planPromotion<T extends WaitingEntry>(
  state: Pick<SeatState, 'capacity' | 'seatsTaken'>,
  line: readonly T[],
): T[] {
  const taken: T[] = []
  let seatsTaken = state.seatsTaken
  for (const entry of line.toSorted((a, b) => a.position - b.position)) {
    if (!fitsIn({ capacity: state.capacity, seatsTaken }, entry.size)) continue
    taken.push(entry)
    seatsTaken += entry.seats
  }
  return taken
}

/**
 * Returns the first entries, up to `mostPeople` people. Entries are not divided, and the first one
 * is always included.
 */
export function firstOf<T extends WaitingEntry>(entries: readonly T[], mostPeople: number): T[] {
  let people = 0
  const end = entries.findIndex(({ size }, index) => (people += size) > mostPeople && index > 0)
  return end === -1 ? [...entries] : entries.slice(0, end)
}

type Together = ReadonlyMap<string, { pending: string[]; duplicates: number }>

/** Names the entry of the waiting list that a person is in: their group's, or their own. */
const entryOf =
  (groups: Together) =>
  ({ group_id, waiting_list_position }: Pick<Registration, 'group_id' | 'waiting_list_position'>) =>
    groups.has(group_id ?? '') ? group_id : waiting_list_position

/**
 * Returns the people on the waiting list that a bulk action that has begun cancels in one of its
 * next transactions: a seat must not go to someone only to be taken away.
 */
async function findLeaving(tx: Tx, { id }: LockedTraining): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('bulk_action')
    .innerJoin('bulk_action_person', 'bulk_action_id', 'bulk_action.id')
    .select('registration_id')
    .where('training_id', '=', id)
    .where('action', '=', 'cancel')
    .where('started_at', 'is not', null)
    .where('finished_at', 'is', null)
    .where('outcome', 'is', null)
    // The action leaves out people who have another status than when they were chosen.
    .where('bulk_action_person.status', '=', 'waitlisted')
    .execute()
  return new Set(rows.map(({ registration_id }) => registration_id))
}

/**
 * Returns the groups that stay together, with those who need a seat besides the people who wait.
 * Duplicates count toward the size of their group, so that its coordinator cannot tell who they are
 * from when the group gets its seats.
 */
async function findTogether(
  tx: Tx,
  training: LockedTraining,
  waiting: readonly Pick<Registration, 'group_id'>[],
): Promise<Together> {
  if (waiting.every(({ group_id }) => group_id === null)) return new Map()
  const together = tx
    .selectFrom('registration_group')
    .where('registration_group.training_id', '=', training.id)
    .where('split', '=', 0)
  const ids = await together.select('registration_group.id').execute()
  const groups = new Map(ids.map(({ id }) => [id, { pending: [] as string[], duplicates: 0 }]))
  const pending = await together
    .innerJoin('registration', 'registration.group_id', 'registration_group.id')
    .select(['registration_group.id as group_id', 'registration.id'])
    .where('status', '=', 'pending_approval')
    .where('holds_seat', '=', 0)
    .orderBy('registration.id')
    .execute()
  for (const { group_id, id } of pending) groups.get(group_id)?.pending.push(id)
  const duplicates = await together
    .innerJoin('duplicate', 'duplicate.group_id', 'registration_group.id')
    .select(['registration_group.id', ({ fn }) => fn.countAll().as('count')])
    .where('public_status', 'in', waitingStatuses)
    .groupBy('registration_group.id')
    .execute()
  for (const { id, count } of duplicates) Object.assign(groups.get(id) ?? {}, { duplicates: Number(count) })
  return groups
}

/** Returns the groups whose coordinator can be emailed. */
async function findCoordinated(tx: Tx, registrations: Registration[]): Promise<Set<string>> {
  const groups = await tx
    .selectFrom('registration_group')
    .select('id')
    .where('id', 'in', [...new Set(['', ...registrations.flatMap(({ group_id }) => group_id ?? [])])])
    // Empty once the coordinator is erased.
    .where('coordinator_email', '!=', '')
    .execute()
  return new Set(groups.map(({ id }) => id))
}

/**
 * Finishes promotions that were too large for one transaction. Several processes can run it; if one
 * dies, only its current batch is lost.
 */
export async function finishPromotions(system: System): Promise<void> {
  const pending = await system.db.reader
    .selectFrom('training')
    .select('id')
    .where('promotion_pending_since', 'is not', null)
    .orderBy('promotion_pending_since')
    .execute()
  const ids = pending.map(({ id }) => id)
  await workInBatches(system, ids, async (tx, training) => {
    if (!training.state.isPromotionPending) return false
    await promoteBatch(system, tx, training)
    return training.state.isPromotionPending
  })
}

async function readInOrder(tx: Tx, ids: string[]): Promise<Registration[]> {
  const rows = await tx.selectFrom('registration').selectAll().where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
