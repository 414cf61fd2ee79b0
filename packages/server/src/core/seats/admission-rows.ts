import type { Insertable } from 'kysely'
import type { OutboxTable } from '../../platform/db/tables/mails/outbox.ts'
import type { DuplicateTable } from '../../platform/db/tables/people/duplicate.ts'
import type { PersonEventTable } from '../../platform/db/tables/people/person-event.ts'
import type { RegistrationTable } from '../../platform/db/tables/people/registration.ts'
import type { RegistrationGroupTable } from '../../platform/db/tables/people/registration-group.ts'
import type { SupervisorRequestTable } from '../../platform/db/tables/people/supervisor-request.ts'
import type { System } from '../../platform/system.ts'
import { type MailKind, mailRow } from '../outbox/outbox.ts'
import { canonicalAddress } from '../people/person.ts'
import { languageOf, personColumns, publicNameOf } from '../people/person-columns.ts'
import { newReference } from '../people/reference.ts'
import type { PersonDecision, SeatPlacement } from './admit.ts'
import { holdEndOf } from './deadlines.ts'
import type { IdentifiedSignUp } from './identified-sign-up.ts'
import type { LockedTraining } from './locked-training.ts'
import { type Acting, addedEvent, extraSeatEvent } from './person-events.ts'
import { askingMail, requestRow } from './supervisors.ts'

export interface Admitted {
  request: IdentifiedSignUp
  /** The ids of the people, in their order. */
  ids: string[]
  decisions: PersonDecision[]
  training: LockedTraining
  /** The reference of the person, or of the group if a coordinator signs up people. */
  reference: string
  /** Why the person has one seat more than there are, if they do. */
  extraSeat?: string | undefined
}

/** The rows that a batch inserts, by table. */
export interface AdmissionRows {
  groups: Insertable<RegistrationGroupTable>[]
  registrations: Insertable<RegistrationTable>[]
  duplicates: Insertable<DuplicateTable>[]
  supervisors: Insertable<SupervisorRequestTable>[]
  outbox: Insertable<OutboxTable>[]
  events: Insertable<PersonEventTable>[]
}

export const noRows = (): AdmissionRows => ({
  groups: [],
  registrations: [],
  duplicates: [],
  supervisors: [],
  outbox: [],
  events: [],
})

/** The email for each seat placement. */
export const mailOf = {
  confirmed: 'confirmed',
  waitlisted: 'waitlisted',
  pending_approval: 'pending-approval',
} as const satisfies Record<SeatPlacement['status'], MailKind>

type AdmittingSystem = Pick<System, 'newId' | 'randomBytes'>

/**
 * Adds the rows of one admitted request to `rows`. A group is stored even if all of its people were
 * already registered.
 */
export function rowsOf(system: AdmittingSystem, one: Admitted, rows: AdmissionRows, now: string) {
  const { request, reference } = one
  const groupId = request.joins?.id ?? (request.coordinator === undefined ? null : system.newId())
  if (groupId && !request.joins) rows.groups.push(groupRow(one, groupId, now))
  for (const index of one.ids.keys()) {
    const own = {
      id: one.ids[index] as string,
      reference: groupId ? newReference(system) : reference,
      group_id: groupId,
    }
    addPerson(system, one, index, own, rows, now)
  }
  if (groupId) {
    const about = { training_id: request.trainingId, lang: request.lang, group_id: groupId }
    rows.outbox.push(mailRow(system, 'group-summary', about, now))
  }
}

interface Own {
  id: string
  reference: string
  group_id: string | null
}

