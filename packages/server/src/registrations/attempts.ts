import type { RegistrationStatus } from '@training-signup/contract'
import type { Tx } from '../db/database.ts'
import { cancellable } from './cancellable.ts'
import { type LockedTraining, moveSeats } from './seats.ts'

/**
 * Whether it holds a seat until its verification ends, as somebody new would: otherwise a stranger would see, by the seats
 * that are left, whether somebody is registered.
 */
export const isHolding = ({ shown, expires_at }: { shown: string | null; expires_at: string | null }): boolean =>
  shown === 'pending_verification' && expires_at !== null

interface Move {
  from: RegistrationStatus
  to: RegistrationStatus
  expiresAt?: string | null
}

/**
 * Moves those who were registered before, as the coordinators of their groups see them, at a place of the line: they are
 * called, offered a seat, and lose it like anybody else, only that they take none. Nobody is known by standing still.
 */
export async function moveInLine(tx: Tx, trainingId: string, line: number, move: Move): Promise<void> {
  await tx
    .updateTable('attempt')
    .set({ shown: move.to, expires_at: move.expiresAt ?? null })
    .where('training_id', '=', trainingId)
    .where('line_number', '=', line)
    .where('shown', '=', move.from)
    .execute()
}

/** Answers, as `moveInLine`, the offer at a place of the line for those of the group who are not in it by a link of their own. */
export async function answerInLine(
  tx: Tx,
  trainingId: string,
  line: number,
  answer: RegistrationStatus,
): Promise<void> {
  await tx
    .updateTable('attempt')
    .set({ shown: answer, expires_at: null })
    .where('training_id', '=', trainingId)
    .where('line_number', '=', line)
    .where('shown', '=', 'offered')
    .where('self_managed_at', 'is', null)
    .execute()
}

/**
 * Ends what has lapsed in the same way: `upToLine` where later places are not looked at yet, and without the offers of
 * groups in which somebody is `untold` of theirs.
 * @returns how many seats are free by it
 */
export async function expireInLine(
  tx: Tx,
  training: LockedTraining,
  now: string,
  { upToLine, untold }: { upToLine: number | undefined; untold: readonly string[] },
): Promise<number> {
  const lapsed = tx
    .updateTable('attempt')
    .set({ expires_at: null })
    .where('training_id', '=', training.id)
    .where('expires_at', '<=', now)
    .$if(upToLine !== undefined, (looked) => looked.where('line_number', '<=', upToLine as number))
  // Only the hold ends; who may come is still to be decided.
  await lapsed.where('shown', '=', 'pending_approval').execute()
  const expired = lapsed.set({ shown: 'expired' })
  await expired.where(({ eb }) => eb('shown', '=', 'offered').and('group_id', 'not in', ['', ...untold])).execute()
  const freed = await expired.where('shown', '=', 'pending_verification').executeTakeFirstOrThrow()
  await moveSeats(tx, training, -Number(freed.numUpdatedRows))
  return Number(freed.numUpdatedRows)
}

interface Decided extends Move {
  /** Of whom it was decided. */
  id: string
  group_id: string | null
  isForOne?: boolean | undefined
  /** A new place in the line, for those who join the waiting list with them. */
  lineNumber?: number | undefined
}

/**
 * Keeps what coordinators are shown in step with what is decided about a registration. Those of its group who were
 * registered before follow the last one of the others, so that nobody of a group moves twice, where an undivided group
 * moves as a whole or the organizer decides about requests. Whose registration is canceled is shown as canceled wherever
 * they were signed up again.
 */
export async function followDecision(tx: Tx, training: LockedTraining, decided: Decided): Promise<void> {
  if (decided.to === 'cancelled') return cancelAttempts(tx, training, { registration_id: decided.id })
  if (!decided.isForOne) await followGroup(tx, decided)
}

/** What coordinators were shown is canceled; a registration that stands is not touched by it. */
export async function cancelAttempts(
  tx: Tx,
  training: LockedTraining,
  of: { id: string } | { group_id: string } | { registration_id: string },
): Promise<void> {
  const attempts = tx
    .updateTable('attempt')
    .set({ shown: 'cancelled', expires_at: null })
    .$if('registration_id' in of || 'id' in of, (some) => some.where(({ and }) => and(of)))
    .$if('group_id' in of, (some) => some.where(({ and }) => and(of)).where('self_managed_at', 'is', null))
  const freed = await attempts
    .where('shown', '=', 'pending_verification')
    .where('expires_at', 'is not', null)
    .executeTakeFirstOrThrow()
  await attempts.where(({ or, eb }) => or([eb('shown', 'is', null), eb('shown', 'in', cancellable)])).execute()
  if (freed.numUpdatedRows > 0n) await moveSeats(tx, training, -Number(freed.numUpdatedRows))
}

const decidedForAll: ReadonlySet<string> = new Set(['waitlisted', 'offered', 'pending_approval'])

async function followGroup(tx: Tx, { group_id, from, to, expiresAt, lineNumber }: Decided): Promise<void> {
  if (group_id === null || !decidedForAll.has(from) || to === 'pending_approval') return
  await tx
    .updateTable('attempt')
    .set({ shown: to, expires_at: expiresAt ?? null, ...(lineNumber ? { line_number: lineNumber } : {}) })
    .where('group_id', '=', group_id)
    .where('shown', '=', from)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('registration').select('id').where('group_id', '=', group_id).where('status', '=', from))),
    )
    .$if(from !== 'pending_approval', (moved) =>
      moved.where(({ exists, selectFrom }) =>
        exists(selectFrom('registration_group').select('id').where('id', '=', group_id).where('split', '=', 0)),
      ),
    )
    .execute()
}

/**
 * Notes that somebody has acted by their own link, or was corrected: from then on no coordinator is shown anything of
 * them, nor can do anything for them, whether they were new when they were signed up or registered before. Whoever has no
 * address of their own is written to by way of their coordinator, whose link it is.
 */
export async function noteSelfManaged(tx: Tx, registrationId: string, now: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('registration')
    .set({ self_managed_at: now })
    .where('id', '=', registrationId)
    .where('email', 'is not', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return
  await tx
    .updateTable('attempt')
    .set({ self_managed_at: now })
    .where('registration_id', '=', registrationId)
    .where('self_managed_at', 'is', null)
    .execute()
}
