import type { ResultStatus } from '@training-signup/contract'
import type { Insertable } from 'kysely'
import type {
  AttemptTable,
  IdempotencyTable,
  OutboxTable,
  RegistrationGroupTable,
  RegistrationTable,
  SupervisorRequestTable,
  VerificationTable,
} from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { type MailKind, mailRow } from '../outbox/outbox.ts'
import { canonicalAddress } from '../people/person.ts'
import { languageOf, personColumns } from '../people/person-columns.ts'
import { newReference } from '../people/reference.ts'
import type { PersonDecision, Placed } from '../registrations/admit.ts'
import { holdEndOf } from '../registrations/deadlines.ts'
import type { LockedTraining } from '../registrations/seats.ts'
import { askingMail, requestRow } from '../registrations/supervisors.ts'
import { keyLifetimeMs } from './idempotency.ts'
import type { AdmissionRequest } from './request.ts'

export interface Decided {
  request: AdmissionRequest
  /** Of the people, in their order. */
  ids: string[]
  decision: PersonDecision[]
  training: LockedTraining
  /** Where it counts only once its address is verified. */
  verification: { id: string; endsAt: string; latestEnd: string } | undefined
  answer: string
  /** Of the person, or of the group where a coordinator signs up others. */
  reference: string
}

/** What a batch writes, by table. */
export interface BatchRows {
  groups: Insertable<RegistrationGroupTable>[]
  registrations: Insertable<RegistrationTable>[]
  attempts: Insertable<AttemptTable>[]
  supervisors: Insertable<SupervisorRequestTable>[]
  verifications: Insertable<VerificationTable>[]
  idempotency: Insertable<IdempotencyTable>[]
  outbox: Insertable<OutboxTable>[]
}

/** What somebody is told of the place that they get. */
export const mailOf = {
  confirmed: 'confirmed',
  waitlisted: 'waitlisted',
  pending_approval: 'pending-approval',
  pending_verification: 'code',
} as const satisfies Record<Placed['status'], MailKind>

/** What one decided request comes to in the tables. A group is kept even if all of its people were registered already. */
export function addRows(parts: Parts, one: Decided, rows: BatchRows, now: string) {
  const { request, decision, reference, answer } = one
  const groupId = request.coordinator === undefined ? null : parts.newId()
  if (groupId) rows.groups.push(groupRow(one, groupId, now))
  for (const index of decision.keys()) addPerson(parts, one, index, groupId, rows, now)
  if (groupId) {
    const about = { training_id: request.trainingId, lang: request.lang, group_id: groupId }
    rows.outbox.push(mailRow(parts, one.verification ? 'code' : 'group-summary', about, now))
  }
  if (one.verification) rows.verifications.push(verificationRow(one, one.verification, groupId, now))
  if (request.idempotency) rows.idempotency.push(keptRow(request, reference, answer, now))
}

function addPerson(parts: Parts, one: Decided, index: number, groupId: string | null, rows: BatchRows, now: string) {
  const { request, ids, decision } = one
  const person = decision[index] as PersonDecision
  const id = ids[index] as string
  // Before a coordinator's address is verified, nobody else of the group is written to.
  const isTold = groupId === null || one.verification === undefined
  const own = { id, reference: groupId === null ? one.reference : newReference(parts), group_id: groupId }
  if ('stored' in person) {
    const row = registrationRow(one, index, own, now)
    rows.registrations.push(row)
    const about = { training_id: request.trainingId, lang: row.lang, registration_id: id }
    if (row.email && isTold) rows.outbox.push(mailRow(parts, mailOf[person.stored.status], about, now))
    addSupervisor(parts, one, index, { registration_id: id, attempt_id: null }, rows, now)
  } else {
    rows.attempts.push(attemptRow(one, index, { ...own, registration_id: person.attemptOf }, now))
    const about = {
      training_id: request.trainingId,
      lang: request.lang,
      registration_id: person.attemptOf,
      attempt_id: id,
    }
    if (isTold) rows.outbox.push(mailRow(parts, 'already-registered', about, now))
    addSupervisor(parts, one, index, { registration_id: person.attemptOf, attempt_id: id }, rows, now)
  }
}

