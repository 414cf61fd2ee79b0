import type { PersonStatus, RegistrationStatus, ResultStatus } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import type { Engine } from '../../platform/db/engine.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import { keepBuilt } from '../../platform/db/keep-built.ts'
import { type Write, writeTogether } from '../../platform/db/write-together.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { insertMails, mailRow } from '../outbox/outbox.ts'
import { addImpressionCounts, dayAt, type ImpressionCount } from '../partners/impression-counts.ts'
import { type AgencyNames, readAgencyNames, resolveAgency, withAgencyName } from '../people/agency-names.ts'
import { newReference } from '../people/reference.ts'
import { type Admitted, noRows, rowsOf } from './admission-rows.ts'
import { type ActivePeople, admit, type Decision, fitsIn, withDoorSeats } from './admit.ts'
import type { IdentifiedSignUp } from './identified-sign-up.ts'
import { add, writeSeats } from './ledger.ts'
import type { LockedTraining } from './locked-training.ts'
import { findListed, type Registration } from './registration.ts'
import { type BareResult, resultFor } from './result.ts'

/**
 * A batch of requests that is being admitted. Every sign-up and every person that an organizer adds
 * comes in this way; a replacement takes over a seat instead (see insert-replacement.ts). Requests
 * are decided one after the other against the seats in hand, and all decisions are written in few
 * statements. Everything is read after the trainings are locked.
 */
export interface AdmissionBatch {
  system: System
  now: string
  active: Map<string, ActivePeople>
  agencyNames: AgencyNames
  admitted: Admitted[]
  /**
   * People who have verified their address and are registered already. They get an email with the
   * link to their registration.
   */
  existing: { request: IdentifiedSignUp; training: LockedTraining; reminder: Write }[]
}

export async function startAdmission(
  system: System,
  tx: Tx,
  requests: readonly IdentifiedSignUp[],
  now: string,
): Promise<AdmissionBatch> {
  const agencies = requests.flatMap(({ people }) => people.map(({ agency }) => agency))
  const agencyNames = await readAgencyNames(tx, agencies)
  const active = await findActivePeople(system.db, tx, requests)
  await addListed(tx, active, requests, agencyNames)
  return {
    system,
    now,
    active,
    agencyNames,
    admitted: [],
    existing: [],
  }
}

async function findActivePeople(
  engine: Pick<Engine, 'name'>,
  tx: Tx,
  requests: readonly IdentifiedSignUp[],
): Promise<Map<string, ActivePeople>> {
  if (requests.length === 0) return new Map()
  const trainings = unique(requests.map(({ trainingId }) => trainingId))
  const people = unique(requests.flatMap((request) => request.people.map((one) => one.activePerson)))
  const active = Map.groupBy(await selectActivePeople(engine, tx, trainings, people), ({ training_id }) => training_id)
  return new Map(
    [...active].map(([id, rows]) => [id, new Map(rows.map((row) => [row.active_person as string, row.id]))]),
  )
}

const selectActivePeople = keepBuilt((db, trainings: readonly string[], people: readonly string[]) =>
  db
    .selectFrom('registration')
    .select(['id', 'training_id', 'active_person'])
    .where('training_id', 'in', trainings)
    .where('active_person', 'in', people),
)

/** Adds people who are on the list of the agency that a coordinator registers them for. */
async function addListed(
  tx: Tx,
  active: Map<string, ActivePeople>,
  requests: readonly IdentifiedSignUp[],
  names: AgencyNames,
): Promise<void> {
  for (const { trainingId, forAgency, people } of requests)
    for (const person of forAgency ? people : []) {
      const agency = resolveAgency(forAgency ?? '', names).agency_folded
      const id = await findListed(tx, { id: trainingId }, { agency, person })
      if (id !== undefined)
        active.set(trainingId, new Map([...(active.get(trainingId) ?? []), [person.activePerson, id]]))
    }
}

const unique = (values: string[]) => [...new Set(values)].toSorted()

