import type { Language } from '@training-signup/contract'
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { OutboxTable } from '../db/tables/outbox.ts'
import type { SupervisorRequestTable } from '../db/tables/supervisor-request.ts'
import type { Parts } from '../deps.ts'
import { mailRow } from '../outbox/outbox.ts'
import { type CheckedPerson, canonicalAddress, foldName } from '../people/person.ts'
import type { Registration } from './registration.ts'

export type SupervisorRequest = Selectable<SupervisorRequestTable>

/** Whom a request is about: a registration, or one that a duplicate has met. */
interface Subject {
  registration_id: string
  duplicate_id: string | null
}

interface Named {
  person: Pick<CheckedPerson, 'givenName' | 'familyName' | 'sensitive'>
  lang: Language
}

/**
 * The question to the supervisor whom somebody named, if they named one. What is told to the supervisor is kept as it was
 * said: what somebody corrects later, by a link of their own, a stranger's second mailbox is not to learn.
 */
export function requestRow(
  parts: Pick<Parts, 'newId'>,
  subject: Subject,
  { person, lang }: Named,
  now: string,
): SupervisorRequest | undefined {
  const { supervisorEmail: address } = person.sensitive
  if (typeof address !== 'string') return undefined
  return {
    id: parts.newId(),
    ...subject,
    given_name: person.givenName,
    family_name: person.familyName,
    address,
    lang,
    answer: null,
    answered_at: null,
    created_at: now,
  }
}

/** The mail that puts the question. Insert it once the request awaits approval. */
export const askingMail = (
  parts: Pick<Parts, 'newId'>,
  trainingId: string,
  { registration_id, duplicate_id, lang }: Subject & { lang: Language },
  now: string,
): Insertable<OutboxTable> =>
  mailRow(parts, 'supervisor', { training_id: trainingId, lang, registration_id, duplicate_id }, now)

/** Stores the question about someone who awaits approval, and asks it. */
export async function requestSupervisor(
  parts: Pick<Parts, 'newId' | 'now'>,
  tx: Tx,
  { id, training_id, status, lang }: Pick<Registration, 'id' | 'training_id' | 'status' | 'lang'>,
  person: CheckedPerson,
): Promise<void> {
  if (status !== 'pending_approval') return
  const now = parts.now().toISOString()
  const row = requestRow(parts, { registration_id: id, duplicate_id: null }, { person, lang }, now)
  if (!row) return
  await tx.insertInto('supervisor_request').values(row).execute()
  await tx
    .insertInto('outbox')
    .values(askingMail(parts, training_id, row, now))
    .execute()
}

/**
 * Follows an organizer's correction. Where it names another supervisor, the link of the one before ends, with their
 * address; where it only spells the person otherwise, the question is about who they are now.
 */
export async function moveRequest(
  parts: Pick<Parts, 'newId' | 'now'>,
  tx: Tx,
  registration: Registration,
  person: CheckedPerson,
): Promise<void> {
  const { supervisorEmail: before } = JSON.parse(registration.sensitive) as CheckedPerson['sensitive']
  if (before === person.sensitive['supervisorEmail']) {
    await tx
      .updateTable('supervisor_request')
      .set({ given_name: person.givenName, family_name: person.familyName })
      .where('registration_id', '=', registration.id)
      .where('duplicate_id', 'is', null)
      .execute()
    return
  }
  await tx
    .deleteFrom('supervisor_request')
    .where('registration_id', '=', registration.id)
    .where('duplicate_id', 'is', null)
    .execute()
  await tx
    .deleteFrom('outbox')
    .where('registration_id', '=', registration.id)
    .where('duplicate_id', 'is', null)
    .where('kind', '=', 'supervisor')
    .where('outcome', 'is', null)
    .execute()
  await requestSupervisor(parts, tx, registration, person)
}

/** Whether somebody is still whom the supervisor was asked about. */
export const isSamePerson = (
  one: Pick<Registration, 'given_name' | 'family_name'>,
  other: Pick<Registration, 'given_name' | 'family_name'>,
): boolean => foldedName(one) === foldedName(other)

const foldedName = ({ given_name, family_name }: Pick<Registration, 'given_name' | 'family_name'>) =>
  foldName(`${given_name} ${family_name}`)

/** The address of whom somebody named, and who was asked about them as they are now. */
export async function findSupervisor(
  { db }: Pick<Parts, 'db'>,
  registration: Registration,
): Promise<string | undefined> {
  const request = await db.reader
    .selectFrom('supervisor_request')
    .selectAll()
    .where('registration_id', '=', registration.id)
    .where('duplicate_id', 'is', null)
    .executeTakeFirst()
  return request && isSamePerson(request, registration) ? request.address : undefined
}

/**
 * The questions that one mail puts: those to its supervisor about somebody, and about whoever else came in one group with
 * them. None where an earlier mail puts them, or all are answered. What has become of the requests does not matter: whether
 * a mail arrives is not to tell it.
 */
export async function findAsked({ db }: Pick<Parts, 'db'>, mail: About & { id: string }): Promise<SupervisorRequest[]> {
  const all = await findTogether(db, mail)
  const own = all.find((one) => isAbout(mail, one))
  if (!own) return []
  const address = canonicalAddress(own.address)
  const toThem = all.filter((one) => canonicalAddress(one.address) === address)
  const mails = await findMails(db, toThem)
  // Whom an organizer has named since, nobody has asked yet.
  const askedOf = (request: SupervisorRequest) =>
    mails.filter((one) => isAbout(one, request) && one.created_at >= own.created_at)
  const isPut = toThem.some((request) =>
    askedOf(request).some(({ id, outcome }) => id < mail.id && (outcome === null || outcome === 'sent')),
  )
  if (isPut) return []
  return toThem.filter((request) => request.answer === null && (request === own || askedOf(request).length > 0))
}

type About = Pick<Selectable<OutboxTable>, 'registration_id' | 'duplicate_id'>

const isAbout = (mail: About, request: Subject) =>
  mail.registration_id === request.registration_id && mail.duplicate_id === request.duplicate_id

/** Whatever was sent, or is to be, about some of these; whoever needs no approval was never asked about. */
const findMails = ({ reader }: Pick<Parts['db'], 'reader'>, requests: SupervisorRequest[]) =>
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

/** The question itself, and those about everybody else of the group, in the order in which they were entered. */
async function findTogether({ reader }: Pick<Parts['db'], 'reader'>, { registration_id, duplicate_id }: About) {
  const requests = reader
    .selectFrom('supervisor_request')
    .innerJoin('registration', 'registration.id', 'supervisor_request.registration_id')
    .leftJoin('duplicate', 'duplicate.id', 'supervisor_request.duplicate_id')
    .selectAll('supervisor_request')
    .select(['registration.group_id', 'duplicate.group_id as duplicate_group_id'])
  // Of one registration there may be any number of duplicates.
  const own = await requests
    .where('supervisor_request.registration_id', '=', registration_id)
    .$if(duplicate_id === null, (all) => all.where('supervisor_request.duplicate_id', 'is', null))
    .$if(duplicate_id !== null, (all) => all.where('supervisor_request.duplicate_id', '=', duplicate_id))
    .execute()
  const groupId = own.map((one) => (one.duplicate_id === null ? one.group_id : one.duplicate_group_id)).at(0)
  if (!groupId) return own
  const newcomers = await requests
    .where('registration.group_id', '=', groupId)
    .where('supervisor_request.duplicate_id', 'is', null)
    .execute()
  const known = await requests.where('duplicate.group_id', '=', groupId).execute()
  return [...newcomers, ...known].toSorted((one, other) => (one.id < other.id ? -1 : 1))
}