function addPerson(
  system: Pick<System, 'newId'>,
  one: Admitted,
  index: number,
  own: Own,
  rows: AdmissionRows,
  now: string,
) {
  const { request, decisions } = one
  const person = request.people[index] as IdentifiedSignUp['people'][number]
  const decision = decisions[index] as PersonDecision
  const lang = languageOf(person, request.lang)
  const isStored = 'stored' in decision
  const subject = isStored
    ? { registration_id: own.id, duplicate_id: null }
    : { registration_id: decision.duplicateOf, duplicate_id: own.id }
  if (isStored) {
    rows.registrations.push(registrationRow(one, person, decision, own, now))
    const about = { training_id: request.trainingId, lang, registration_id: own.id }
    rows.events.push(...eventsOf({ newId: system.newId, actor: request.actor }, one, own.id, now))
    if (person.email) rows.outbox.push(mailRow(system, mailOf[decision.stored.status], about, now))
  } else {
    rows.duplicates.push(duplicateRow(one, person, decision, own, now))
    const about = { training_id: request.trainingId, lang: request.lang, ...subject }
    rows.outbox.push(mailRow(system, 'already-registered', about, now))
  }
  if (decision.asIfNew.status !== 'pending_approval') return
  // The same for a duplicate: a stranger who names their own mailbox as the supervisor's must learn
  // nothing.
  const isConfirmed = isStored && isOwnersWord(request, person)
  const question = requestRow(system, subject, { person, lang, isConfirmed }, now)
  if (!question) return
  rows.supervisors.push(question)
  rows.outbox.push(askingMail(system, request.trainingId, { ...subject, lang }, now))
}

/** Says who registered a person for them, if someone did, and why they have an extra seat. */
function eventsOf(acting: Acting, { request, extraSeat }: Admitted, id: string, now: string) {
  const { forAgency, byOrganizer } = request
  return [
    ...(extraSeat === undefined ? [] : [extraSeatEvent(acting, id, extraSeat, now)]),
    ...(forAgency !== undefined || byOrganizer
      ? [addedEvent(acting, id, now, byOrganizer ? 'organizer' : 'coordinator')]
      : []),
  ]
}

/**
 * Returns whether the owner of a person's address, or an organizer, speaks for them. In a group,
 * the coordinator has proven only the address of people who have none of their own.
 */
const isOwnersWord = (
  { proven, coordinator, joins, byOrganizer, moved }: IdentifiedSignUp,
  { email }: { email: string | null },
) =>
  byOrganizer ||
  (moved?.proven_at ?? null) !== null ||
  ((proven ?? joins) !== undefined && (!coordinator || email === null))

function registrationRow(
  { request, training }: Admitted,
  person: IdentifiedSignUp['people'][number],
  { asIfNew, stored }: Extract<PersonDecision, { stored: unknown }>,
  own: Own,
  now: string,
): Insertable<RegistrationTable> {
  return {
    ...own,
    training_id: request.trainingId,
    status: stored.status,
    holds_seat: stored.holdsSeat ? 1 : 0,
    waiting_list_position: stored.position,
    ...personColumns(person),
    lang: languageOf(person, request.lang),
    partner: request.partner,
    channel: request.channel,
    origin: request.origin,
    consents: JSON.stringify(request.consents),
    token_version: 1,
    active_person: person.activePerson,
    public_status: asIfNew.status,
    public_name: publicNameOf(own.group_id, person),
    // In a group, only the coordinator has proven an address.
    proven_at: request.proven && !request.coordinator ? now : (request.moved?.proven_at ?? null),
    moved_from: request.moved?.id ?? null,
    expires_at: stored.status === 'pending_approval' && stored.holdsSeat ? holdEndOf(training, now) : null,
    created_at: now,
    changed_at: now,
  }
}

function duplicateRow(
  { request }: Admitted,
  person: IdentifiedSignUp['people'][number],
  { asIfNew, duplicateOf }: Extract<PersonDecision, { duplicateOf: string }>,
  own: Own,
  now: string,
): Insertable<DuplicateTable> {
  const { activePerson: _, needsApproval: __, answers, sensitive: ___, agencyTyped: ____, ...submitted } = person
  const given = Object.entries({ ...submitted, ...answers }).filter(([, answer]) => answer !== null)
  return {
    ...own,
    training_id: request.trainingId,
    registration_id: duplicateOf,
    submitted_answers: JSON.stringify(Object.fromEntries(given)),
    public_status: asIfNew.status,
    waiting_list_position: asIfNew.position,
    created_at: now,
  }
}

const groupRow = ({ request, reference }: Admitted, id: string, now: string): Insertable<RegistrationGroupTable> => ({
  id,
  reference,
  training_id: request.trainingId,
  coordinator_name: request.coordinator?.name ?? '',
  coordinator_email: request.coordinator?.email ?? '',
  coordinator_canonical: canonicalAddress(request.coordinator?.email ?? ''),
  coordinator_agency: request.coordinator?.agency ?? null,
  split: request.split ? 1 : 0,
  token_version: 1,
  proven_at: request.proven ? now : null,
  called_off_at: null,
  created_at: now,
})