export type Admission =
  | { refused: ProblemError }
  /** `seats`: how many of its people have one, as if all were new. */
  | { result: BareResult; registrationIds: string[]; seats: number }

/**
 * Decides one request. The response is built as if everyone were new, with a new reference, so that
 * it does not reveal who is registered.
 */
export function admitSignUp(batch: AdmissionBatch, training: LockedTraining, request: IdentifiedSignUp): Admission {
  const { system, now } = batch
  const ids = request.people.map(() => system.newId())
  const people = request.people.map((person, index) => ({
    ...person,
    id: ids[index] as string,
    hasOwnAddress: person.email !== null,
  }))
  const active: ActivePeople = batch.active.get(training.id) ?? new Map()
  const asked = { ...request, people, heldSeats: request.proven?.heldSeats }
  const seats = request.atDoor ? withDoorSeats(training.state) : training.state
  const isFree = fitsIn(seats, 1) && !seats.isPromotionPending
  const outcome = admit(training.state, active, asked, now)
  if ('refused' in outcome.decision) return { refused: refusal(outcome.decision, active, request) }
  training.state = outcome.after
  batch.active.set(training.id, outcome.active)
  const decisions = outcome.decision.people
  const reference = request.proven?.reference ?? request.joins?.reference ?? newReference(system)
  const named = { ...request, people: request.people.map((one) => withAgencyName(one, batch.agencyNames)) }
  const extraSeat = isFree ? undefined : request.extraSeat
  batch.admitted.push({ request: named, ids, decisions, training, reference, extraSeat })
  const statuses = decisions.map(({ asIfNew }) => asIfNew.status)
  const isGroup = request.coordinator !== undefined
  const result = resultFor(system, training, { reference, isGroup, people: statuses, lang: request.lang })
  const registrationIds = ids.filter((_, index) => 'stored' in (decisions[index] ?? {}))
  return { result, registrationIds, seats: decisions.filter(({ asIfNew }) => asIfNew.holdsSeat).length }
}

/** A registration, and the status that its person is told. */
export interface Existing {
  registration: Registration
  status: PersonStatus
}

/** Returns the existing registration of a single person who has proven their address. */
export async function findExisting(
  tx: Tx,
  { active }: AdmissionBatch,
  { trainingId, coordinator, people: [person] }: IdentifiedSignUp,
): Promise<Existing | undefined> {
  const id = active.get(trainingId)?.get(person?.activePerson ?? '')
  if (coordinator || id === undefined) return undefined
  const registration = await tx.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { registration, status: resultOf[registration.status] ?? 'confirmed' }
}

/**
 * The public status of an existing registration. People with an offer learn by email what to do.
 */
const resultOf: Partial<Record<RegistrationStatus, ResultStatus>> = {
  waitlisted: 'waitlisted',
  offered: 'waitlisted',
  pending_approval: 'pending_approval',
}

/** Returns whether a single person would get a seat if their existing registration gave way. */
export function wouldConfirm(
  { now }: AdmissionBatch,
  { state }: LockedTraining,
  { people, split, byOrganizer, proven }: IdentifiedSignUp,
  existing: Registration,
): boolean {
  const freed = { ...state, seatsTaken: state.seatsTaken - existing.holds_seat }
  const asked = people.map((person) => ({ ...person, id: existing.id }))
  const request = { people: asked, split, byOrganizer, heldSeats: proven?.heldSeats }
  const { decision } = admit(freed, new Map(), request, now)
  return !('refused' in decision) && decision.people[0]?.asIfNew.status === 'confirmed'
}

/** Lets a request be admitted as if its people were not registered yet. */
export function forgetExisting({ active }: AdmissionBatch, { trainingId }: IdentifiedSignUp): void {
  active.delete(trainingId)
}

/**
 * Sends a person who is already registered the link to their registration; to their group, if they
 * signed it up with this address and gave none for themselves.
 */
