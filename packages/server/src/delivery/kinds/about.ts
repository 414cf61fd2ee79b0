import type { Language, Training } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { OutboxRow } from '../../core/outbox/outbox.ts'
import { isGroupProven, isProven } from '../../core/registrations/is-proven.ts'
import { createManageTokens } from '../../core/registrations/manage-token.ts'
import type { Group, Registration } from '../../core/seats/registration.ts'
import { linkBelow } from '../../core/trainings/page-links.ts'
import { presentTraining } from '../../core/trainings/present.ts'
import { findTraining, type StoredTraining } from '../../core/trainings/trainings.ts'
import type { DuplicateTable } from '../../platform/db/tables/people/duplicate.ts'
import type { TransferTable } from '../../platform/db/tables/people/transfer.ts'
import type { FollowUpTable } from '../../platform/db/tables/trainings/evaluation.ts'
import type { System } from '../../platform/system.ts'

/** What is proven, with what its subject knows of it. */
type ProofFor = Awaited<ReturnType<typeof readProof>>

/** Everything an email can be about, as of the moment it is sent. */
export interface About {
  row: OutboxRow
  lang: Language
  /**
   * Whether its reader has proven their address, or an organizer entered them. Otherwise a stranger
   * may have typed everything in it, for them to read.
   */
  isProven: boolean
  stored: StoredTraining
  /** Whether a colleague can be asked to take a seat. */
  sendsMail: boolean
  /** As visitors see it, in the language of the email. */
  training: Training
  registration: Registration | undefined
  /**
   * The people the email is about: several in an email to a coordinator, otherwise the
   * registration.
   */
  people: Registration[]
  /** The group of the registration, or the group that the email itself is about. */
  group: Group | undefined
  duplicate: Selectable<DuplicateTable> | undefined
  /** The address that the code in the email proves, or that one has proven. */
  proof: ProofFor | undefined
  transfer: Selectable<TransferTable> | undefined
  /** Who asked for the questions after 90 days. */
  followUp: Selectable<FollowUpTable> | undefined
  /** Links made for this one email. */
  links: {
    page: string
    /** Where people choose their calendar. */
    calendar: string
    manage: (registration: Registration) => string
    manageGroup: (group: Group) => string
    /** Where a colleague accepts the seat. */
    take: (transfer: { id: string }) => string
    /** Where a supervisor answers whether the person may come. */
    confirm: (request: { id: string }) => string
    /** Where the questions after 90 days are. */
    followUp: (asked: { id: string }) => string
    /** Where someone finds their certificate. */
    certificate: (certificate: { id: string }) => string
  }
}

/**
 * Reads what an outbox row is about. Returns undefined if its training or registration is gone.
 * @param changed the training as it is to be, if it is not stored so yet
 */
export async function readAbout(system: System, row: OutboxRow, changed?: StoredTraining): Promise<About | undefined> {
  const of = await system.db.reader
    .selectFrom('training')
    .select('slug')
    .where('id', '=', row.training_id)
    .executeTakeFirst()
  const stored = of && (changed ?? (await findTraining(system, of.slug)))
  const rows = await readRows(system, row)
  if (!stored || (row.registration_id !== null && !rows.registration)) return undefined
  const { publicUrl } = system.config
  const { lang } = row
  const training = presentTraining(stored.row, stored.input, {
    lang,
    partners: stored.partners,
    publicUrl,
    now: system.now(),
  })
  const tokens = createManageTokens(system)
  const manage = (kind: 'registration' | 'group', { id, token_version }: { id: string; token_version: number }) =>
    `${publicUrl}/r/${tokens.issue({ kind, id, version: token_version })}`
  return {
    row,
    lang,
    isProven: await isReaderProven(system, rows),
    stored,
    sendsMail: system.config.mail !== undefined,
    training,
    ...rows,
    links: {
      page: training.links.page,
      calendar: linkBelow({ publicUrl, lang }, stored.row.slug, 'calendar'),
      manage: (one) => manage('registration', one),
      manageGroup: (one) => manage('group', one),
      take: ({ id }) => `${publicUrl}/r/pass/${tokens.issue({ kind: 'transfer', id, version: 1 })}`,
      confirm: ({ id }) => `${publicUrl}/r/confirm/${tokens.issue({ kind: 'supervisor', id, version: 1 })}`,
      followUp: ({ id }) => `${publicUrl}/r/later/${tokens.issue({ kind: 'follow-up', id, version: 1 })}`,
      certificate: ({ id }) => `${publicUrl}/r/certificate/${tokens.issue({ kind: 'certificate', id, version: 1 })}`,
    },
  }
}

async function isReaderProven({ db }: System, { registration, group }: Pick<About, 'registration' | 'group'>) {
  if (registration?.email) return isProven(registration)
  return group !== undefined && isGroupProven(db, group)
}

async function readRows({ db: { reader } }: System, row: OutboxRow) {
  const registration = await found(row.registration_id, (id) =>
    reader.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirst(),
  )
  const group = await found(row.group_id ?? registration?.group_id ?? null, (id) =>
    reader.selectFrom('registration_group').selectAll().where('id', '=', id).executeTakeFirst(),
  )
  const duplicate = await found(row.duplicate_id, (id) =>
    reader.selectFrom('duplicate').selectAll().where('id', '=', id).executeTakeFirst(),
  )
  const proof = await found(row.proof_id ?? row.alert_id, (id) => readProof(reader, id))
  const transfer = await found(row.transfer_id, (id) =>
    reader.selectFrom('transfer').selectAll().where('id', '=', id).executeTakeFirst(),
  )
  const followUp = await found(row.follow_up_id, (id) =>
    reader.selectFrom('follow_up').selectAll().where('id', '=', id).executeTakeFirst(),
  )
  const people = registration ? [registration] : await readPeople(reader, row)
  return { registration, people, group, duplicate, transfer, followUp, proof }
}

const readProof = (reader: System['db']['reader'], id: string) =>
  reader
    .selectFrom('proof')
    .leftJoin('pending_sign_up', 'pending_sign_up.id', 'proof.id')
    .leftJoin('address_change', 'address_change.id', 'proof.id')
    .leftJoin('alert', 'alert.id', 'proof.id')
    .selectAll('proof')
    .select(['request', 'former_email', 'kind', 'partner'])
    .where('proof.id', '=', id)
    .executeTakeFirst()

/** Returns the people of a coordinator's email in the order in which they were entered. */
const readPeople = async (
  reader: System['db']['reader'],
  { id, group_id, account_id }: OutboxRow,
): Promise<Registration[]> =>
  group_id === null && account_id === null
    ? []
    : reader
        .selectFrom('registration')
        .selectAll('registration')
        .innerJoin('outbox_person', 'outbox_person.registration_id', 'registration.id')
        .where('outbox_id', '=', id)
        .orderBy('registration.id')
        .execute()

/** A row of a preview, which is stored nowhere, names only what it has. */
const found = async <Row>(
  id: string | null | undefined,
  find: (id: string) => Promise<Row | undefined>,
): Promise<Row | undefined> => (id === null || id === undefined ? undefined : find(id))
