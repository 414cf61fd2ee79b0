import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import type { AdmissionOutcome, AdmissionRequest } from './admission-request.ts'
import { admit, type Decision, type SeatState } from './admit.ts'
import type { Decided } from './batch-rows.ts'
import { holdEndOf } from './deadlines.ts'
import { findAnswers, type KeptAnswer } from './idempotency.ts'
import { lockSeats } from './seats.ts'
import { answerOf, writeBatch } from './store-batch.ts'

/**
 * Decides a batch under its trainings' locks and stores what was decided. Everything is read after the lock,
 * so nothing that it rests on can change before the commit.
 */
export async function decideBatch(parts: Parts, tx: Tx, requests: AdmissionRequest[]): Promise<AdmissionOutcome[]> {
  const trainings = await lockSeats(parts.db, tx, unique(requests.map((request) => request.trainingId)))
  const kept = await findAnswers(tx, requests, parts.now().toISOString())
  const active = await findActive(tx, requests)
  const now = parts.now().toISOString()

  const decided: Decided[] = []
  const outcomes = requests.map((request): AdmissionOutcome => {
    const seen = request.idempotency && kept.get(request.idempotency.key, request.trainingId)
    if (seen) return replay(seen, request)
    const training = trainings.get(request.trainingId)
    if (!training) return { refused: new ProblemError('not-found') }
    if (training.revision !== request.revision) return { outdated: true }
    const ids = request.people.map(() => parts.newId())
    const state: SeatState = { ...training.state, active: active.get(request.trainingId) ?? new Map() }
    const people = request.people.map((person, index) => ({ ...person, id: ids[index] as string }))
    const { decisions, after } = admit(state, [{ ...request, people }], now)
    training.state = after
    active.set(request.trainingId, after.active)
    const decision = decisions[0] as Decision
    if ('refused' in decision) return { refused: refusal(decision, state, request) }
    const one = { request, ids, decision: decision.people, holdUntil: holdEndOf(training, now) }
    const stored = answerOf(parts, one)
    decided.push({ ...one, ...stored })
    if (request.idempotency) kept.add(request, stored)
    return { answer: stored.answer, registrationIds: ids }
  })
  await writeBatch(parts, tx, decided, trainings, now)
  return outcomes
}

function replay(seen: KeptAnswer, request: AdmissionRequest): AdmissionOutcome {
  if (seen.requestHash !== request.idempotency?.hash) return { refused: new ProblemError('key-reused') }
  return { answer: seen.answer, registrationIds: [] }
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

const unique = (values: string[]) => [...new Set(values)].toSorted()
