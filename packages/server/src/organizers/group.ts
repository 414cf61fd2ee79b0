import type { AdminRegistration, Coordinator } from '@training-signup/contract'
import { readReference } from '../people/reference.ts'
import { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'
import { findTraining, type StoredTraining } from '../trainings/trainings.ts'
import { present } from './list-registrations.ts'

export interface GroupView {
  reference: string
  training: StoredTraining
  coordinator: Coordinator
  /** Whether some of its people can get seats while others wait. */
  isDivided: boolean
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
  return {
    reference: group.reference,
    training,
    coordinator: {
      name: group.coordinator_name,
      email: group.coordinator_email,
      ...(group.coordinator_agency === null ? {} : { agency: group.coordinator_agency }),
    },
    isDivided: group.split === 1,
    members: await present(reader, rows, false),
  }
}
