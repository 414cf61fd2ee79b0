import type { Channel, Language } from '@training-signup/contract'
import type { Insertable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { RegistrationTable } from '../../platform/db/tables/people/registration.ts'
import { writeTogether } from '../../platform/db/write-together.ts'
import type { System } from '../../platform/system.ts'
import { type MailKind, mailRow, queueMails } from '../outbox/outbox.ts'
import { addImpressionCounts, dayAt } from '../partners/impression-counts.ts'
import { readAgencyNames, withAgencyName } from '../people/agency-names.ts'
import { activePerson, type CheckedPerson } from '../people/person.ts'
import { languageOf, personColumns, publicNameOf } from '../people/person-columns.ts'
import { newReference } from '../people/reference.ts'
import { readGroups } from '../people/word-rows.ts'
import { add, moveSeats, reachPosition, writeSeats } from '../seats/ledger.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import { addedEvent } from '../seats/person-events.ts'
import type { Registration } from '../seats/registration.ts'
import { requestSupervisor } from '../seats/supervisors.ts'

export interface Replacement {
  person: CheckedPerson
  /** The address that reaches them: their own or their coordinator's. */
  contact: string
  /** The seat or position on the waiting list that they take over. */
  seat: Pick<Registration, 'status' | 'holds_seat' | 'waiting_list_position' | 'expires_at' | 'group_id'>
  consents: string[]
  lang: Language
  /** The partner whose page the replaced person came from. */
  partner: string | null
  mail?: MailKind | undefined
  /** How they came, if not by a link. */
  channel?: Channel | undefined
  /** When the person proved their address, if they did. */
  provenAt?: string
}

/**
 * Stores a person who takes over another person's seat or position. The other one must have left it
 * in the same transaction. The new person gets a registration of their own, so that history,
 * reference and links stay separate. Returns its id.
 */
export async function insertReplacement(
  system: System,
  tx: Tx,
  training: LockedTraining,
  replacement: Replacement,
): Promise<string> {
  const now = system.now().toISOString()
  const { seat, partner, mail, channel = 'link' } = replacement
  const person = withAgencyName(replacement.person, await readAgencyNames(tx, [replacement.person.agency]))
  const row = registrationRow(system, training, { ...replacement, person }, now)
  const groups = await readGroups(tx, seat.group_id === null ? [] : [seat.group_id])
  moveSeats(training, seat.holds_seat)
  reachPosition(training, seat.waiting_list_position)
  await writeTogether(system.db, tx, [
    ...add(system, [row], { trainings: new Map([[training.id, training]]), groups }, now),
    writeSeats(tx, training),
  ])
  const day = dayAt(now, training.timeZone)
  const count = { partner: partner ?? '', training_id: training.id, day, views: 0, starts: 0, sign_ups: 1, sent: 0 }
  if (channel === 'coordinator')
    await tx
      .insertInto('person_event')
      .values(addedEvent(system, row.id, now))
      .execute()
  else await addImpressionCounts([count]).execute(tx)
  if (mail) {
    const about = { training_id: training.id, lang: row.lang, registration_id: row.id }
    await queueMails(tx, [mailRow(system, mail, about, now)])
  }
  await requestSupervisor(system, tx, row, replacement.person)
  return row.id
}

function registrationRow(
  system: System,
  training: LockedTraining,
  { person, contact, seat, consents, lang, partner, channel = 'link', provenAt }: Replacement,
  now: string,
): Insertable<RegistrationTable> {
  return {
    id: system.newId(),
    reference: newReference(system),
    training_id: training.id,
    ...seat,
    ...personColumns(person),
    lang: languageOf(person, lang),
    partner,
    channel,
    origin: null,
    consents: JSON.stringify(consents),
    token_version: 1,
    active_person: activePerson(contact, person.givenName, person.familyName),
    reconfirmed_at: null,
    public_status: seat.status,
    public_name: publicNameOf(seat.group_id, person),
    proven_at: provenAt ?? null,
    created_at: now,
    changed_at: now,
  }
}
