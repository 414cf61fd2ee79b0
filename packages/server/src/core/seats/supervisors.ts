import type { Language } from '@training-signup/contract'
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { OutboxTable } from '../../platform/db/tables/mails/outbox.ts'
import type { SupervisorRequestTable } from '../../platform/db/tables/people/supervisor-request.ts'
import type { System } from '../../platform/system.ts'
import { mailRow, queueMails } from '../outbox/outbox.ts'
import { deleteAsking } from '../outbox/revise.ts'
import { hidesName } from '../people/hides-name.ts'
import { type CheckedPerson, canonicalAddress, foldName } from '../people/person.ts'
import type { Registration } from './registration.ts'

export type SupervisorRequest = Selectable<SupervisorRequestTable>

/**
 * Returns whether a supervisor's answer decides: the owner of the address named them, or they are
 * at a domain that the organizer lists. A stranger can sign someone up with a mailbox of their own;
 * its answer is a note for the organizer.
 */
export const isDecisive = (
  { is_confirmed }: Pick<SupervisorRequest, 'is_confirmed'>,
  { domains }: { domains: readonly string[] },
): boolean => is_confirmed === 1 || domains.length > 0

/** What a request is about: a registration, or a duplicate of one. */
interface Subject {
  registration_id: string
  duplicate_id: string | null
}

interface Named {
  person: Omit<CheckedPerson, 'email' | 'phone'>
  lang: Language
  /** Whether the owner of the person's address, or an organizer, named the supervisor. */
  isConfirmed: boolean
}

/**
 * Returns the request to a person's supervisor, if they named one. It keeps the answers of the
 * sign-up: the supervisor's mailbox may belong to a stranger, who must not learn what the person
 * corrects later through their own link.
 */
export function requestRow(
  system: Pick<System, 'newId'>,
  subject: Subject,
  { person, lang, isConfirmed }: Named,
  now: string,
): SupervisorRequest | undefined {
  const { supervisorEmail: address } = person.sensitive
  if (typeof address !== 'string') return undefined
  return {
    id: system.newId(),
    ...subject,
    given_name: person.givenName,
    family_name: person.familyName,
    ...workOf(person),
    address,
    lang,
    answer: null,
    answered_at: null,
    reason: null,
    is_confirmed: isConfirmed ? 1 : 0,
    created_at: now,
  }
}

/**
 * Returns what tells a supervisor which of two people of one name is asking. Someone who keeps their
 * name off paper can be under cover: in a mailbox that they mistyped, it would say that they are an
 * officer.
 */
function workOf({ role, agency, agencyTyped, answers, sensitive }: Named['person']) {
  if (hidesName(sensitive)) return { agency: null, role: null, role_other: null }
  const { roleOther } = answers
  return { agency: agencyTyped ?? agency, role, role_other: typeof roleOther === 'string' ? roleOther : null }
}

/** Returns the email to the supervisor. Insert it once the request awaits approval. */
export const askingMail = (
  system: Pick<System, 'newId'>,
  trainingId: string,
  { registration_id, duplicate_id, lang }: Subject & { lang: Language },
  now: string,
): Insertable<OutboxTable> =>
  mailRow(system, 'supervisor', { training_id: trainingId, lang, registration_id, duplicate_id }, now)

/**
 * Stores the request about a person who awaits approval, and queues its email. Called for people who
 * have proven their address, and for what organizers edit.
 */
export async function requestSupervisor(
  system: Pick<System, 'newId' | 'now'>,
  tx: Tx,
  { id, training_id, status, lang }: Pick<Registration, 'id' | 'training_id' | 'status' | 'lang'>,
  person: Named['person'],
): Promise<void> {
  if (status !== 'pending_approval') return
  const now = system.now().toISOString()
  const row = requestRow(system, { registration_id: id, duplicate_id: null }, { person, lang, isConfirmed: true }, now)
  if (!row) return
  await tx.insertInto('supervisor_request').values(row).execute()
  await queueMails(tx, [askingMail(system, training_id, row, now)])
}

/**
 * Updates the request after an organizer's edit, or one by the owner of the address. If another
 * supervisor is named, the earlier one's link and address are deleted. If only the person's spelling
 * changes, the request follows it. Their role and agency stay as they were asked about: a stranger
 * may have named the mailbox.
 */
export async function moveRequest(
  system: Pick<System, 'newId' | 'now'>,
  tx: Tx,
  registration: Registration,
  person: Named['person'],
): Promise<void> {
  const { supervisorEmail: previous } = JSON.parse(registration.sensitive) as CheckedPerson['sensitive']
  if (previous === person.sensitive['supervisorEmail']) {
    await tx
      .updateTable('supervisor_request')
      .set({ given_name: person.givenName, family_name: person.familyName })
      .where('registration_id', '=', registration.id)
      .where('duplicate_id', 'is', null)
      .execute()
    return
  }
  await deleteSupervisorRequest(tx, registration)
  await requestSupervisor(system, tx, registration, person)
}

