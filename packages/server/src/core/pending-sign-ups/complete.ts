import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { identify, needsApproval } from '../people/identify.ts'
import { markVerified, over } from '../proof/codes.ts'
import { isProven } from '../registrations/is-proven.ts'
import {
  type AdmissionBatch,
  admitSignUp,
  type Existing,
  findExisting,
  forgetExisting,
  remindOfExisting,
  startAdmission,
  wouldConfirm,
  writeAdmitted,
} from '../seats/admission.ts'
import type { IdentifiedSignUp } from '../seats/identified-sign-up.ts'
import { change, editDetails, markProven, moveSeats } from '../seats/ledger.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import type { Registration } from '../seats/registration.ts'
import { type BareResult, resultFor } from '../seats/result.ts'
import { deleteSupervisorRequest, requestSupervisor } from '../seats/supervisors.ts'
import { promoteFromWaitingList } from '../seats/waiting-list.ts'
import { isOver, type Locked, lockUnverified } from './locked.ts'
import { type PendingSignUp, readSignUp } from './pending-sign-up.ts'

/**
 * Admits a sign-up like any other, now that its address is proven. It gives back the seats
 * it held and gets them again, and people without a seat join the waiting list. A person who is
 * already registered learns so, and their registration stays as it is, unless a stranger may have
 * made it: it gives way to a seat that the person gets, and else asks the supervisor that they
 * name.
 * @throws {ProblemError} `training-cancelled`, `training-withdrawn`; `verification-over` if it was
 * completed before and its answer is not stored
 */
export async function complete(
  system: System,
  tx: Tx,
  { pending, training }: Locked,
): Promise<{ result: BareResult; registrationIds: string[] }> {
  if (pending.verified_at !== null) throw over(pending.lang)
  const now = system.now().toISOString()
  const request = identifiedSignUp(system, training, pending)
  moveSeats(training, -pending.held_seats)
  const batch = await startAdmission(system, tx, [request], now)
  const existing = await findExisting(tx, batch, request)
  const stays = existing && !(await givesWay(system, tx, batch, training, request, existing))
  const admitted = stays
    ? await keepExisting(system, tx, batch, training, request, existing)
    : admitSignUp(batch, training, request)
  if ('refused' in admitted) throw admitted.refused
  const { result, registrationIds } = admitted
  await writeAdmitted(batch, tx, new Map([[training.id, training]]), [
    markVerified(tx, pending.id, now),
    tx
      .updateTable('pending_sign_up')
      .set({ answer: JSON.stringify(result), request: '{}', held_seats: 0 })
      .where('id', '=', pending.id),
  ])
  await promoteFromWaitingList(system, tx, training)
  return { result, registrationIds }
}

/**
 * Cancels a registration that waits, if a stranger may have made it and the person now gets a seat.
 */
async function givesWay(
  system: System,
  tx: Tx,
  batch: AdmissionBatch,
  training: LockedTraining,
  request: IdentifiedSignUp,
  { registration, status }: Existing,
): Promise<boolean> {
  if (status === 'confirmed' || isProven(registration)) return false
  if (!wouldConfirm(batch, training, request, registration)) return false
  await change(system, tx, training, [registration], { action: 'cancel', to: 'cancelled', canceledBy: 'person' })
  forgetExisting(batch, request)
  return true
}

/** Keeps the existing registration, and tells its owner about it. */
async function keepExisting(
  system: System,
  tx: Tx,
  batch: AdmissionBatch,
  training: LockedTraining,
  request: IdentifiedSignUp,
  { registration, status }: Existing,
): Promise<{ result: BareResult; registrationIds: string[] }> {
  const { id, reference } = registration
  remindOfExisting(batch, training, request, registration)
  if (!isProven(registration)) await nameSupervisor(system, tx, registration, request)
  await markProven(tx, id, batch.now)
  const found = { reference, people: [status], lang: request.lang }
  return { result: resultFor(system, training, found), registrationIds: [id] }
}

/**
 * Asks the supervisor that the person names. A stranger who signed them up first may have named a
 * mailbox of their own, and must not decide.
 */
async function nameSupervisor(
  system: System,
  tx: Tx,
  registration: Registration,
  { people: [person] }: IdentifiedSignUp,
): Promise<void> {
  if (!person) return
  const { supervisorEmail: _, ...others } = JSON.parse(registration.sensitive) as typeof person.sensitive
  const { supervisorEmail } = person.sensitive
  // Asked anew even if a stranger named the same one: the answer so far may be that stranger's.
  await deleteSupervisorRequest(tx, registration)
  await requestSupervisor(system, tx, registration, person)
  const sensitive = JSON.stringify(supervisorEmail === undefined ? others : { ...others, supervisorEmail })
  await editDetails(tx, [registration.id], { sensitive })
}

function identifiedSignUp(
  system: Pick<System, 'newId'>,
  { audience }: LockedTraining,
  pending: PendingSignUp,
): IdentifiedSignUp {
  const checked = readSignUp(pending)
  const { coordinator } = checked
  // In a group only the coordinator has proven their domain; a member's address is only claimed.
  const needsMore = coordinator !== undefined && needsApproval(audience, coordinator)
  return {
    ...checked,
    trainingId: pending.training_id,
    people: identify(system, audience, checked).map((person) => ({
      ...person,
      needsApproval: person.needsApproval || needsMore,
    })),
    byOrganizer: false,
    proven: { reference: pending.reference, heldSeats: pending.held_seats },
  }
}

/**
 * Completes a sign-up without its code, because an organizer vouches for it.
 * @returns the ids of its registrations
 * @throws {ProblemError} `not-found`, `wrong-status`, `verification-over`, `training-cancelled`,
 * `training-withdrawn`
 */
export async function vouchFor(system: System, id: string): Promise<string[]> {
  return system.db.transaction(async (tx) => {
    const locked = await lockUnverified(system, tx, id)
    if (isOver(system, locked)) throw new ProblemError('verification-over')
    return (await complete(system, tx, locked)).registrationIds
  })
}
