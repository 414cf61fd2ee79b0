import { type Language, type RegistrationResult, type ResultStatus, resultStatuses } from '@training-signup/contract'
import type { Insertable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type {
  AttemptTable,
  IdempotencyTable,
  OutboxTable,
  RegistrationGroupTable,
  RegistrationTable,
} from '../db/schema.ts'
import { writeTogether } from '../db/write-together.ts'
import type { Parts } from '../deps.ts'
import { mailRow } from '../mail/outbox.ts'
import type { CheckedPerson } from '../trainings/answers.ts'
import { say } from '../words/index.ts'
import type { AdmissionRequest } from './admission.ts'
import type { PersonDecision } from './admit.ts'
import { keyLifetimeMs } from './idempotency.ts'
import { personColumns } from './person-columns.ts'
import { newReference } from './reference.ts'
import type { LockedTraining } from './seats.ts'

export interface Decided {
  request: AdmissionRequest
  /** Of the people, in their order. */
  ids: string[]
  decision: PersonDecision[]
  answer: string
  /** Of the person, or of the group where a coordinator signs up others. */
  reference: string
}

interface Rows {
  groups: Insertable<RegistrationGroupTable>[]
  registrations: Insertable<RegistrationTable>[]
  attempts: Insertable<AttemptTable>[]
  idempotency: Insertable<IdempotencyTable>[]
  outbox: Insertable<OutboxTable>[]
}

/** The answer is built from what is `shown`, always with a new reference: it does not tell who is registered. */
export function answerOf(
  parts: Parts,
  { request, decision }: Pick<Decided, 'request' | 'decision'>,
): { answer: string; reference: string } {
  const reference = newReference(parts)
  const status = leastCertain(decision.map((person) => person.shown))
  const result: RegistrationResult = {
    reference,
    status,
    people: decision.map((person) => ({ status: person.shown })),
    next: { title: say(request.lang, `result.${status}`), text: say(request.lang, `result.${status}.text`) },
    lang: request.lang,
  }
  return { answer: JSON.stringify(result), reference }
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
  const rows: Rows = { groups: [], registrations: [], attempts: [], idempotency: [], outbox: [] }
  for (const one of decided) addRows(parts, one, rows, now)
  const counts = countByStatus(rows.registrations)
  const changed = [...new Set(rows.registrations.map((row) => row.training_id))].map(
    (id) => trainings.get(id) as LockedTraining,
  )
  await writeTogether(parts.db, tx, [
    ...(rows.groups.length > 0 ? [tx.insertInto('registration_group').values(rows.groups)] : []),
    ...(rows.registrations.length > 0 ? [tx.insertInto('registration').values(rows.registrations)] : []),
    ...(rows.attempts.length > 0 ? [tx.insertInto('attempt').values(rows.attempts)] : []),
    ...(rows.idempotency.length > 0 ? [insertAnswers(tx, rows.idempotency)] : []),
    ...(rows.outbox.length > 0 ? [tx.insertInto('outbox').values(rows.outbox)] : []),
    ...(counts.length > 0 ? [addCounts(tx, counts)] : []),
    ...changed.map(({ id, state }) =>
      tx
        .updateTable('training')
        .set({ seats_taken: state.seatsTaken, last_line_number: state.lastLineNumber })
        .where('id', '=', id),
    ),
  ])
}

// A key whose time is over is still there until somebody clears it away; the new request takes its row.
const insertAnswers = (tx: Tx, rows: Insertable<IdempotencyTable>[]) =>
  tx
    .insertInto('idempotency')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['key', 'training_id']).doUpdateSet((eb) => ({
        request_hash: eb.ref('excluded.request_hash'),
        status: eb.ref('excluded.status'),
        reference: eb.ref('excluded.reference'),
        answer: eb.ref('excluded.answer'),
        expires_at: eb.ref('excluded.expires_at'),
      })),
    )

export const addCounts = (
  tx: Tx,
  counts: { training_id: string; status: RegistrationTable['status']; count: number }[],
) =>
  tx
    .insertInto('training_count')
    .values(counts)
    .onConflict((conflict) =>
      conflict
        .columns(['training_id', 'status'])
        .doUpdateSet((eb) => ({ count: eb('training_count.count', '+', eb.ref('excluded.count')) })),
    )

