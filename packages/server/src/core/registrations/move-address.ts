import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'
import { activePerson, canonicalAddress, contactWithin } from '../people/person.ts'
import { editDetails, rewriteGroupWords } from '../seats/ledger.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import { findActive, type Group, type Registration } from '../seats/registration.ts'
import { isActive } from '../seats/transitions.ts'
import { recordEvents } from '../webhooks/events.ts'
import { compareAgain } from './likeness.ts'
import { withdrawTransfers } from './offer-transfer.ts'

/**
 * Moves a registration to the address that its person has proven, under the lock that the caller
 * holds. Its earlier links end. Seat, status, and position stay as they are.
 * @returns the registration that the person already has with that address, if nothing was changed
 */
export async function moveRegistration(
  system: Pick<System, 'newId' | 'now'>,
  tx: Tx,
  training: LockedTraining,
  registration: Registration,
  email: string,
): Promise<Registration | undefined> {
  const other = await findOther(tx, training, registration, email)
  if (other) return other
  const now = system.now().toISOString()
  await editDetails(tx, [registration.id], {
    email,
    email_canonical: canonicalAddress(email),
    active_person: personAt(email, registration),
    token_version: registration.token_version + 1,
    proven_at: now,
    changed_at: now,
  })
  await withdrawTransfers(tx, registration.id, system.now())
  await compareAgain(tx, registration)
  await recordChanges(system, tx, training, [registration])
  return undefined
}

/**
 * Moves a group to the address that its coordinator has proven, with the people in it who have no
 * address of their own.
 * @returns the registration that one of them already has with that address, if nothing was changed
 */
export async function moveGroup(
  system: Pick<System, 'newId' | 'now'>,
  tx: Tx,
  training: LockedTraining,
  group: Group,
  email: string,
): Promise<Registration | undefined> {
  const people = await tx
    .selectFrom('registration')
    .selectAll()
    .where('group_id', '=', group.id)
    .where('email', 'is', null)
    .orderBy('id')
    .execute()
  const reached = people.filter(({ status }) => isActive(status))
  for (const one of reached) {
    const other = await findOther(tx, training, one, email)
    if (other) return other
  }
  const now = system.now().toISOString()
  await tx
    .updateTable('registration_group')
    .set({
      coordinator_email: email,
      coordinator_canonical: canonicalAddress(email),
      token_version: group.token_version + 1,
      proven_at: now,
    })
    .where('id', '=', group.id)
    .execute()
  for (const one of reached) await editDetails(tx, [one.id], { active_person: personAt(email, one), changed_at: now })
  await rewriteGroupWords(tx, group.id)
  await recordChanges(system, tx, training, reached)
  return undefined
}

const personAt = (email: string, one: Registration) =>
  activePerson(contactWithin(one, email), one.given_name, one.family_name)

async function findOther(tx: Tx, training: LockedTraining, registration: Registration, email: string) {
  const found = await findActive(tx, training, personAt(email, registration))
  return found?.id === registration.id ? undefined : found
}

async function recordChanges(
  system: Pick<System, 'newId' | 'now'>,
  tx: Tx,
  training: LockedTraining,
  registrations: readonly Registration[],
): Promise<void> {
  if (registrations.length === 0) return
  const events = registrations.map(({ id, group_id }) => ({
    event: 'registration.changed' as const,
    training: training.slug,
    registration: id,
    group: group_id,
  }))
  await recordEvents(system, events, system.now().toISOString()).execute(tx)
}