/** Alike for whoever is new and for whoever was registered already. */
function addSupervisor(
  parts: Parts,
  { request, decision }: Decided,
  index: number,
  subject: { registration_id: string; attempt_id: string | null },
  rows: BatchRows,
  now: string,
) {
  const person = request.people[index] as AdmissionRequest['people'][number]
  const { shown } = decision[index] as PersonDecision
  if (shown !== 'pending_approval' && shown !== 'pending_verification') return
  const row = requestRow(parts, subject, { person, lang: languageOf(person, request.lang) }, now)
  if (!row) return
  rows.supervisors.push(row)
  if (shown === 'pending_approval')
    rows.outbox.push(askingMail(parts, request.trainingId, { ...subject, lang: row.lang }, now))
}

function registrationRow(
  { request, decision, training, verification }: Decided,
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
    lang: languageOf(person, request.lang),
    partner: request.partner,
    channel: request.channel,
    origin: request.origin,
    consents: JSON.stringify(request.consents),
    token_version: 1,
    active_person: verification ? null : person.activePerson,
    expires_at: verification?.endsAt ?? heldUntil(training, stored, now),
    is_unverified: verification ? 1 : 0,
    reconfirmed_at: null,
    created_at: now,
    changed_at: now,
  }
}

/** Until when somebody who awaits approval holds a seat, if they do. */
export const heldUntil = (
  training: LockedTraining,
  { status, holdsSeat }: { status: ResultStatus; holdsSeat: boolean },
  now: string,
): string | null => (status === 'pending_approval' && holdsSeat ? holdEndOf(training, now) : null)

function attemptRow(
  { request, decision, training, verification }: Decided,
  index: number,
  ids: Pick<Insertable<AttemptTable>, 'id' | 'reference' | 'group_id' | 'registration_id'>,
  now: string,
): Insertable<AttemptTable> {
  const {
    activePerson: _,
    needsApproval: __,
    answers,
    sensitive: ___,
    ...said
  } = request.people[index] as AdmissionRequest['people'][number]
  const person = decision[index] as Extract<PersonDecision, { attemptOf: string }>
  const given = Object.entries({ ...said, ...answers }).filter(([, answer]) => answer !== null)
  return {
    ...ids,
    training_id: request.trainingId,
    said: JSON.stringify(Object.fromEntries(given)),
    shown: person.shown,
    expires_at:
      verification && person.holdsSeat
        ? verification.endsAt
        : heldUntil(training, { ...person, status: person.shown }, now),
    line_number: ids.group_id === null ? null : person.lineNumber,
    created_at: now,
  }
}

function verificationRow(
  { request, ids, decision, reference }: Decided,
  { id, endsAt, latestEnd }: NonNullable<Decided['verification']>,
  groupId: string | null,
  now: string,
): Insertable<VerificationTable> {
  const [person] = request.people
  const own = groupId === null ? (ids[0] ?? null) : null
  const isNew = decision[0] !== undefined && 'stored' in decision[0]
  return {
    id,
    training_id: request.trainingId,
    reference,
    registration_id: isNew ? own : null,
    attempt_id: isNew ? null : own,
    group_id: groupId,
    people: JSON.stringify(ids),
    lang: groupId === null && person ? languageOf(person, request.lang) : request.lang,
    code_hash: null,
    code_expires_at: null,
    tries: 0,
    asked_at: JSON.stringify([now]),
    ends_at: endsAt,
    latest_end: latestEnd,
    verified_at: null,
  }
}

const groupRow = (
  { request, reference, verification }: Decided,
  id: string,
  now: string,
): Insertable<RegistrationGroupTable> => ({
  id,
  reference,
  training_id: request.trainingId,
  coordinator_name: request.coordinator?.name ?? '',
  coordinator_email: request.coordinator?.email ?? '',
  coordinator_canonical: canonicalAddress(request.coordinator?.email ?? ''),
  coordinator_agency: request.coordinator?.agency ?? null,
  split: request.split ? 1 : 0,
  token_version: 1,
  is_unverified: verification ? 1 : 0,
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
  return { training_id: request.trainingId, key, request_hash: hash, reference, answer, expires_at }
}
