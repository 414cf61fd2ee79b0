import type { Language } from '@training-signup/contract'
import type { Insertable } from 'kysely'
import type {
  AttemptTable,
  IdempotencyTable,
  OutboxTable,
  RegistrationGroupTable,
  RegistrationTable,
} from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { type MailKind, mailRow } from '../mail/outbox.ts'
import type { CheckedPerson } from '../trainings/answers.ts'
import type { AdmissionRequest } from './admission-request.ts'
import type { PersonDecision, Placed } from './admit.ts'
import { keyLifetimeMs } from './idempotency.ts'
import { personColumns } from './person-columns.ts'
import { newReference } from './reference.ts'

export interface Decided {
  request: AdmissionRequest
  /** Of the people, in their order. */
  ids: string[]
  decision: PersonDecision[]
  answer: string
  /** Of the person, or of the group where a coordinator signs up others. */
  reference: string
}

/** What a batch writes, by table. */
export interface BatchRows {
  groups: Insertable<RegistrationGroupTable>[]
  registrations: Insertable<RegistrationTable>[]
  attempts: Insertable<AttemptTable>[]
  idempotency: Insertable<IdempotencyTable>[]
  outbox: Insertable<OutboxTable>[]
}

const mailOf = {
  confirmed: 'confirmed',
  waitlisted: 'waitlisted',
  pending_approval: 'pending-approval',
} as const satisfies Record<Placed['status'], MailKind>

/** What one decided request comes to in the tables. A group is kept even if all of its people were registered already. */
export function addRows(parts: Parts, one: Decided, rows: BatchRows, now: string) {
  const { request, ids, decision, reference, answer } = one
  const groupId = request.coordinator === undefined ? null : parts.newId()
  if (groupId) rows.groups.push(groupRow(one, groupId, now))
  for (const [index, person] of decision.entries()) {
    const id = ids[index] as string
    const ownReference = groupId === null ? reference : newReference(parts)
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
      const attempt = attemptRow(
        one,
        index,
        { id, reference: ownReference, group_id: groupId, registration_id: person.attemptOf },
        now,
      )
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
  return { training_id: request.trainingId, key, request_hash: hash, reference, answer, expires_at }
}
