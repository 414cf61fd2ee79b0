import type { Tx } from '../../platform/db/database.ts'
import { isProblem, ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { approveLocked, declineLocked } from '../seats/approval.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import { lockRegistration, type Registration } from '../seats/registration.ts'
import { isDecisive, isSamePerson, type SupervisorRequest } from '../seats/supervisors.ts'

export type SupervisorAnswer = NonNullable<SupervisorRequest['answer']>

/**
 * Applies a supervisor's answer: a yes approves the request and a no declines it, as an organizer
 * would. The first answer counts. It changes nothing about a duplicate, or if a stranger may have
 * named the supervisor, or if the request is already decided, or if its person has left or become
 * someone else. The page must not reveal which of these applies.
 * @param reason why not, which only organizers read
 * @throws {ProblemError} `not-found` once it is erased
 */
export async function answerAsSupervisor(
  system: System,
  id: string,
  answer: SupervisorAnswer,
  reason: string | null = null,
): Promise<void> {
  await system.db.transaction(async (tx) => {
    const { request, registration, training } = await lockRequest(system, tx, id)
    const now = system.now().toISOString()
    const { status, startsAt } = training.state
    if (request.answer !== null || status === 'cancelled' || startsAt <= now) return
    await tx.updateTable('supervisor_request').set({ answer, answered_at: now, reason }).where('id', '=', id).execute()
    if (request.duplicate_id === null) await carryOutAnswer(system, tx, training, registration, { ...request, answer })
  })
}

/** Approves or declines as a supervisor has answered, if the answer decides. */
export async function carryOutAnswer(
  system: System,
  tx: Tx,
  training: LockedTraining,
  registration: Registration,
  request: SupervisorRequest,
): Promise<void> {
  if (request.answer === null || !isDecisive(request, training.audience)) return
  if (registration.status !== 'pending_approval' || !isSamePerson(request, registration)) return
  await carryOut({ ...system, actor: { kind: 'supervisor' } }, tx, training, registration, request.answer)
}

async function lockRequest(system: System, tx: Tx, id: string) {
  const find = () => tx.selectFrom('supervisor_request').selectAll().where('id', '=', id).executeTakeFirst()
  const found = await find()
  if (!found) throw new ProblemError('not-found')
  const locked = await lockRegistration(system, tx, found.registration_id)
  // Read again: before the lock it may have been answered, or sent to another supervisor.
  const request = await find()
  if (!request) throw new ProblemError('not-found')
  return { request, ...locked }
}

async function carryOut(
  system: System,
  tx: Tx,
  training: LockedTraining,
  registration: Registration,
  answer: SupervisorAnswer,
): Promise<void> {
  if (answer === 'no') return declineLocked(system, tx, training, [registration])
  try {
    await approveLocked(system, tx, training, registration)
  } catch (error) {
    // Without a seat and a waiting list, the organizer decides. They see the yes.
    if (!isProblem(error, 'no-seat-free')) throw error
  }
}
