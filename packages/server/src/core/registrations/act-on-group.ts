import type { Tx } from '../../platform/db/database.ts'
import { isProblem, ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { readReference } from '../people/reference.ts'
import { approveLocked, declineLocked } from '../seats/approval.ts'
import { cancelLocked } from '../seats/cancel.ts'
import { type LockedTraining, lockTraining } from '../seats/locked-training.ts'
import type { Registration } from '../seats/registration.ts'
import { type Action, can, statusesThatCan } from '../seats/transitions.ts'

export const groupActions = ['approve', 'decline', 'cancel'] as const satisfies Action[]
export type GroupAction = (typeof groupActions)[number]

/**
 * Cancels, approves, or declines everyone in a group whose status allows it, as an organizer
 * decided, and leaves the others as they are. Returns what each registration became.
 * @throws {ProblemError} `not-found`; `wrong-status` if no one's status allows it;
 * `training-cancelled`, `no-seat-free` if no one can be approved
 */
export const actOnGroup = (system: System, reference: string, action: GroupAction): Promise<Registration[]> =>
  system.db.transaction(async (tx) => {
    const { groupId, training } = await lockGroup(system, tx, reference)
    const able = (await readInLine(tx, groupId)).filter(({ status }) => can(status, action))
    if (able.length === 0)
      throw new ProblemError('wrong-status', {
        detail: `No one in the group is ${statusesThatCan(action).join(' or ')}.`,
      })
    await verbs[action](system, tx, training, able)
    return readInLine(tx, groupId)
  })

const verbs = { approve: approveInLine, decline: declineLocked, cancel: cancelLocked } satisfies Record<
  GroupAction,
  (system: System, tx: Tx, training: LockedTraining, registrations: readonly Registration[]) => Promise<void>
>

/**
 * Approves each person as an organizer would who approves one after the other. Without a waiting
 * list, those who get no seat keep awaiting approval. Each is read anew: with the first one, a seat
 * may be held for the rest.
 */
async function approveInLine(
  system: System,
  tx: Tx,
  training: LockedTraining,
  registrations: readonly Registration[],
): Promise<void> {
  let refused: ProblemError | undefined
  let approved = 0
  for (const { id } of registrations)
    try {
      const one = await tx.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      await approveLocked(system, tx, training, one)
      approved += 1
    } catch (error) {
      if (!isProblem(error, 'no-seat-free')) throw error
      refused = error
    }
  if (refused && approved === 0) throw refused
}

async function lockGroup(
  system: System,
  tx: Tx,
  reference: string,
): Promise<{ groupId: string; training: LockedTraining }> {
  const group = await tx
    .selectFrom('registration_group')
    .select(['id', 'training_id'])
    .where('reference', '=', readReference(reference) ?? '')
    .executeTakeFirst()
  const training = group && (await lockTraining(system.db, tx, group.training_id))
  if (!training) throw new ProblemError('not-found')
  return { groupId: group.id, training }
}

const readInLine = (tx: Tx, groupId: string): Promise<Registration[]> =>
  tx
    .selectFrom('registration')
    .selectAll()
    .where('group_id', '=', groupId)
    .orderBy('waiting_list_position')
    .orderBy('id')
    .execute()
