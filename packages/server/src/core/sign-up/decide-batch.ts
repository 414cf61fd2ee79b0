import type { RegistrationResult } from '@training-signup/contract'
import type { Insertable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { IdempotencyTable } from '../../platform/db/tables/people/idempotency.ts'
import type { Write } from '../../platform/db/write-together.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import {
  addressOf,
  countHeldSeats,
  deletePending,
  insertPending,
  type KeptSignUp,
  keepSignUp,
  type PendingSignUp,
} from '../pending-sign-ups/pending-sign-up.ts'
import { findReplaced } from '../pending-sign-ups/replacements.ts'
import { createReferenceSecrets, formatResponded } from '../people/reference-secret.ts'
import { createVerificationTokens } from '../proof/token.ts'
import { type AdmissionBatch, admitCorrection, admitSignUp, startAdmission, writeAdmitted } from '../seats/admission.ts'
import {
  type Correction,
  losesSeats,
  refuseEarly,
  type SeatRequest,
  type SeatState,
  seatsToHold,
} from '../seats/admit.ts'
import { countDoorSeats } from '../seats/door-seats.ts'
import { moveSeats } from '../seats/ledger.ts'
import { type LockedTraining, lockTrainings } from '../seats/locked-training.ts'
import type { BareResult } from '../seats/result.ts'
import { promoteFromWaitingList } from '../seats/waiting-list.ts'
import { type Corrected, endCorrected, findCorrected, isInTime, isNotedNow, positionsOf } from './corrections.ts'
import {
  correctionKey,
  correctionRow,
  findAnswers,
  hashContent,
  insertAnswers,
  type KeptAnswer,
  type KeptResult,
  keptRow,
} from './idempotency.ts'
import { type JoinedGroups, joiningRefused, noteJoined, proveJoined, readJoined } from './joined-groups.ts'
import type { SignUpOutcome, SubmittedSignUp } from './submitted-sign-up.ts'

/**
 * Decides a batch of requests under the locks of their trainings and stores the results. Everything
 * is read after the locks, so no input of a decision can change before the commit.
 */
export async function decideBatch(system: System, tx: Tx, requests: SubmittedSignUp[]): Promise<SignUpOutcome[]> {
  const trainings = await lockTrainings(system.db, tx, trainingsOf(requests))
  for (const id of new Set(requests.flatMap(({ atDoor, trainingId }) => (atDoor ? trainingId : []))))
    await countDoorSeats(tx, trainings.get(id))
  const now = system.now().toISOString()
  const kept = await findAnswers(system.db, tx, requests, now)
  const replacing = requests.filter((request) => request.replaces)
  const replaced = replacing.length > 0 ? await findReplaced(tx, replacing, now) : new Map()
  const corrected = replacing.length > 0 ? await findCorrected(tx, replacing, now) : new Map()
  const isCorrection = (one: SubmittedSignUp) => one.replaces !== undefined && (replaced.has(one) || isInTime(one, now))
  const verifying = requests.filter(({ verifies }) => verifies)
  const batch: Batch = {
    system,
    tx,
    now,
    trainings,
    kept,
    replaced,
    corrected,
    joined: requests.some(({ joins }) => joins) ? await readJoined(tx, requests) : new Map(),
    heldByPending: verifying.length > 0 ? await countHeldSeats(tx, trainingsOf(verifying)) : new Map(),
    admission: await startAdmission(
      system,
      tx,
      requests.filter((one) => isLookedUp(trainings, one, { now, isCorrection: isCorrection(one) })),
      now,
    ),
    pending: [],
    answers: [],
  }
  const freeing = new Set(requests.filter(isCorrection).map(({ trainingId }) => trainingId))
  const outcomes = new Map<SubmittedSignUp, SignUpOutcome>()
  // Corrections come last: the seats that they leave free go to people who wait.
  for (const request of requests.toSorted((one, other) => Number(isCorrection(one)) - Number(isCorrection(other))))
    outcomes.set(request, await decide(batch, request))
  await writeAdmitted(batch.admission, tx, trainings, writesOf(batch))
  for (const id of freeing) await promoteFromWaitingList(system, tx, trainings.get(id) as LockedTraining)
  return requests.map((request) => outcomes.get(request) as SignUpOutcome)
}

