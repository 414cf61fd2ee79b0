import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'
import { holdEndOf } from './deadlines.ts'
import { change } from './ledger.ts'
import type { LockedTraining } from './locked-training.ts'
import type { Registration } from './registration.ts'
import { waitingStatuses } from './transitions.ts'

/**
 * A group that asked to stay together has seats for everyone who may still come, or for no one.
 * Whatever gives one of its people a seat gives the others theirs in the same transaction: those on
 * the waiting list get it, and for those who await approval it is held. If they don't all fit, none
 * of them gets one. People who declined, canceled, or were declined no longer count, and neither
 * does a seat that someone took over from a colleague.
 */

/** The other people of a group that stays together who have no seat, but may still get one. */
export interface Rest {
  waiting: Registration[]
  pending: Registration[]
  /**
   * People of the group who were registered already. They need no seat, but count when it is asked
   * whether the group fits, as they did at the sign-up: the answer must not reveal them.
   */
  duplicates: number
}

const noRest: Rest = { waiting: [], pending: [], duplicates: 0 }

/** Returns who must get a seat when this person does. */
export async function findRest(tx: Tx, { id, group_id }: Pick<Registration, 'id' | 'group_id'>): Promise<Rest> {
  if (group_id === null || !(await staysTogether(tx, group_id))) return noRest
  const rows = await tx
    .selectFrom('registration')
    .selectAll()
    .where('group_id', '=', group_id)
    .where('id', '!=', id)
    .where('status', 'in', waitingStatuses)
    .where('holds_seat', '=', 0)
    .orderBy('id')
    .execute()
  const { count } = await tx
    .selectFrom('duplicate')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('group_id', '=', group_id)
    .where('public_status', 'in', waitingStatuses)
    .executeTakeFirstOrThrow()
  return {
    waiting: rows.filter(({ status }) => status === 'waitlisted'),
    pending: rows.filter(({ status }) => status === 'pending_approval'),
    duplicates: Number(count),
  }
}

const staysTogether = async (tx: Tx, groupId: string): Promise<boolean> =>
  (await tx
    .selectFrom('registration_group')
    .select('id')
    .where('id', '=', groupId)
    .where('split', '=', 0)
    .executeTakeFirst()) !== undefined

/** Gives the rest of a group its seats, as an organizer or a supervisor decided about one of it. */
export async function seatRest(
  system: System,
  tx: Tx,
  training: LockedTraining,
  { waiting, pending }: Pick<Rest, 'waiting' | 'pending'>,
): Promise<void> {
  await change(system, tx, training, waiting, { action: 'promote', to: 'confirmed', mail: 'promoted' })
  await holdForGroup(system, tx, training, pending)
}

/** Holds seats for people who await approval, because others of their group get theirs. */
export const holdForGroup = (
  system: System,
  tx: Tx,
  training: LockedTraining,
  pending: readonly Registration[],
): Promise<void> =>
  change(system, tx, training, pending, {
    action: 'call',
    to: 'pending_approval',
    holdsSeat: true,
    expiresAt: holdEndOf(training, system.now().toISOString()),
  })

/**
 * Returns what becomes of held seats whose time is over. In a group that stays together they end
 * all at the same time, and not while others of it have seats.
 */
export async function planLapse(
  tx: Tx,
  lapsed: readonly Registration[],
): Promise<{ ending: Registration[]; staying: Registration[] }> {
  const held = await tx
    .selectFrom('registration')
    .innerJoin('registration_group', 'registration_group.id', 'registration.group_id')
    .selectAll('registration')
    .where('registration.group_id', 'in', ['', ...new Set(lapsed.flatMap(({ group_id }) => group_id ?? []))])
    .where('split', '=', 0)
    .where('holds_seat', '=', 1)
    .orderBy('registration.id')
    .execute()
  const groups = [...Map.groupBy(held, ({ group_id }) => group_id).values()]
  const isSeated = ({ status }: Registration) => status !== 'pending_approval'
  const [seated, unseated] = [groups.filter((one) => one.some(isSeated)), groups.filter((one) => !one.some(isSeated))]
  const together = new Set(held.map(({ id }) => id))
  const ids = new Set(lapsed.map(({ id }) => id))
  return {
    ending: [...lapsed.filter(({ id }) => !together.has(id)), ...unseated.flat()],
    staying: seated.flat().filter(({ id }) => ids.has(id)),
  }
}