function countByStatus(rows: Insertable<RegistrationTable>[]) {
  const counts = new Map<string, { training_id: string; status: RegistrationTable['status']; count: number }>()
  for (const { training_id, status } of rows) {
    const name = `${training_id} ${status}`
    counts.set(name, { training_id, status, count: (counts.get(name)?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}

const mailOf = {
  confirmed: 'confirmed',
  waitlisted: 'waitlisted',
  pending_approval: 'pending-approval',
  pending_verification: 'pending-approval',
} as const

function addRows(parts: Parts, one: Decided, rows: Rows, now: string) {
  const { request, ids, decision, reference, answer } = one
  const isGroup = request.coordinator !== undefined
  const groupId = isGroup && decision.some((person) => 'stored' in person) ? parts.newId() : null
  if (groupId) rows.groups.push(groupRow(one, groupId, now))
  for (const [index, person] of decision.entries()) {
    const id = ids[index] as string
    const ownReference = !isGroup && decision.length === 1 ? reference : newReference(parts)
    if ('stored' in person) {
      const row = registrationRow(one, index, { id, reference: ownReference, group_id: groupId }, now)
      rows.registrations.push(row)
      if (row.email)
        rows.outbox.push(
          mailRow(
            parts,
            mailOf[person.stored.status],
            { training_id: request.trainingId, lang: row.lang, registration_id: id },
            now,
          ),
        )
    } else {
      const attempt = attemptRow(one, index, { id, reference: ownReference, registration_id: person.attemptOf }, now)
      rows.attempts.push(attempt)
      rows.outbox.push(
        mailRow(
          parts,
          'already-registered',
          { training_id: request.trainingId, lang: request.lang, registration_id: person.attemptOf, attempt_id: id },
          now,
        ),
      )
    }
  }
  if (groupId)
    rows.outbox.push(
      mailRow(parts, 'group-summary', { training_id: request.trainingId, lang: request.lang, group_id: groupId }, now),
    )
  if (request.idempotency) rows.idempotency.push(keptRow(request, reference, answer, now))
}

function registrationRow(
  { request, decision }: Decided,
  index: number,
  ids: { id: string; reference: string; group_id: string | null },
  now: string,
): Insertable<RegistrationTable> {
  const person = request.people[index] as AdmissionRequest['people'][number]
  const { stored } = decision[index] as Extract<PersonDecision, { stored: unknown }>
  return {
    ...ids,
    training_id: request.trainingId,
    status: stored.status,
    holds_seat: stored.holdsSeat ? 1 : 0,
    line_number: stored.lineNumber,
    ...personColumns(person),
    lang: languageOf(person, request),
    partner: request.partner,
    channel: request.channel,
    origin: request.origin,
    consents: JSON.stringify(request.consents),
    token_version: 1,
    active_person: person.activePerson,
    created_at: now,
    changed_at: now,
  }
}

/** Where the training asks in which language to write, that answer decides, whatever language the form was read in. */
function languageOf({ answers: { language } }: CheckedPerson, request: AdmissionRequest): Language {
  return language === 'en' || language === 'es' ? language : request.lang
}

function attemptRow(
  { request }: Decided,
  index: number,
  ids: { id: string; reference: string; registration_id: string },
  now: string,
): Insertable<AttemptTable> {
  const {
    activePerson: _,
    needsApproval: __,
    answers,
    sensitive: ___,
    ...said
  } = request.people[index] as AdmissionRequest['people'][number]
  const given = Object.entries({ ...said, ...answers }).filter(([, answer]) => answer !== null)
  return { ...ids, training_id: request.trainingId, said: JSON.stringify(Object.fromEntries(given)), created_at: now }
}

const groupRow = ({ request, reference }: Decided, id: string, now: string): Insertable<RegistrationGroupTable> => ({
  id,
  reference,
  training_id: request.trainingId,
  coordinator_name: request.coordinator?.name ?? '',
  coordinator_email: request.coordinator?.email ?? '',
  coordinator_agency: request.coordinator?.agency ?? null,
  split: request.split ? 1 : 0,
  created_at: now,
})

function keptRow(
  request: AdmissionRequest,
  reference: string,
  answer: string,
  now: string,
): Insertable<IdempotencyTable> {
  const { key, hash } = request.idempotency as NonNullable<typeof request.idempotency>
  const expires_at = new Date(Date.parse(now) + keyLifetimeMs).toISOString()
  return { training_id: request.trainingId, key, request_hash: hash, status: 201, reference, answer, expires_at }
}
