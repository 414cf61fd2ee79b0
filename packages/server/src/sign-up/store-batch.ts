import { type Language, type RegistrationResult, type ResultStatus, resultStatuses } from '@training-signup/contract'
import type { Insertable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { IdempotencyTable, TrainingCountTable } from '../db/schema.ts'
import { writeTogether } from '../db/write-together.ts'
import type { Parts } from '../deps.ts'
import { addPlacements, dayAt, type PlacementCount } from '../partners/placement-counts.ts'
import { newReference } from '../people/reference.ts'
import type { LockedTraining } from '../registrations/seats.ts'
import { addCounts } from '../trainings/counts.ts'
import { createVerificationTokens } from '../verification/token.ts'
import { type Happening, noteHappenings } from '../webhooks/events.ts'
import { mailedKey, say } from '../words/index.ts'
import { addRows, type BatchRows, type Decided } from './batch-rows.ts'
import type { AdmissionRequest } from './request.ts'

/**
 * The answer as it is kept: built from what is `shown`, always with a new reference, so that it does not tell who is
 * registered. Of a verification it holds the id only.
 */
export function answerOf(
  parts: Parts,
  { request, decision, verification }: Pick<Decided, 'request' | 'decision'> & Partial<Pick<Decided, 'verification'>>,
  training: Pick<LockedTraining, 'contact'>,
): { answer: string; reference: string } {
  const reference = newReference(parts)
  const status = leastCertain(decision.map((person) => person.shown))
  const result: RegistrationResult = {
    reference,
    status,
    people: decision.map((person) => ({ status: person.shown })),
    next: tellNext(parts, status, request.lang, training),
    lang: request.lang,
  }
  const kept = verification ? { ...result, verification: verification.id } : result
  return { answer: JSON.stringify(kept), reference }
}

/** Where no mail will say how it goes on, whom to ask is a part of it. */
function tellNext(
  { config }: Parts,
  status: ResultStatus,
  lang: Language,
  { contact }: Pick<LockedTraining, 'contact'>,
): RegistrationResult['next'] {
  const sendsMail = config.mail !== undefined
  const text = say(lang, mailedKey(`result.${status}.text`, sendsMail))
  const whom = [contact?.name, contact?.email, contact?.phone].filter(Boolean).join(', ')
  return {
    title: say(lang, mailedKey(`result.${status}`, sendsMail)),
    text: sendsMail || whom === '' ? text : `${text} ${say(lang, 'result.question')}: ${whom}`,
  }
}

/** The answer as it goes out: with the secret by which the sign-up is verified. */
export function withSecret(parts: Parts, answer: string, { coordinator, people }: AdmissionRequest): string {
  if (!answer.includes('"verification":')) return answer
  const kept = JSON.parse(answer) as { verification: string }
  const secret = createVerificationTokens(parts).issueSecret(kept.verification)
  const sentTo = coordinator?.email ?? people[0]?.email ?? ''
  return JSON.stringify({ ...kept, verification: { secret, sentTo } })
}

const leastCertain = (statuses: ResultStatus[]) =>
  resultStatuses.findLast((status) => statuses.includes(status)) as ResultStatus

/** Writes everything that a batch has decided, in few statements. */
export async function writeBatch(
  parts: Parts,
  tx: Tx,
  decided: Decided[],
  trainings: Map<string, LockedTraining>,
  now: string,
) {
  if (decided.length === 0) return
  const rows = noRows()
  for (const one of decided) addRows(parts, one, rows, now)
  const counts = countByStatus(decided)
  const signUps = countSignUps(decided, trainings, now)
  // Also for those who were registered already, for whom nothing changes: the time that an answer takes is to tell
  // no more than the answer does.
  const touched = [...new Set(decided.map(({ request }) => request.trainingId))].map(
    (id) => trainings.get(id) as LockedTraining,
  )
  await writeTogether(parts.db, tx, [
    ...(rows.groups.length > 0 ? [tx.insertInto('registration_group').values(rows.groups)] : []),
    ...(rows.registrations.length > 0 ? [tx.insertInto('registration').values(rows.registrations)] : []),
    ...(rows.attempts.length > 0 ? [tx.insertInto('attempt').values(rows.attempts)] : []),
    ...(rows.supervisors.length > 0 ? [tx.insertInto('supervisor_request').values(rows.supervisors)] : []),
    ...(rows.verifications.length > 0 ? [tx.insertInto('verification').values(rows.verifications)] : []),
    ...(rows.idempotency.length > 0 ? [insertAnswers(tx, rows.idempotency)] : []),
    ...(rows.outbox.length > 0 ? [tx.insertInto('outbox').values(rows.outbox)] : []),
    addCounts(tx, counts),
    noteHappenings(parts, tx, createdBy(rows, trainings), now),
    ...(signUps.length > 0 ? [addPlacements(tx, signUps)] : []),
    ...touched.map(({ id, state }) =>
      tx
        .updateTable('training')
        .set({ seats_taken: state.seatsTaken, last_line_number: state.lastLineNumber })
        .where('id', '=', id),
    ),
  ])
}

const noRows = (): BatchRows => ({
  groups: [],
  registrations: [],
  attempts: [],
  supervisors: [],
  verifications: [],
  idempotency: [],
  outbox: [],
})

/** None is noted like some: the time that an answer takes is to tell no more than the answer does. */
const createdBy = ({ registrations }: BatchRows, trainings: Map<string, LockedTraining>): Happening[] =>
  registrations.map(({ id, training_id, group_id = null }) => ({
    event: 'registration.created',
    training: trainings.get(training_id)?.slug ?? '',
    registration: id,
    group: group_id,
  }))

// A key whose time is over is still there until somebody clears it away; the new request takes its row.
const insertAnswers = (tx: Tx, rows: Insertable<IdempotencyTable>[]) =>
  tx
    .insertInto('idempotency')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['key', 'training_id']).doUpdateSet((eb) => ({
        request_hash: eb.ref('excluded.request_hash'),
        reference: eb.ref('excluded.reference'),
        answer: eb.ref('excluded.answer'),
        expires_at: eb.ref('excluded.expires_at'),
      })),
    )

function countByStatus(decided: Decided[]): TrainingCountTable[] {
  const counts = new Map<string, TrainingCountTable>()
  for (const { request, decision } of decided) {
    for (const person of decision) {
      const [status, added] = 'stored' in person ? [person.stored.status, 1] : [person.shown, 0]
      const name = `${request.trainingId} ${status}`
      counts.set(name, { training_id: request.trainingId, status, count: (counts.get(name)?.count ?? 0) + added })
    }
  }
  return [...counts.values()]
}

/** By the partner whose page they came from; whom an organizer adds, no page has brought. */
function countSignUps(decided: Decided[], trainings: Map<string, LockedTraining>, now: string): PlacementCount[] {
  const days = new Map([...trainings.values()].map(({ id, timeZone }) => [id, dayAt(now, timeZone)]))
  return decided
    .filter(({ request }) => !request.byOrganizer)
    .map(({ request, decision }) => ({
      partner: request.partner ?? '',
      training_id: request.trainingId,
      day: days.get(request.trainingId) as string,
      views: 0,
      starts: 0,
      sign_ups: decision.filter((person) => 'stored' in person).length,
    }))
}
