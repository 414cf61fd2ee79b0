import type { Language } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import type { Canceler } from '../../platform/db/tables/mails/outbox.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { keepCoordinators, nameReplacement } from '../outbox/agency-coordinators.ts'
import type { MailKind } from '../outbox/outbox.ts'
import { activePerson, type CheckedPerson } from '../people/person.ts'
import { holdEndOf } from '../seats/deadlines.ts'
import { change } from '../seats/ledger.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import { findActive, type Registration } from '../seats/registration.ts'
import { refuseUnless } from '../seats/transitions.ts'
import { promoteFromWaitingList } from '../seats/waiting-list.ts'
import { insertReplacement, type Replacement } from './insert-replacement.ts'

/** Who comes instead of someone, and what the two are told. */
export interface Successor extends Pick<Replacement, 'contact' | 'channel'> {
  person: CheckedPerson
  needsApproval: boolean
  /** Those of the person before, if they were given for both. */
  consents?: string[]
  lang?: Language
  /** The email to the person before. */
  ending?: { mail: MailKind; canceledBy: Canceler }
  /** The email to the one who comes, by their status. */
  mailOf?: Partial<Record<Registration['status'], MailKind>>
}

/**
 * Puts another person in the place of one: they get the same seat, or the same position on the
 * waiting list. Returns the id of their registration.
 * @throws {ProblemError} `wrong-status`; `already-registered`
 */
export async function replacePerson(
  system: System,
  tx: Tx,
  { registration, training }: { registration: Registration; training: LockedTraining },
  { person, contact, channel, needsApproval, ending, mailOf = {}, ...given }: Successor,
): Promise<string> {
  const { status, holds_seat, waiting_list_position, expires_at, group_id, lang, partner } = registration
  refuseUnless(status, 'replace')
  if (await findActive(tx, training, activePerson(contact, person.givenName, person.familyName)))
    throw new ProblemError('already-registered')
  await change(system, tx, training, [registration], { action: 'replace', to: 'cancelled', ...ending })
  const until = needsApproval ? holdEndOf(training, system.now().toISOString()) : expires_at
  const seat = {
    status: needsApproval ? 'pending_approval' : status,
    holds_seat,
    waiting_list_position,
    expires_at: holds_seat === 1 ? until : null,
    group_id,
  } as const
  const consents = JSON.parse(registration.consents) as string[]
  const before = { consents, lang, partner }
  const mail = mailOf[seat.status]
  const id = await insertReplacement(system, tx, training, {
    ...before,
    ...given,
    person,
    contact,
    seat,
    channel,
    mail,
  })
  if (ending?.canceledBy === 'organizer') {
    await nameReplacement(tx, registration.id, id)
    await keepCoordinators(tx, registration.id, id)
  }
  // A replacement who now awaits approval has left the waiting list: the rest of an undivided
  // group may fit.
  await promoteFromWaitingList(system, tx, training)
  return id
}
