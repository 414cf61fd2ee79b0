import type { AdminRegistration, Coordinator } from '@training-signup/contract'
import { readReference } from '../../../core/people/reference.ts'
import type { Registration } from '../../../core/seats/registration.ts'
import { isWaiting, waitingStatuses } from '../../../core/seats/transitions.ts'
import { findTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { present } from './lists/list-registrations.ts'

export interface GroupView {
  reference: string
  training: StoredTraining
  coordinator: Coordinator
  /** Whether some of its people can get seats while others wait. */
  isDivided: boolean
  /** How many people of it can still get a seat, and need a free one for that. */
  unseated: number
  /**
   * How many free seats are missing before a group that stays together can have them. Duplicates
   * count, as for the waiting list.
   */
  missingSeats: number
  /** In line. */
  members: AdminRegistration[]
}

/**
 * Returns a group with its people, without sensitive answers.
 * @throws {ProblemError} `not-found`
 */
export async function readGroup(system: System, reference: string): Promise<GroupView> {
  const { reader } = system.db
  const group = await reader
    .selectFrom('registration_group')
    .innerJoin('training', 'training.id', 'training_id')
    .selectAll('registration_group')
    .select('training.slug')
    .where('reference', '=', readReference(reference) ?? '')
    .executeTakeFirst()
  const training = group && (await findTraining(system, group.slug))
  if (!training) throw new ProblemError('not-found')
  const rows = await reader
    .selectFrom('registration')
    .selectAll()
    .where('group_id', '=', group.id)
    .orderBy('waiting_list_position')
    .orderBy('id')
    .execute()
  const isDivided = group.split === 1
  const unseated = rows.filter(isUnseated).length
  return {
    reference: group.reference,
    training,
    coordinator: {
      name: group.coordinator_name,
      email: group.coordinator_email,
      ...(group.coordinator_agency === null ? {} : { agency: group.coordinator_agency }),
    },
    isDivided,
    unseated,
    missingSeats: isDivided || unseated === 0 ? 0 : await countMissing(system, group.id, unseated, training.row),
    members: await present(reader, rows, false),
  }
}

const isUnseated = ({ status, holds_seat }: Registration) => isWaiting(status) && holds_seat === 0

async function countMissing(
  { db: { reader } }: System,
  groupId: string,
  unseated: number,
  { capacity, seats_taken: taken }: StoredTraining['row'],
): Promise<number> {
  if (capacity === null) return 0
  const { count } = await reader
    .selectFrom('duplicate')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('group_id', '=', groupId)
    .where('public_status', 'in', waitingStatuses)
    .executeTakeFirstOrThrow()
  return Math.max(0, unseated + Number(count) - Math.max(0, capacity - taken))
}

/** Returns whether a training has groups that stay together and still wait for their seats. */
export const hasGroupsWaiting = async ({ db: { reader } }: System, trainingId: string): Promise<boolean> =>
  (await reader
    .selectFrom('registration_group')
    .innerJoin('registration', 'registration.group_id', 'registration_group.id')
    .select('registration_group.id')
    .where('registration_group.training_id', '=', trainingId)
    .where('split', '=', 0)
    .where('status', 'in', waitingStatuses)
    .limit(1)
    .executeTakeFirst()) !== undefined
