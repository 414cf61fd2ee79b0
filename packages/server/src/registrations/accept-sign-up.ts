import type { RegistrationResult, TrainingInput } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { AttemptTable, VerificationTable } from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { heldUntil, mailOf } from '../sign-up/batch-rows.ts'
import { needsApproval } from '../sign-up/register.ts'
import { addCounts } from '../trainings/counts.ts'
import { readInput } from '../trainings/trainings.ts'
import { noteHappenings } from '../webhooks/events.ts'
import { type Placed, settle } from './admit.ts'
import { isHolding } from './attempts.ts'
import { claimPlace } from './claim-place.ts'
import { findPending } from './pending.ts'
import { type LockedTraining, moveSeats } from './seats.ts'
import { type Registration, type StatusChange, setStatus } from './status.ts'
import { askSupervisors } from './supervisors.ts'
import { tellAccepted } from './tell-accepted.ts'
import { keepAnswer } from './verified-result.ts'
import { walkWaitingList } from './waiting-list.ts'

export type Verification = Selectable<VerificationTable>
type Attempt = Selectable<AttemptTable>

/**
 * Lets a sign-up count from now on, its address being verified: decides under the training's lock what becomes of its
 * people, of an undivided group as one, and tells them. Whoever is registered by now stays as they are.
 * @param approvedId of somebody whom the organizer lets in, who is told and asked about nothing that this ends
 * @returns what to answer; nothing, and nothing is done, where nobody of it is left
 */
export async function acceptSignUp(
  given: Parts,
  tx: Tx,
  training: LockedTraining,
  verification: Verification,
  approvedId?: string,
): Promise<RegistrationResult | undefined> {
  // All of it happens at one instant, by which its mails are known for what they are.
  const instant = given.now()
  const parts = { ...given, now: () => instant }
  const pending = await findPending(tx, verification)
  const before = await findAttempts(tx, verification)
  if (pending.length === 0 && before.length === 0) return undefined
  await markVerified(parts, tx, verification)
  const input = await inputOf(tx, training)
  const newcomers: Registration[] = []
  let known: string | undefined
  for (const one of pending) {
    const claimed = await claimPlace(parts, tx, training, one)
    if ('known' in claimed) known = claimed.known
    else newcomers.push(claimed)
  }
  const group = await findGroup(tx, verification)
  // Of a group, it is the coordinator who has proven of which domain they are.
  const proven = group ? [{ email: group.coordinator_email }] : []
  const signUp: SignUp = {
    newcomers,
    attempts: await findAttempts(tx, verification),
    isUndivided: group?.split === 0,
    approvedId,
    isAwaiting: ({ id, email }) =>
      id !== approvedId && [{ email }, ...proven].some((one) => needsApproval({ input }, one)),
  }
  const shown = await seat(parts, tx, training, signUp)
  await askAwaiting(parts, tx, training, signUp)
  await tellAccepted(parts, tx, verification, { known, attempts: signUp.attempts })
  await walkWaitingList(parts, tx, training)
  return keepAnswer(parts, tx, verification, { shown, known })
}

interface SignUp {
  newcomers: Registration[]
  /** Those of a group who were registered before. */
  attempts: Attempt[]
  isUndivided: boolean
  approvedId: string | undefined
  isAwaiting: (person: { id: string; email: string | null }) => boolean
}

/** @returns what everybody of it is shown to come to, by id */
async function seat(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  signUp: SignUp,
): Promise<ReadonlyMap<string, Placed['status']>> {
  const { newcomers, attempts, isUndivided, approvedId, isAwaiting } = signUp
  const people = [
    ...newcomers.map(({ id, email, holds_seat }) => ({ id, email, holdsSeat: holds_seat === 1, isKnown: false })),
    ...attempts.map((one) => ({ id: one.id, email: emailOf(one), holdsSeat: isHolding(one), isKnown: true })),
  ]
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map((one) => ({ ...one, needsApproval: isAwaiting(one) }))
  const { shown, stored } = settle(training.state, people, isUndivided)
  for (const [index, one] of newcomers.entries()) {
    const change = changeTo(parts, training, stored[index] as Placed)
    const { mail: _, ...untold } = change
    // Of somebody without an address of their own the coordinator reads in the summary of the group.
    const isUntold = one.email === null || (one.id === approvedId && change.status === 'pending_approval')
    await setStatus(parts, tx, training, one, isUntold ? untold : change)
  }
  const shownTo = new Map(people.map(({ id }, index) => [id, shown[index] as Placed]))
  await moveSeats(tx, training, -attempts.filter(isHolding).length)
  await show(tx, attempts, ({ id }) => changeTo(parts, training, shownTo.get(id) as Placed))
  for (const _ of attempts) await seatNobody(parts, tx, training)
  return new Map([...shownTo].map(([id, { status }]) => [id, status]))
}

