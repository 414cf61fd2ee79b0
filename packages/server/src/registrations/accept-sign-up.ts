import type { RegistrationStatus, TrainingInput } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { AttemptTable, VerificationTable } from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { readInput } from '../trainings/trainings.ts'
import { fitsIn } from './admit.ts'
import { claimPlace } from './claim-place.ts'
import { holdEndOf } from './deadlines.ts'
import { needsApproval } from './register.ts'
import type { LockedTraining } from './seats.ts'
import { type Registration, type StatusChange, setStatus } from './status.ts'
import { askSupervisors } from './supervisors.ts'
import { tellAccepted } from './tell-accepted.ts'
import { walkWaitingList } from './waitlist.ts'

export type Verification = Selectable<VerificationTable>
type Attempt = Selectable<AttemptTable>

/**
 * Lets a sign-up count from now on, its address being verified: decides under the training's lock what becomes of its
 * people, of an undivided group as one, and tells them. Whoever is registered by now stays as they are.
 * @param approved the id of somebody whom the organizer has let in
 */
export async function acceptSignUp(
  given: Parts,
  tx: Tx,
  training: LockedTraining,
  verification: Verification,
  approved?: string,
): Promise<void> {
  // All of it happens at one instant, by which its mails are known for what they are.
  const instant = given.now()
  const parts = { ...given, now: () => instant }
  await markVerified(parts, tx, verification)
  const input = await inputOf(tx, training)
  const newcomers: Registration[] = []
  let known: string | undefined
  for (const one of await findPending(tx, verification)) {
    const claimed = await claimPlace(parts, tx, training, one)
    if ('known' in claimed) known = claimed.known
    else newcomers.push(claimed)
  }
  const signUp: SignUp = {
    newcomers,
    attempts: await findAttempts(tx, verification),
    isUndivided: await isGroupUndivided(tx, verification),
    isAwaiting: ({ id, email }) => id !== approved && needsApproval({ input }, { email }),
  }
  await (signUp.isUndivided && newcomers.length > 0 ? seatTogether : seatEach)(parts, tx, training, signUp)
  await askAwaiting(parts, tx, training, signUp)
  await tellAccepted(parts, tx, verification, { known, attempts: signUp.attempts })
  await walkWaitingList(parts, tx, training)
}

interface SignUp {
  newcomers: Registration[]
  /** Those of a group who were registered before. */
  attempts: Attempt[]
  isUndivided: boolean
  isAwaiting: (person: { id: string; email: string | null }) => boolean
}

async function seatTogether(parts: Parts, tx: Tx, training: LockedTraining, signUp: SignUp): Promise<void> {
  const { newcomers, attempts, isAwaiting } = signUp
  const size = newcomers.length + attempts.length
  const change = changeOf(parts, training, newcomers, { size, mustWait: newcomers.some(isAwaiting) })
  for (const one of newcomers) await setStatus(parts, tx, training, one, toldTo(one, change))
  await show(tx, attempts, () => change.status)
}

async function seatEach(parts: Parts, tx: Tx, training: LockedTraining, signUp: SignUp): Promise<void> {
  const { newcomers, attempts, isUndivided, isAwaiting } = signUp
  for (const one of newcomers) {
    const change = changeOf(parts, training, [one], { size: 1, mustWait: isAwaiting(one) })
    await setStatus(parts, tx, training, one, toldTo(one, change))
  }
  const fits = canSeat(training, isUndivided ? attempts.length : 1)
  await show(tx, attempts, (one) => {
    if (isAwaiting({ id: one.id, email: emailOf(one) })) return 'pending_approval'
    return fits || one.expires_at !== null ? 'confirmed' : 'waitlisted'
  })
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

/** In the order in which they were entered. */
export const findPending = (
  tx: Tx,
  { registration_id, group_id }: Pick<Verification, 'registration_id' | 'group_id'>,
): Promise<Registration[]> =>
  tx
    .selectFrom('registration')
    .selectAll()
    .where('status', '=', 'pending_verification')
    .where(({ or, eb }) => or([eb('id', '=', registration_id ?? ''), eb('group_id', '=', group_id ?? '')]))
    .orderBy('id')
    .execute()

const findAttempts = (tx: Tx, { group_id }: Verification): Promise<Attempt[]> =>
  tx
    .selectFrom('attempt')
    .selectAll()
    .where('group_id', '=', group_id ?? '')
    // Who has left meanwhile stays away.
    .where('shown', '=', 'pending_verification')
    .orderBy('id')
    .execute()

async function isGroupUndivided(tx: Tx, { group_id }: Verification): Promise<boolean> {
  const groups = tx.selectFrom('registration_group').select('split')
  return (await groups.where('id', '=', group_id ?? '').executeTakeFirst())?.split === 0
}

/** What becomes of an entry: it keeps the seats that it holds, takes some that are free, or waits where it stands. */
function changeOf(
  parts: Parts,
  training: LockedTraining,
  entry: Registration[],
  { size, mustWait }: { size: number; mustWait: boolean },
): StatusChange {
  const held = entry.filter(({ holds_seat }) => holds_seat === 1).length
  const hasSeats = held === entry.length || canSeat(training, size, held)
  if (mustWait) {
    const holdsSeat = hasSeats && training.state.holdWhilePending
    const expiresAt = holdsSeat ? holdEndOf(training, parts.now().toISOString()) : null
    return { status: 'pending_approval', holdsSeat, expiresAt, mail: 'pending-approval' }
  }
  const status = hasSeats ? 'confirmed' : 'waitlisted'
  return { status, holdsSeat: hasSeats, mail: status }
}

/** Whether so many seats are free, and not owed to those who wait; `held` of those that are taken count as free. */
const canSeat = ({ state: { capacity, seatsTaken, isWalkDue } }: LockedTraining, size: number, held = 0): boolean =>
  !isWalkDue && fitsIn({ capacity, seatsTaken: seatsTaken - held }, size)

/** Of somebody without an address of their own the coordinator reads in the summary of the group. */
const toldTo = ({ email }: Registration, { mail, ...change }: StatusChange): StatusChange =>
  email === null || mail === undefined ? change : { ...change, mail }

/** Keeps what the coordinator is shown of those who were registered before like what the others come to. */
async function show(tx: Tx, attempts: Attempt[], shownOf: (one: Attempt) => RegistrationStatus): Promise<void> {
  for (const one of attempts) {
    one.shown = shownOf(one)
    await tx.updateTable('attempt').set({ shown: one.shown, expires_at: null }).where('id', '=', one.id).execute()
  }
}

/** Asks the supervisors of those who await approval now, whether or not they were registered before. */
async function askAwaiting(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  { newcomers, attempts }: SignUp,
): Promise<void> {
  const ids = ['', ...newcomers.map(({ id }) => id)]
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
