import type { Language, Person, TrainingInput } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { mailRow, queueMails } from '../outbox/outbox.ts'
import { readAgencyNames, withAgencyName } from '../people/agency-names.ts'
import { needsApproval } from '../people/identify.ts'
import { activePerson, type CheckedPerson, contactWithin, foldName } from '../people/person.ts'
import { languageOf, personColumns } from '../people/person-columns.ts'
import { deleteProofs } from '../proof/proofs.ts'
import { holdEndOf } from '../seats/deadlines.ts'
import { change, editDetails, markProven } from '../seats/ledger.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import { personEvent } from '../seats/person-events.ts'
import { contactOf, type Registration, withRegistration } from '../seats/registration.ts'
import { moveRequest } from '../seats/supervisors.ts'
import { can, isActive, isOver } from '../seats/transitions.ts'
import { promoteFromWaitingList } from '../seats/waiting-list.ts'
import { checkPeople, compileForm, formatFaults } from '../trainings/check-people.ts'
import { noteDayChange } from '../trainings/day-changes.ts'
import { formOf } from '../trainings/form.ts'
import { readInput } from '../trainings/trainings.ts'
import { recordEvents } from '../webhooks/events.ts'
import { compareAgain, hasOtherTraits } from './likeness.ts'
import { withdrawTransfers } from './offer-transfer.ts'

/**
 * Edits a person's answers: the given answers replace the stored ones, and an empty answer removes
 * one. `lenient` is an organizer's edit, as in `checkPeople`. A person's own edit must be complete,
 * and needs approval as at the sign-up if it changes who they are.
 * @throws {ProblemError} `not-found`, `invalid-answers`; `already-registered` if it would make two
 * registrations one person; `precondition-failed` if the stored answers do not fit
 */
export const editRegistration = (
  system: System,
  id: string,
  changes: Person,
  asked: Asked = byOrganizer,
): Promise<void> =>
  withRegistration(system, id, (tx, registration, training) =>
    editLocked(system, tx, training, registration, { changes, asked }),
  )

/** Someone who leaves their agency as it is shown typed what they typed before. */
const withShownAgency = async (tx: Tx, checked: CheckedPerson, { agency, agency_typed }: Registration) =>
  checked.agency === agency
    ? { ...checked, agencyTyped: agency_typed }
    : withAgencyName(checked, await readAgencyNames(tx, [checked.agency]))

interface Asked {
  lenient: boolean
  lang: Language
  /** Returns whether the stored answers are such that the new ones can replace them. */
  fits?: (stored: Person) => boolean
}
const byOrganizer: Asked = { lenient: true, lang: 'en' }

/** Edits under the lock that the caller holds. */
export async function editLocked(
  system: System,
  tx: Tx,
  training: LockedTraining,
  registration: Registration,
  { changes, asked = byOrganizer }: { changes: Person; asked?: Asked },
): Promise<void> {
  const { id } = registration
  if (asked.fits?.(answersOf(registration)) === false) throw new ProblemError('precondition-failed')
  const input = await inputOf(tx, training, asked)
  const checked = check(input, registration, changes, asked)
  const person = await withShownAgency(tx, checked, registration)
  const active_person = isActive(registration.status) ? await personOf(tx, registration, person) : null
  const now = system.now().toISOString()
  if (!asked.lenient && isSomeoneElse(registration, person) && needsApproval(input.audience, person))
    await askAgain(system, tx, training, registration)
  if (!asked.lenient) await markProven(tx, id, now)
  await editDetails(tx, [id], {
    ...personColumns(person),
    lang: languageOf(person, registration.lang),
    active_person,
    changed_at: now,
  })
  await noteDayChange(tx, training.id)
  const by = asked.lenient ? 'organizer' : 'person'
  await tx
    .insertInto('person_event')
    .values(personEvent(system, id, { kind: 'edited', by }, now))
    .execute()
  if (hasOtherTraits(registration, { ...registration, ...personColumns(person) })) await compareAgain(tx, registration)
  if (asked.lenient) await moveRequest(system, tx, registration, person)
  if (personColumns(person).email_canonical !== registration.email_canonical)
    await moveLinks(system, tx, registration, person)
  await recordEvents(
    system,
    [{ event: 'registration.changed', training: training.slug, registration: id, group: registration.group_id }],
    now,
  ).execute(tx)
  await eraseExtrasAgain(tx, registration)
}

/** Erases the extras again if they were already erased for this registration. */
export const eraseExtrasAgain = (tx: Tx, { id, training_id }: Registration) =>
  tx
    .updateTable('training')
    .set({ extras_erased_to: null })
    .where('id', '=', training_id)
    .where('extras_erased_to', '>=', id)
    .execute()

/** Returns whether name, role or agency change, which the organizer approved. */
function isSomeoneElse(row: Registration, person: CheckedPerson): boolean {
  const name = (given: string, family: string) => foldName(`${given} ${family}`)
  return (
    name(row.given_name, row.family_name) !== name(person.givenName, person.familyName) ||
    row.role !== person.role ||
    row.agency_folded !== personColumns(person).agency_folded
  )
}

/**
 * Moves a person with a seat or on the waiting list back to awaiting approval. The seat is held as
 * long as for anyone else.
 */