const emailOf = ({ said }: Attempt): string | null => (JSON.parse(said) as { email?: string }).email ?? null

async function markVerified(parts: Parts, tx: Tx, { id, group_id }: Verification): Promise<void> {
  const verified_at = parts.now().toISOString()
  await tx.updateTable('verification').set({ verified_at }).where('id', '=', id).execute()
  await tx
    .updateTable('registration_group')
    .set({ is_unverified: 0 })
    .where('id', '=', group_id ?? '')
    .execute()
}

const inputOf = async (tx: Tx, { id }: LockedTraining): Promise<TrainingInput> =>
  readInput(await tx.selectFrom('training').select('input').where('id', '=', id).executeTakeFirstOrThrow())

const findAttempts = (tx: Tx, { group_id }: Verification): Promise<Attempt[]> =>
  tx
    .selectFrom('attempt')
    .selectAll()
    .where('group_id', '=', group_id ?? '')
    // Who has left meanwhile stays away.
    .where('shown', '=', 'pending_verification')
    .orderBy('id')
    .execute()

const findGroup = (tx: Tx, { group_id }: Verification) =>
  tx
    .selectFrom('registration_group')
    .select(['split', 'coordinator_email'])
    .where('id', '=', group_id ?? '')
    .executeTakeFirst()

function changeTo(parts: Parts, training: LockedTraining, placed: Placed): StatusChange {
  const { status, holdsSeat } = placed
  const expiresAt = heldUntil(training, placed, parts.now().toISOString())
  return { status, holdsSeat, expiresAt, mail: mailOf[status] }
}

/** Keeps what the coordinator is shown of those who were registered before like what the others come to. */
async function show(
  tx: Tx,
  attempts: Attempt[],
  shownOf: (one: Attempt) => Pick<StatusChange, 'status' | 'expiresAt'>,
): Promise<void> {
  for (const one of attempts) {
    const { status: shown, expiresAt = null } = shownOf(one)
    one.shown = shown
    await tx.updateTable('attempt').set({ shown, expires_at: expiresAt }).where('id', '=', one.id).execute()
  }
}

/** What else a newcomer costs, done to nobody: the time that an answer takes is to tell no more than the answer does. */
async function seatNobody(parts: Parts, tx: Tx, training: LockedTraining): Promise<void> {
  const now = parts.now().toISOString()
  const nobody = tx.selectFrom('registration').select('id').where('training_id', '=', training.id)
  await nobody.where('active_person', '=', '').executeTakeFirst()
  await tx.updateTable('registration').set({ created_at: now }).where('id', '=', '').execute()
  await addCounts(tx, [{ training_id: training.id, status: 'pending_verification', count: 0 }]).execute()
  await noteHappenings(parts, tx, [], now).execute()
  await moveSeats(tx, training, 0)
}

/** Asks the supervisors of those who await approval now, whether or not they were registered before. */
async function askAwaiting(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  { newcomers, attempts, approvedId }: SignUp,
): Promise<void> {
  const ids = ['', ...newcomers.map(({ id }) => id).filter((id) => id !== approvedId)]
  const awaiting = await tx
    .selectFrom('registration')
    .select('id')
    .where('id', 'in', ids)
    .where('status', '=', 'pending_approval')
    .execute()
  await askSupervisors(parts, tx, training.id, {
    registrations: awaiting.map(({ id }) => id),
    attempts: attempts.filter(({ shown }) => shown === 'pending_approval').map(({ id }) => id),
  })
}
