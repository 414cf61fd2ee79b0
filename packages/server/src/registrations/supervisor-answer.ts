import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../http/problem.ts'
import { fitsIn } from './admit.ts'
import { confirmPending, declinePending } from './approval.ts'
import { type LockedTraining, moveSeats } from './seats.ts'
import { lockRegistration, type Registration } from './status.ts'
import { isSamePerson, type SupervisorRequest } from './supervisors.ts'

export type SupervisorAnswer = NonNullable<SupervisorRequest['answer']>

/**
 * Takes a supervisor's answer: a yes approves the request, a no declines it, as an organizer would. The first answer
 * stands. It moves nobody whom somebody else has decided about already, who has left, or who has become somebody else
 * meanwhile, and nobody who was registered before; what it comes to, whoever answers cannot tell.
 * @throws {ProblemError} `not-found` once it is erased
 */
export async function answerAsSupervisor(parts: Parts, id: string, answer: SupervisorAnswer): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { request, registration, training } = await lockRequest(parts, tx, id)
    const now = parts.now().toISOString()
    const { status, startsAt } = training.state
    if (request.answer !== null || status === 'cancelled' || startsAt <= now) return
    await tx.updateTable('supervisor_request').set({ answer, answered_at: now }).where('id', '=', id).execute()
    if (request.attempt_id !== null) return showAnswer(tx, training, { id: request.attempt_id, answer })
    if (registration.status !== 'pending_approval' || !isSamePerson(request, registration)) return
    await carryOut(parts, tx, training, registration, answer)
  })
}

async function lockRequest(parts: Parts, tx: Tx, id: string) {
  const find = () => tx.selectFrom('supervisor_request').selectAll().where('id', '=', id).executeTakeFirst()
  const found = await find()
  if (!found) throw new ProblemError('not-found')
  const locked = await lockRegistration(parts, tx, found.registration_id)
  // Read again: before the lock it may have been answered, or put to somebody else.
  const request = await find()
  if (!request) throw new ProblemError('not-found')
  return { request, ...locked }
}

async function carryOut(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  registration: Registration,
  answer: SupervisorAnswer,
): Promise<void> {
  const forOne = { isForOne: true }
  if (answer === 'no') return declinePending(parts, tx, training, registration, forOne)
  try {
    await confirmPending(parts, tx, training, registration, forOne)
  } catch (error) {
    // Without a seat, and without a line to wait in for one, the organizer decides; they see the yes.
    if (!(error instanceof ProblemError) || error.problemName !== 'no-seat-free') throw error
  }
}

/** Whoever signed up a group sees the same of those who were registered before as of everybody else. */
async function showAnswer(
  tx: Tx,
  training: LockedTraining,
  { id, answer }: { id: string; answer: SupervisorAnswer },
): Promise<void> {
  const attempt = await tx.selectFrom('attempt').selectAll().where('id', '=', id).executeTakeFirst()
  if (attempt?.shown !== 'pending_approval') return
  const show = (shown: Partial<typeof attempt>) =>
    tx
      .updateTable('attempt')
      .set({ ...shown, expires_at: null })
      .where('id', '=', id)
      .execute()
  const { state } = training
  const isHeld = attempt.expires_at !== null
  const isFree = fitsIn(state, 1)
  if (answer === 'no') await show({ shown: 'declined' })
  else if (isHeld || (isFree && !state.isWalkDue)) await show({ shown: 'confirmed' })
  else if (isFree || state.waitlist) {
    const line_number = state.lastLineNumber + 1
    await show({ shown: 'waitlisted', line_number })
    await moveSeats(tx, training, 0, line_number)
  }
}
