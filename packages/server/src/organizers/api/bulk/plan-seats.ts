import type { Kysely } from 'kysely'
import { fitsIn, type SeatState } from '../../../core/seats/admit.ts'
import { seatStateOf } from '../../../core/seats/locked-training.ts'
import { waitingStatuses } from '../../../core/seats/transitions.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import { peopleAtOnce } from './carry-out.ts'

/** Someone who is to be approved. */
export interface Approved {
  id: string
  holds_seat: 0 | 1
  group_id: string | null
}

/** A group that stays together: those who need a seat, and those who count as if they did. */
export interface Together {
  unseated: readonly string[]
  duplicates: number
}

export type SeatOutcome = 'done' | 'waitlisted' | 'no-seat'

/**
 * Returns what would come of each person if they were approved one after the other, as
 * `approveLocked` decides it. Pure, so that it costs no lock and can be compared with that.
 * @param people in the order in which they are approved
 * @param groups those that stay together, by id
 */
export function planSeats(
  state: Pick<SeatState, 'capacity' | 'seatsTaken' | 'waitlist' | 'isPromotionPending'>,
  people: readonly Approved[],
  groups: ReadonlyMap<string, Together>,
): Map<string, SeatOutcome> {
  const outcomes = new Map<string, SeatOutcome>()
  const seated = new Set<string>()
  let { seatsTaken } = state
  for (const { id, holds_seat, group_id } of people) {
    if (holds_seat === 1 || seated.has(id)) {
      outcomes.set(id, 'done')
      continue
    }
    const { unseated, duplicates } = groups.get(group_id ?? '') ?? { unseated: [id], duplicates: 0 }
    const isFree = fitsIn({ ...state, seatsTaken }, unseated.length + duplicates)
    if (isFree && !state.isPromotionPending) {
      outcomes.set(id, 'done')
      for (const one of unseated) seated.add(one)
      seatsTaken += unseated.length
    } else outcomes.set(id, isFree || state.waitlist ? 'waitlisted' : 'no-seat')
  }
  return outcomes
}

/** Returns people in the order in which they are decided on: with some, the rest of their groups. */
export function inTurn<Person extends Approved>(people: readonly Person[]): Person[] {
  const left = new Map(people.toSorted(byId).map((one) => [one.id, one]))
  const ordered: Person[] = []
  while (left.size > 0) {
    const next = [...left.values()].slice(0, peopleAtOnce)
    const groups = new Set(next.flatMap(({ group_id }) => group_id ?? []))
    const batch = [...left.values()].filter((one) => next.includes(one) || groups.has(one.group_id ?? ''))
    for (const one of batch) left.delete(one.id)
    ordered.push(...batch)
  }
  return ordered
}

const byId = (one: Approved, other: Approved) => (one.id < other.id ? -1 : 1)

/** Returns what would come of approving these people of a training now. */
export async function readSeatPlan(
  db: Kysely<Tables>,
  trainingId: string,
  people: readonly Approved[],
): Promise<Map<string, SeatOutcome>> {
  const row = await db.selectFrom('training').selectAll().where('id', '=', trainingId).executeTakeFirstOrThrow()
  const groups = await findTogether(db, people)
  return planSeats(seatStateOf(row), inTurn(people), groups)
}

async function findTogether(db: Kysely<Tables>, people: readonly Approved[]): Promise<Map<string, Together>> {
  const named = [...new Set(people.flatMap(({ group_id }) => group_id ?? []))]
  if (named.length === 0) return new Map()
  const together = await db
    .selectFrom('registration_group')
    .select('id')
    .where('id', 'in', named)
    .where('split', '=', 0)
    .execute()
  const ids = ['', ...together.map(({ id }) => id)]
  const unseated = await db
    .selectFrom('registration')
    .select(['id', 'group_id'])
    .where('group_id', 'in', ids)
    .where('status', 'in', waitingStatuses)
    .where('holds_seat', '=', 0)
    .execute()
  const duplicates = await db
    .selectFrom('duplicate')
    .select(['group_id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('group_id', 'in', ids)
    .where('public_status', 'in', waitingStatuses)
    .groupBy('group_id')
    .execute()
  const counts = new Map(duplicates.map(({ group_id, count }) => [group_id, count]))
  const members = Map.groupBy(unseated, ({ group_id }) => group_id)
  return new Map(
    together.map(({ id }) => [
      id,
      { unseated: (members.get(id) ?? []).map((one) => one.id), duplicates: counts.get(id) ?? 0 },
    ]),
  )
}
