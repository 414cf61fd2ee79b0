import type { RegistrationStatus } from '@training-signup/contract'
import { mailRow, queueMails } from '../../core/outbox/outbox.ts'
import type { CheckedPerson } from '../../core/people/person.ts'
import { fullName } from '../../core/people/person-columns.ts'
import { replacePerson } from '../../core/registrations/replace-person.ts'
import { cancelLocked } from '../../core/seats/cancel.ts'
import { lockTraining } from '../../core/seats/locked-training.ts'
import type { Group } from '../../core/seats/registration.ts'
import { contactOf, type Registration, withRegistration } from '../../core/seats/registration.ts'
import { can, refuseUnless } from '../../core/seats/transitions.ts'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'

/**
 * A person of a group as its coordinator sees them. People with an email address of their own
 * manage their own seat. They keep the status that the sign-up was answered with, whatever happens
 * later and whether or not they were already registered. People without one are reached through the
 * coordinator, who sees their real status and acts for them.
 */
export interface Member {
  id: string
  name: string
  status: RegistrationStatus
  /** Only for people without an address of their own. */
  registration: Registration | undefined
}

/** A member without an address of their own. */
export type RegisteredMember = Member & { registration: Registration }

/** Returns the members of a group in the order in which they were entered. */
export async function readMembers({ db: { reader } }: Pick<System, 'db'>, groupId: string): Promise<Member[]> {
  const registrations = await reader.selectFrom('registration').selectAll().where('group_id', '=', groupId).execute()
  const duplicates = await reader.selectFrom('duplicate').selectAll().where('group_id', '=', groupId).execute()
  const members: Member[] = [
    ...registrations.map((one) => ({
      id: one.id,
      name: (one.email === null ? null : one.public_name) ?? fullName(one.given_name, one.family_name),
      status: one.email === null ? one.status : one.public_status,
      registration: one.email === null ? one : undefined,
    })),
    ...duplicates.map(({ id, submitted_answers, public_status: status }) => {
      const { givenName = '', familyName = '' } = JSON.parse(submitted_answers) as Partial<CheckedPerson>
      return { id, name: fullName(givenName, familyName), status, registration: undefined }
    }),
  ]
  // Ids are made in the order in which people were entered.
  return members.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

/**
 * Cancels the people without an address of their own when the coordinator says that the group isn't
 * coming. Sends all others the link to keep their seat or give it up, including people who were
 * already registered. A repeated call does nothing.
 */
export async function callOffGroup(system: System, group: Group): Promise<void> {
  await system.db.transaction(async (tx) => {
    const training = await lockTraining(system.db, tx, group.training_id)
    if (!training) throw new ProblemError('not-found')
    const now = system.now().toISOString()
    const { numUpdatedRows } = await tx
      .updateTable('registration_group')
      .set({ called_off_at: now })
      .where('id', '=', group.id)
      .where('called_off_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    const people = await tx
      .selectFrom('registration')
      .selectAll()
      .where('group_id', '=', group.id)
      .orderBy('id')
      .execute()
    const unreachable = people.filter(({ email, status }) => email === null && can(status, 'cancel'))
    await cancelLocked(system, tx, training, unreachable, 'coordinator')
    await askWhoStillComes(system, tx, group, people, now)
  })
}

async function askWhoStillComes(system: System, tx: Tx, group: Group, people: readonly Registration[], now: string) {
  const existing = await tx
    .selectFrom('duplicate')
    .innerJoin('registration', 'registration.id', 'duplicate.registration_id')
    .select(['registration.id', 'registration.lang'])
    .where('duplicate.group_id', '=', group.id)
    .where('registration.email', 'is not', null)
    .execute()
  const asked = new Map(
    [...people.filter(({ email }) => email !== null), ...existing].map(({ id, lang }) => [id, lang]),
  )
  const mails = [...asked].map(([registration_id, lang]) =>
    mailRow(system, 'group-called-off', { training_id: group.training_id, lang, registration_id }, now),
  )
  await queueMails(tx, mails)
}

/** People who are offered seats together, and until when. */
export interface Offer {
  members: Member[]
  until: string | null
}

/** Returns the open offers to members, grouped by their position on the waiting list. */
export function offersTo(members: Member[]): Offer[] {
  const byPosition = Map.groupBy(
    members.filter(({ registration }) => registration?.status === 'offered'),
    ({ registration }) => registration?.waiting_list_position,
  )
  return [...byPosition.values()].map((together) => ({
    members: together,
    until: together[0]?.registration?.expires_at ?? null,
  }))
}

/**
 * Replaces a member by another person, who gets the same seat or the same position on the waiting
 * list.
 * @throws {ProblemError} `wrong-status`; `already-registered` if the coordinator has already
 * registered that person
 */
export const replaceMember = (
  system: System,
  group: Group,
  id: string,
  { person, needsApproval }: { person: CheckedPerson; needsApproval: boolean },
): Promise<void> =>
  withRegistration(system, id, async (tx, registration, training) => {
    refuseUnless(registration.status, 'replace')
    if (registration.group_id !== group.id || registration.email !== null) throw new ProblemError('wrong-status')
    const contact = await contactOf(tx, registration)
    await replacePerson(system, tx, { registration, training }, { person, contact, needsApproval })
  })
