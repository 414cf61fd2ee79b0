import type { ExpressionBuilder } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../http/problem.ts'
import { admit, type Decision, type SeatState } from '../registrations/admit.ts'
import { type Corrected, endCorrected, findCorrected, seatsOf } from '../registrations/corrections.ts'
import { verificationTimeOf } from '../registrations/deadlines.ts'
import { type LockedTraining, lockSeats } from '../registrations/seats.ts'
import { walkWaitingList } from '../registrations/waiting-list.ts'
import type { Decided } from './batch-rows.ts'
import { findAnswers, type KeptAnswer } from './idempotency.ts'
import type { AdmissionOutcome, AdmissionRequest } from './request.ts'
import { answerOf, withSecret, writeBatch } from './store-batch.ts'

/**
 * Decides a batch under its trainings' locks and stores what was decided. Everything is read after the lock,
 * so nothing that it rests on can change before the commit.
 */
export async function decideBatch(parts: Parts, tx: Tx, requests: AdmissionRequest[]): Promise<AdmissionOutcome[]> {
  const trainings = await lockSeats(parts.db, tx, unique(requests.map((request) => request.trainingId)))
  const kept = await findAnswers(tx, requests, parts.now().toISOString())
  const active = await findActive(tx, requests)
  const now = parts.now().toISOString()

  await noteUnverifiedHolds(tx, trainings, requests)
  const corrected = await findCorrected(tx, requests, now)
  const batch: Batch = { parts, tx, now, trainings, kept, active, corrected, decided: [] }
  const outcomes = new Map<AdmissionRequest, AdmissionOutcome>()
  // Corrections come last: what they leave over is for those who wait, who are asked once all is stored.
  for (const request of requests.toSorted((one, other) => Number(corrected.has(one)) - Number(corrected.has(other))))
    outcomes.set(request, await decide(batch, request))
  await writeBatch(parts, tx, batch.decided, trainings, now)
  for (const id of new Set([...corrected.keys()].map(({ trainingId }) => trainingId)))
    await walkWaitingList(parts, tx, trainings.get(id) as LockedTraining)
  return requests.map((request) => outcomes.get(request) as AdmissionOutcome)
}

interface Batch {
  parts: Parts
  tx: Tx
  now: string
  trainings: Map<string, LockedTraining>
  kept: Awaited<ReturnType<typeof findAnswers>>
  active: Map<string, ReadonlyMap<string, string>>
  corrected: Map<AdmissionRequest, Corrected>
  decided: Decided[]
}

async function decide(batch: Batch, request: AdmissionRequest): Promise<AdmissionOutcome> {
  const { parts, tx, now, kept, active } = batch
  const seen = request.idempotency && kept.get(request.idempotency.key, request.trainingId)
  if (seen) return replay(parts, seen, request)
  const training = batch.trainings.get(request.trainingId)
  if (!training) return { refused: new ProblemError('not-found') }
  if (training.revision !== request.revision) return { outdated: true }
  const ids = request.people.map(() => parts.newId())
  const before = batch.corrected.get(request)
  const freed = before ? seatsOf(before) : 0
  const { isWalkDue, unverifiedHolds = 0 } = training.state
  const state: SeatState = {
    ...training.state,
    seatsTaken: training.state.seatsTaken - freed,
    unverifiedHolds: unverifiedHolds - freed,
    // The seats of what it corrects are no one else's, whoever is yet to be called.
    isWalkDue: isWalkDue && freed < request.people.length,
    active: active.get(request.trainingId) ?? new Map(),
  }
  const people = request.people.map((person, index) => ({ ...person, id: ids[index] as string }))
  const { decisions, after } = admit(state, [{ ...request, people }], now)
  const decision = decisions[0] as Decision
  if ('refused' in decision) return { refused: refusal(decision, state, request) }
  if (before) await endCorrected(parts, tx, training, before)
  // It can be corrected once.
  for (const [other, { verification }] of batch.corrected)
    if (other !== request && verification.id === before?.verification.id) batch.corrected.delete(other)
  // The seats of what has ended are counted in it.
  training.state = { ...after, isWalkDue }
  active.set(request.trainingId, after.active)
  const verification = request.verifies
    ? { id: parts.newId(), ...verificationTimeOf(training, now, before?.verification) }
    : undefined
  const one = { request, ids, decision: decision.people, training, verification }
  const stored = answerOf(parts, one, training)
  batch.decided.push({ ...one, ...stored })
  if (request.idempotency) kept.add(request, stored)
  return { answer: withSecret(parts, stored.answer, request), registrationIds: ids }
}

function replay(parts: Parts, seen: KeptAnswer, request: AdmissionRequest): AdmissionOutcome {
  if (seen.requestHash !== request.idempotency?.hash) return { refused: new ProblemError('key-reused') }
  return { answer: withSecret(parts, seen.answer, request), registrationIds: [] }
}

function refusal(decision: Extract<Decision, { refused: unknown }>, state: SeatState, request: AdmissionRequest) {
  const errors = decision.people?.map((index) => ({
    pointer: `/people/${index}`,
    code: 'already-registered',
    message: `Registered already, as ${state.active.get(request.people[index]?.activePerson ?? '')}.`,
  }))
  return new ProblemError(decision.refused, errors ? { errors } : {})
}

async function findActive(tx: Tx, requests: AdmissionRequest[]) {
  const people = unique(requests.flatMap((request) => request.people.map((person) => person.activePerson)))
  const rows = await tx
    .selectFrom('registration')
    .select(['id', 'training_id', 'active_person'])
    .where('training_id', 'in', unique(requests.map((request) => request.trainingId)))
    .where('active_person', 'in', people)
    .execute()
  const active = new Map<string, ReadonlyMap<string, string>>()
  for (const row of rows) {
    const ofTraining = active.get(row.training_id) ?? new Map<string, string>()
    active.set(row.training_id, new Map([...ofTraining, [row.active_person as string, row.id]]))
  }
  return active
}

/** Counted where it matters only, and then for everybody alike. */
async function noteUnverifiedHolds(
  tx: Tx,
  trainings: Map<string, LockedTraining>,
  requests: AdmissionRequest[],
): Promise<void> {
  const ids = unique(requests.filter(({ verifies }) => verifies).map(({ trainingId }) => trainingId))
  if (ids.length === 0) return
  const counted = ({ fn }: ExpressionBuilder<Tables, 'registration' | 'attempt'>) => fn.countAll<number>().as('held')
  const people = await tx
    .selectFrom('registration')
    .select('training_id')
    .select(counted)
    .where('training_id', 'in', ids)
    .where('status', '=', 'pending_verification')
    .where('holds_seat', '=', 1)
    .groupBy('training_id')
    .execute()
  const known = await tx
    .selectFrom('attempt')
    .select('training_id')
    .select(counted)
    .where('training_id', 'in', ids)
    .where('shown', '=', 'pending_verification')
    .where('expires_at', 'is not', null)
    .groupBy('training_id')
    .execute()
  for (const { training_id, held } of [...people, ...known]) {
    const training = trainings.get(training_id) as LockedTraining
    training.state.unverifiedHolds = (training.state.unverifiedHolds ?? 0) + held
  }
}

const unique = (values: string[]) => [...new Set(values)].toSorted()
