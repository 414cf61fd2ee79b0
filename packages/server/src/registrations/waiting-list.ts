import { setImmediate as pause } from 'node:timers/promises'
import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { firstOf, fitsIn, planPromotion } from './admit.ts'
import { cutOffOf, planCall } from './deadlines.ts'
import { change, setPromotionPending } from './ledger.ts'
import type { Registration } from './registration.ts'
import { type LockedTraining, lockSeats, peopleAtOnce } from './seats.ts'

/**
 * Gives free seats to the people who wait, or offers them, in order; an undivided group gets all or none. Call it in every
 * transaction that frees or adds a seat. After the cut-off the waiting list rests: seats are given at the door. Where there
 * are seats for very many people, `finishPromotions` does the rest; until then new sign-ups wait, too.
 */
export async function promoteFromWaitingList(parts: Parts, tx: Tx, training: LockedTraining): Promise<void> {
  if (!training.state.isPromotionPending) await promoteBatch(parts, tx, training)
}

async function promoteBatch(parts: Parts, tx: Tx, training: LockedTraining): Promise<void> {
  const fitting = await findFitting(parts, tx, training)
  const first = firstOf(fitting, peopleAtOnce)
  const isMore = first.length < fitting.length
  if (training.state.isPromotionPending !== isMore)
    await setPromotionPending(tx, training, isMore ? parts.now().toISOString() : null)
  const ids = first.flatMap((entry) => entry.ids)
  if (ids.length === 0) return
  const registrations = await readInOrder(tx, ids)
  const coordinated = await findCoordinated(tx, registrations)
  const now = parts.now().toISOString()
  const isTellable = ({ email, group_id }: Registration) =>
    parts.sendMail !== undefined && (email !== null || coordinated.has(group_id ?? ''))
  for (const [isAsked, people] of Map.groupBy(registrations, isTellable))
    for (const together of Map.groupBy(people, ({ waiting_list_position }) => waiting_list_position).values())
      await callPeople(parts, tx, training, together, planCall(training, now, isAsked))
}

const callPeople = (
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  people: Registration[],
  { status, ...call }: ReturnType<typeof planCall>,
) => change(parts, tx, training, people, { action: 'call', to: status, ...call })

/** The entries of the waiting list that fit into the seats that are free. */
async function findFitting(parts: Pick<Parts, 'now'>, tx: Tx, training: LockedTraining) {
  const { state } = training
  const isOpenToMoves = state.status === 'published' && parts.now().toISOString() < cutOffOf(training)
  if (!isOpenToMoves || !fitsIn(state, 1)) return []
  // Everyone who waits is looked at while the seats are locked: no more columns than the line needs.
  const waiting = await tx
    .selectFrom('registration')
    .select(['id', 'waiting_list_position', 'group_id'])
    .where('training_id', '=', training.id)
    .where('status', '=', 'waitlisted')
    .orderBy('id')
    .execute()
  const duplicates = await countWaitingDuplicates(tx, training)
  const line = [...Map.groupBy(waiting, ({ waiting_list_position }) => waiting_list_position)].map(
    ([position, people]) => ({
      position,
      size: people.length + (duplicates.get(people[0]?.group_id ?? '') ?? 0),
      seats: people.length,
      ids: people.map(({ id }) => id),
    }),
  )
  return planPromotion(state, line)
}

/**
 * How many people of each undivided group on the waiting list were registered already. They count in the size that their
 * group needs, so that its coordinator cannot tell who they are by when the group gets its seats.
 */
async function countWaitingDuplicates(tx: Tx, training: LockedTraining): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('duplicate')
    .innerJoin('registration_group', 'registration_group.id', 'duplicate.group_id')
    .select(['registration_group.id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('duplicate.training_id', '=', training.id)
    .where('duplicate.public_status', '=', 'waitlisted')
    .where('split', '=', 0)
    .groupBy('registration_group.id')
    .execute()
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** The groups whose coordinator an email can reach. */
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

/** Finishes promotions that one transaction could not do. Several processes can run it; one that dies loses one part. */
export async function finishPromotions(parts: Parts): Promise<void> {
  const pending = await parts.db.reader
    .selectFrom('training')
    .select('id')
    .where('promotion_pending_since', 'is not', null)
    .orderBy('promotion_pending_since')
    .execute()
  // Between two parts others get their turn.
  for (const { id } of pending) while (!parts.isStopping() && (await continuePromotion(parts, id))) await pause()
}

/** @returns whether there is more to do */
const continuePromotion = (parts: Parts, trainingId: string): Promise<boolean> =>
  parts.db.transaction(async (tx) => {
    const training = (await lockSeats(parts.db, tx, [trainingId])).get(trainingId)
    // Read after the lock: another process may have been here first.
    if (!training?.state.isPromotionPending) return false
    await promoteBatch(parts, tx, training)
    return training.state.isPromotionPending
  })

async function readInOrder(tx: Tx, ids: string[]): Promise<Registration[]> {
  const rows = await tx.selectFrom('registration').selectAll().where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