export function remindOfExisting(
  batch: AdmissionBatch,
  training: LockedTraining,
  request: IdentifiedSignUp,
  { id, email, group_id }: Registration,
): void {
  const subject = email === null ? { group_id } : { registration_id: id }
  const about = { training_id: request.trainingId, lang: request.lang, ...subject }
  const reminder = insertMails([mailRow(batch.system, 'your-link', about, batch.now)])
  batch.existing.push({ request, training, reminder })
}

function refusal(decision: Extract<Decision, { refused: unknown }>, active: ActivePeople, request: IdentifiedSignUp) {
  const errors = decision.people?.map((index) => ({
    pointer: `/people/${index}`,
    code: 'already-registered',
    message: `Already registered as ${active.get(request.people[index]?.activePerson ?? '')}.`,
  }))
  return new ProblemError(decision.refused, errors ? { errors } : {})
}

/**
 * Admits a request that corrects a sign-up, as if the people of that one were gone already, but not
 * their seats. If it is refused, they still are in the way of others.
 */
export function admitCorrection(
  batch: AdmissionBatch,
  training: LockedTraining,
  request: IdentifiedSignUp,
  corrected: readonly string[],
): Admission {
  const before: ActivePeople = batch.active.get(training.id) ?? new Map()
  batch.active.set(training.id, new Map([...before].filter(([, id]) => !corrected.includes(id))))
  const admission = admitSignUp(batch, training, request)
  if ('refused' in admission) batch.active.set(training.id, before)
  return admission
}

/** Returns whether this batch notes a duplicate of one of these registrations. */
export const isNoted = ({ admitted }: AdmissionBatch, registrationIds: readonly string[]): boolean =>
  admitted.some(({ decisions }) =>
    decisions.some((one) => 'duplicateOf' in one && registrationIds.includes(one.duplicateOf)),
  )

const joined = (admitted: readonly Admitted[]) => admitted.flatMap(({ request }) => request.joins ?? [])

/** Writes everything that was admitted, together with the `others` of the transaction. */
export async function writeAdmitted(
  batch: AdmissionBatch,
  tx: Tx,
  trainings: ReadonlyMap<string, LockedTraining>,
  others: readonly Write[] = [],
): Promise<void> {
  const { system, admitted, now } = batch
  const rows = noRows()
  for (const one of admitted) rowsOf(system, one, rows, now)
  const signUps = countSignUps([...admitted, ...batch.existing], now)
  await writeTogether(system.db, tx, [
    ...(rows.groups.length > 0 ? [insertRows('registration_group', rows.groups)] : []),
    ...add(
      system,
      rows.registrations,
      { trainings, groups: new Map([...rows.groups, ...joined(admitted)].map((group) => [group.id, group])) },
      now,
    ),
    ...(rows.duplicates.length > 0 ? [insertRows('duplicate', rows.duplicates)] : []),
    ...(rows.supervisors.length > 0 ? [insertRows('supervisor_request', rows.supervisors)] : []),
    ...(rows.outbox.length > 0 ? [insertMails(rows.outbox)] : []),
    ...(rows.events.length > 0 ? [insertRows('person_event', rows.events)] : []),
    ...(signUps.length > 0 ? [addImpressionCounts(signUps)] : []),
    ...batch.existing.map(({ reminder }) => reminder),
    ...[...trainings.values()].map((training) => writeSeats(tx, training)),
    ...others,
  ])
}

/**
 * Counts sign-ups by the partner whose page they came from, duplicates too: the partner could
 * otherwise sign up someone and see whether they were registered. People added by an organizer came
 * from no page, nor did those that a coordinator registered, and those of a corrected sign-up were
 * counted with it.
 */
function countSignUps(signUps: readonly Pick<Admitted, 'request' | 'training'>[], now: string): ImpressionCount[] {
  return signUps
    .filter(({ request }) => !request.byOrganizer && !request.forAgency)
    .map(({ request, training }) => ({
      partner: request.partner ?? '',
      training_id: training.id,
      day: dayAt(now, training.timeZone),
      views: 0,
      starts: 0,
      sign_ups: Math.max(0, request.people.length - (request.correction?.people ?? 0)),
      sent: request.channel === 'embed' && !request.correction ? 1 : 0,
    }))
}