interface Batch {
  system: System
  tx: Tx
  now: string
  trainings: ReadonlyMap<string, LockedTraining>
  kept: Awaited<ReturnType<typeof findAnswers>>
  replaced: Map<SubmittedSignUp, PendingSignUp>
  corrected: Map<SubmittedSignUp, Corrected>
  joined: JoinedGroups
  heldByPending: Map<string, number>
  admission: AdmissionBatch
  pending: KeptSignUp[]
  answers: Insertable<IdempotencyTable>[]
}

const trainingsOf = (requests: readonly SubmittedSignUp[]) =>
  [...new Set(requests.map(({ trainingId }) => trainingId))].toSorted()

/**
 * Returns whether the people of a request are looked up: not if it must be verified first, and not
 * if it is refused regardless of its people.
 */
function isLookedUp(
  trainings: Batch['trainings'],
  request: SubmittedSignUp,
  { now, isCorrection }: { now: string; isCorrection: boolean },
): boolean {
  const training = trainings.get(request.trainingId)
  if (!training || request.verifies) return false
  return isCorrection || refuseEarly(training.state, seatRequestOf(request), now) === undefined
}

const seatRequestOf = ({ people, split, byOrganizer, extraSeat, atDoor }: SubmittedSignUp): SeatRequest => ({
  people: people.map((person) => ({ ...person, id: '', hasOwnAddress: person.email !== null })),
  split,
  byOrganizer,
  extraSeat,
  atDoor: atDoor ?? false,
})

async function decide(batch: Batch, request: SubmittedSignUp): Promise<SignUpOutcome> {
  const { system, kept } = batch
  const repeated = request.idempotency && kept.get(request.idempotency.key, request.trainingId)
  if (repeated) return replay(system, repeated, request)
  const training = batch.trainings.get(request.trainingId)
  if (!training) return { refused: new ProblemError('not-found') }
  if (training.revision !== request.revision) return { outdated: true }
  const unjoinable = request.joins && joiningRefused(batch.joined, request, request.joins)
  if (unjoinable) return { refused: unjoinable }
  const replaced = batch.replaced.get(request)
  const corrected = correctedBy(batch, request)
  const correction = correctionOf(batch, request, { replaced, corrected })
  const outcome = request.verifies
    ? keepPending(batch, training, request, { replaced, correction })
    : correction
      ? admitCorrection(batch.admission, training, { ...request, correction }, idsOf(corrected))
      : admitSignUp(batch.admission, training, request)
  if ('refused' in outcome) return outcome
  if (request.joins) noteJoined(batch.joined, request, request.joins)
  const result: KeptResult =
    'seats' in outcome && request.isCorrectable ? withCorrection(outcome, request, batch.now) : outcome.result
  if (replaced) await endReplaced(batch, training, replaced, request)
  if (corrected) await endCorrected(system, batch.tx, training, corrected, result.reference)
  if (correction && request.replaces?.responded) keep(batch, correctionRow(training.id, request.replaces, batch.now))
  if (request.idempotency) keep(batch, keptRow(request, result, batch.now))
  const registrationIds = 'registrationIds' in outcome ? outcome.registrationIds : []
  return { result: withSecret(system, result, request), registrationIds, isNew: true }
}

function keep({ answers, kept }: Batch, row: Insertable<IdempotencyTable>): void {
  answers.push(row)
  kept.add(row)
}

function replay(system: System, repeated: KeptAnswer, request: SubmittedSignUp): SignUpOutcome {
  if (repeated.requestHash !== hashContent(request.idempotency?.content ?? ''))
    return { refused: new ProblemError('key-reused') }
  const result = JSON.parse(repeated.answer) as KeptResult
  return { result: withSecret(system, result, request), registrationIds: [], isNew: false }
}

/** Returns whether a sign-up has been corrected already: that happens once. */
const isUsed = ({ kept }: Batch, { trainingId, replaces }: SubmittedSignUp): boolean =>
  replaces !== undefined && kept.get(correctionKey(replaces), trainingId) !== undefined

/**
 * Returns the sign-up that a request ends; undefined if there is none any more, if someone relied
 * on it, or if a request of this batch came with its address or adds people to it.
 */
