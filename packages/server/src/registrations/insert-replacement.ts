import type { Language } from '@training-signup/contract'
import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { type MailKind, mailRow } from '../outbox/outbox.ts'
import { addPlacements, dayAt } from '../partners/placement-counts.ts'
import { activePerson } from '../people/person.ts'
import { languageOf, personColumns } from '../people/person-columns.ts'
import { newReference } from '../people/reference.ts'
import type { CheckedPerson } from '../trainings/check-people.ts'
import { addCounts } from '../trainings/counts.ts'
import { noteHappenings } from '../webhooks/events.ts'
import { type LockedTraining, moveSeats } from './seats.ts'
import type { Registration } from './status.ts'
import { requestSupervisor } from './supervisors.ts'

export interface Successor {
  person: CheckedPerson
  /** The address by which they are reached, their own or their coordinator's. */
  contact: string
  place: Pick<Registration, 'status' | 'holds_seat' | 'line_number' | 'expires_at' | 'group_id'>
  consents: string[]
  lang: Language
  /** Whose page had brought the one before them. */
  partner: string | null
  mail?: MailKind
}

/**
 * Stores somebody in the place of another, who must have left it in this transaction. A registration of their own, so
 * that history, reference and links stay each person's. Returns its id.
 */
export async function insertSuccessor(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  successor: Successor,
): Promise<string> {
  const now = parts.now().toISOString()
  const { place, partner, mail } = successor
  const row = registrationRow(parts, training, successor, now)
  await tx.insertInto('registration').values(row).execute()
  await addCounts(tx, [{ training_id: training.id, status: place.status, count: 1 }]).execute()
  const created = { training: training.slug, registration: row.id, group: place.group_id }
  await noteHappenings(parts, tx, [{ event: 'registration.created', ...created }], now).execute()
  await moveSeats(tx, training, place.holds_seat, Math.max(place.line_number, training.state.lastLineNumber))
  const day = dayAt(now, training.timeZone)
  const count = { partner: partner ?? '', training_id: training.id, day, views: 0, starts: 0, sign_ups: 1 }
  await addPlacements(tx, [count]).execute()
  if (mail) {
    const about = { training_id: training.id, lang: row.lang, registration_id: row.id }
    await tx
      .insertInto('outbox')
      .values(mailRow(parts, mail, about, now))
      .execute()
  }
  await requestSupervisor(parts, tx, row, successor.person)
  return row.id
}

function registrationRow(
  parts: Parts,
  training: LockedTraining,
  { person, contact, place, consents, lang, partner }: Successor,
  now: string,
): Registration {
  return {
    id: parts.newId(),
    reference: newReference(parts),
    training_id: training.id,
    ...place,
    ...personColumns(person),
    lang: languageOf(person, lang),
    partner,
    channel: 'link',
    origin: null,
    consents: JSON.stringify(consents),
    token_version: 1,
    active_person: activePerson(contact, person.givenName, person.familyName),
    reconfirmed_at: null,
    is_unverified: 0,
    self_managed_at: null,
    created_at: now,
    changed_at: now,
  }
}