async function askAgain(system: System, tx: Tx, training: LockedTraining, registration: Registration): Promise<void> {
  if (!can(registration.status, 'review')) return
  const holdsSeat = registration.holds_seat === 1
  await change(system, tx, training, [registration], {
    action: 'review',
    to: 'pending_approval',
    holdsSeat,
    expiresAt: holdsSeat ? holdEndOf(training, system.now().toISOString()) : null,
    mail: 'approval-again',
  })
  // A person who left the waiting list may have kept the rest of an undivided group from fitting.
  await promoteFromWaitingList(system, tx, training)
}

/**
 * Ends the links that went to the old address, and the transfer that was offered through them. The
 * new address gets its own link.
 */
async function moveLinks(system: System, tx: Tx, registration: Registration, person: CheckedPerson): Promise<void> {
  const { id, status, training_id, token_version } = registration
  // The new address is not proven yet.
  await editDetails(tx, [id], { token_version: token_version + 1, proven_at: null })
  await withdrawTransfers(tx, id, system.now())
  const changes = tx.selectFrom('proof').select('id').where('registration_id', '=', id).where('verified_at', 'is', null)
  await deleteProofs(tx, changes).execute()
  if (person.email === null || isOver(status)) return
  const about = { training_id, lang: languageOf(person, registration.lang), registration_id: id }
  await queueMails(tx, [mailRow(system, 'your-link', about, system.now().toISOString())])
}

/**
 * Returns the training's input. Only an organizer changes the supervisor, because the present one
 * has already been asked.
 */
async function inputOf(tx: Tx, { id }: LockedTraining, { lenient }: { lenient: boolean }): Promise<TrainingInput> {
  const row = await tx.selectFrom('training').select('input').where('id', '=', id).executeTakeFirstOrThrow()
  const input = readInput(row)
  return lenient ? input : { ...input, audience: { ...input.audience, supervisor: 'off' } }
}

function check(
  input: TrainingInput,
  registration: Registration,
  changes: Person,
  { lenient, lang }: Asked,
): CheckedPerson {
  const form = compileForm(input)
  const stored = answersOf(registration)
  const asked = Object.fromEntries(Object.entries(stored).filter(([id]) => form.fields.has(id)))
  const given = {
    people: [{ ...asked, ...changes }],
    // Consents are not asked again, nor an address of people who signed up without one.
    consents: [...form.consents.keys()],
    coordinator: registration.group_id === null && registration.email !== null ? undefined : {},
  }
  const result = checkPeople(form, given, { lenient })
  if (!result.ok)
    throw new ProblemError('invalid-answers', { errors: formatFaults(result.faults, formOf(input, lang), lang) })
  const person = keepUnasked(registration, result.people[0] as CheckedPerson, (id) => form.fields.has(id))
  refuseNoAddress(registration, person, lang)
  return person
}

/**
 * Refuses to take the address from someone in a group. Without it their coordinator, maybe a
 * stranger, would see and manage the seat.
 */
function refuseNoAddress({ group_id, email }: Registration, person: CheckedPerson, lang: Language): void {
  if (group_id === null || email === null || person.email !== null) return
  const message = say(lang, 'fault.keep-address')
  throw new ProblemError('invalid-answers', {
    errors: [{ pointer: '/people/0/email', code: 'keep-address', message }],
  })
}

/** Returns a person's answers under the names that the form uses. */
export function answersOf(row: Registration): Person {
  const { given_name: givenName, family_name: familyName, email, phone, role, agency } = row
  const given = Object.entries({ givenName, familyName, email, phone, role, agency }).filter(
    ([, answer]) => answer !== null,
  )
  return {
    ...Object.fromEntries(given),
    ...(JSON.parse(row.answers) as Person),
    ...(JSON.parse(row.sensitive) as Person),
  } as Person
}

/** Keeps the answers to questions that the form no longer asks. */
function keepUnasked(row: Registration, person: CheckedPerson, isAsked: (id: string) => boolean): CheckedPerson {
  const unasked = (json: string) =>
    Object.fromEntries(Object.entries(JSON.parse(json) as Person).filter(([id]) => !isAsked(id)))
  return {
    ...person,
    phone: isAsked('phone') ? person.phone : row.phone,
    role: isAsked('role') ? person.role : row.role,
    agency: isAsked('agency') ? person.agency : row.agency,
    answers: { ...unasked(row.answers), ...person.answers },
    sensitive: { ...unasked(row.sensitive), ...person.sensitive },
  }
}

async function personOf(tx: Tx, registration: Registration, person: CheckedPerson): Promise<string> {
  const contact = await contactOf(tx, { ...registration, email: person.email, phone: person.phone })
  const name = activePerson(contactWithin(registration, contact), person.givenName, person.familyName)
  const other = await tx
    .selectFrom('registration')
    .select('id')
    .where('training_id', '=', registration.training_id)
    .where('active_person', '=', name)
    .where('id', '!=', registration.id)
    .executeTakeFirst()
  if (other)
    throw new ProblemError('already-registered', {
      errors: [{ pointer: '/person', code: 'already-registered', message: `Already registered as ${other.id}.` }],
    })
  return name
}