/** Deletes the request about a registration, with its unsent email. */
export async function deleteSupervisorRequest(tx: Tx, { id }: Pick<Registration, 'id'>): Promise<void> {
  await tx
    .deleteFrom('supervisor_request')
    .where('registration_id', '=', id)
    .where('duplicate_id', 'is', null)
    .execute()
  await deleteAsking(tx, id)
}

/** Returns whether a person still has the name that the supervisor was asked about. */
export const isSamePerson = (
  one: Pick<Registration, 'given_name' | 'family_name'>,
  other: Pick<Registration, 'given_name' | 'family_name'>,
): boolean => foldedName(one) === foldedName(other)

const foldedName = ({ given_name, family_name }: Pick<Registration, 'given_name' | 'family_name'>) =>
  foldName(`${given_name} ${family_name}`)

/** Returns the request to the supervisor, if they were asked about the person's present name. */
export async function findSupervisor(
  { db }: Pick<System, 'db'>,
  registration: Registration,
): Promise<SupervisorRequest | undefined> {
  const request = await db.reader
    .selectFrom('supervisor_request')
    .selectAll()
    .where('registration_id', '=', registration.id)
    .where('duplicate_id', 'is', null)
    .executeTakeFirst()
  return request && isSamePerson(request, registration) ? request : undefined
}

/**
 * Returns the open requests that one email to a supervisor asks about: its own, and those about
 * other people of the same group. Returns none if an earlier email asks about them, or if all are
 * answered. The status of the registrations does not matter: whether an email arrives must not
 * reveal it.
 */
export async function findAsked(
  { db }: Pick<System, 'db'>,
  mail: MailSubject & { id: string },
): Promise<SupervisorRequest[]> {
  const all = await findTogether(db, mail)
  const own = all.find((one) => isAbout(mail, one))
  if (!own) return []
  const address = canonicalAddress(own.address)
  const toSupervisor = all.filter((one) => canonicalAddress(one.address) === address)
  const mails = await findMails(db, toSupervisor)
  // Leave out supervisors named later by an organizer: they have an email of their own.
  const askedOf = (request: SupervisorRequest) =>
    mails.filter((one) => isAbout(one, request) && one.created_at >= own.created_at)
  const isAskedElsewhere = toSupervisor.some((request) =>
    askedOf(request).some(({ id, outcome }) => id < mail.id && (outcome === null || outcome === 'sent')),
  )
  if (isAskedElsewhere) return []
  return toSupervisor.filter((request) => request.answer === null && (request === own || askedOf(request).length > 0))
}

type MailSubject = Pick<Selectable<OutboxTable>, 'registration_id' | 'duplicate_id'>

const isAbout = (mail: MailSubject, request: Subject) =>
  mail.registration_id === request.registration_id && mail.duplicate_id === request.duplicate_id

/**
 * Returns the sent and queued emails about these requests. There is none about people who need no
 * approval.
 */
const findMails = ({ reader }: Pick<System['db'], 'reader'>, requests: SupervisorRequest[]) =>
  reader
    .selectFrom('outbox')
    .select(['id', 'registration_id', 'duplicate_id', 'outcome', 'created_at'])
    .where('kind', '=', 'supervisor')
    .where(
      'registration_id',
      'in',
      requests.map(({ registration_id }) => registration_id),
    )
    .where(({ or, eb }) =>
      or([
        eb('duplicate_id', 'is', null),
        eb('duplicate_id', 'in', ['', ...requests.flatMap(({ duplicate_id }) => duplicate_id ?? [])]),
      ]),
    )
    .execute()

/**
 * Returns the request of the email and those of the whole group, in the order in which people were
 * entered.
 */
async function findTogether({ reader }: Pick<System['db'], 'reader'>, { registration_id, duplicate_id }: MailSubject) {
  const requests = reader
    .selectFrom('supervisor_request')
    .innerJoin('registration', 'registration.id', 'supervisor_request.registration_id')
    .leftJoin('duplicate', 'duplicate.id', 'supervisor_request.duplicate_id')
    .selectAll('supervisor_request')
    .select(['registration.group_id', 'duplicate.group_id as duplicate_group_id'])
  // A registration can have any number of duplicates.
  const own = await requests
    .where('supervisor_request.registration_id', '=', registration_id)
    .$if(duplicate_id === null, (all) => all.where('supervisor_request.duplicate_id', 'is', null))
    .$if(duplicate_id !== null, (all) => all.where('supervisor_request.duplicate_id', '=', duplicate_id))
    .execute()
  const groupId = own.map((one) => (one.duplicate_id === null ? one.group_id : one.duplicate_group_id)).at(0)
  if (!groupId) return own
  const registered = await requests
    .where('registration.group_id', '=', groupId)
    .where('supervisor_request.duplicate_id', 'is', null)
    .execute()
  const duplicates = await requests.where('duplicate.group_id', '=', groupId).execute()
  return [...registered, ...duplicates].toSorted((one, other) => (one.id < other.id ? -1 : 1))
}