function correctedBy(batch: Batch, request: SubmittedSignUp): Corrected | undefined {
  const found = batch.corrected.get(request)
  const isJoinedNow = batch.joined.get(found?.group?.id ?? '')?.isJoined === true
  return found && !isUsed(batch, request) && !isNotedNow(batch.admission, found) && !isJoinedNow ? found : undefined
}

/** Returns what a request must respect as a correction; undefined if it is an ordinary one. */
function correctionOf(
  batch: Batch,
  request: SubmittedSignUp,
  { replaced, corrected }: { replaced: PendingSignUp | undefined; corrected: Corrected | undefined },
): Correction | undefined {
  const { replaces, people, verifies } = request
  // One that waits for its code hands on the seats that it holds, to another that waits.
  if (replaced) return { seats: verifies ? 0 : people.length, people: 0, positions: [] }
  if (!replaces?.responded || !isInTime(request, batch.now) || isUsed(batch, request)) return undefined
  const { seats, people: before } = replaces.responded
  return corrected ? { seats, people: before, positions: positionsOf(corrected) } : { seats, people: 0, positions: [] }
}

const idsOf = (corrected: Corrected | undefined) => corrected?.registrations.map(({ id }) => id) ?? []

interface Keeping {
  replaced: PendingSignUp | undefined
  correction: Correction | undefined
}

/** Keeps a sign-up until its address is proven. */
function keepPending(
  batch: Batch,
  training: LockedTraining,
  request: SubmittedSignUp,
  { replaced, correction }: Keeping,
): { refused: ProblemError } | KeptSignUp {
  const { now, heldByPending } = batch
  const freed = replaced?.held_seats ?? 0
  const asked = { ...seatRequestOf(request), correction }
  const state: SeatState = {
    ...training.state,
    seatsTaken: training.state.seatsTaken - freed,
    // The seats of the corrected request are its own, even while others wait to be promoted.
    isPromotionPending: training.state.isPromotionPending && freed < request.people.length,
  }
  const refused = refuseEarly(state, asked, now)
  if (refused) return { refused: new ProblemError(refused) }
  const others = (heldByPending.get(training.id) ?? 0) - freed
  const heldSeats = seatsToHold(state, asked, others)
  if (losesSeats(asked, heldSeats)) return { refused: new ProblemError('not-correctable') }
  heldByPending.set(training.id, others + heldSeats)
  moveSeats(training, -freed)
  const kept = keepSignUp(batch.system, training, { request, heldSeats, replaced, now })
  batch.pending.push(kept)
  return kept
}

async function endReplaced(batch: Batch, training: LockedTraining, replaced: PendingSignUp, request: SubmittedSignUp) {
  await deletePending(batch.tx, training, request.verifies ? { ...replaced, held_seats: 0 } : replaced)
  // It can be corrected once: the other requests of the batch are ordinary ones.
  for (const [other, { id }] of batch.replaced) if (id === replaced.id) batch.replaced.delete(other)
}

const writesOf = ({ tx, now, joined, pending, answers }: Batch): Write[] => [
  ...(joined.size > 0 ? proveJoined(tx, joined, now) : []),
  ...(pending.length > 0 ? insertPending(tx, pending) : []),
  ...(answers.length > 0 ? [insertAnswers(answers)] : []),
]

/** Adds to a response what the secret that corrects the sign-up has to carry. */
const withCorrection = (
  { result, seats }: { result: BareResult; seats: number },
  { people }: SubmittedSignUp,
  now: string,
): KeptResult => ({
  ...result,
  correction: formatResponded({ at: Date.parse(now), people: people.length, seats }),
})

/** Returns the response as it is sent, with the secret that verifies or corrects the sign-up. */
function withSecret(
  system: System,
  { verification, correction, ...result }: KeptResult,
  request: SubmittedSignUp,
): RegistrationResult {
  if (verification !== undefined) {
    const secret = createVerificationTokens(system).issueSecret(verification)
    return { ...result, verification: { secret, sentTo: addressOf(request), digits: request.codeDigits } }
  }
  // Of an earlier version it is not known which secret there was.
  if (correction === undefined || correction === true) return result
  const named = { trainingId: request.trainingId, reference: result.reference }
  return { ...result, correction: { secret: createReferenceSecrets(system).issue(named, correction) } }
}
