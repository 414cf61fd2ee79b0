import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../http/problem.ts'
import { activePerson } from '../people/person.ts'
import { answerInLine, cancelAttempts } from '../registrations/attempts.ts'
import { cancel } from '../registrations/cancel.ts'
import { isCancellable } from '../registrations/cancellable.ts'
import { holdEndOf } from '../registrations/deadlines.ts'
import { insertSuccessor } from '../registrations/insert-replacement.ts'
import { acceptOffer, declineOffer } from '../registrations/offers.ts'
import { type LockedTraining, lockSeats } from '../registrations/seats.ts'
import { contactOf, lockRegistration, type Registration, setStatus } from '../registrations/status.ts'
import { walkWaitingList } from '../registrations/waiting-list.ts'
import type { CheckedPerson } from '../trainings/check-people.ts'
import type { Group } from './holder.ts'
import { findActive } from './take-seat.ts'

/**
 * Somebody of a group as its coordinator sees them. Whoever was registered before is shown as they were answered then:
 * that they are somebody else's registration is never told.
 */
export interface Member {
  id: string
  name: string
  status: Registration['status']
  /** Whether they have an address of their own, and with it a link of their own. */
  isReachable: boolean
  /** Their place in the line, which an undivided group shares, and when what is offered there lapses. */
  line: number | null
  until: string | null
  registration: Registration | undefined
}

/** Without those who manage their registrations themselves. */
export async function readMembers({ db: { reader } }: Pick<Parts, 'db'>, groupId: string): Promise<Member[]> {
  const registrations = await reader
    .selectFrom('registration')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('self_managed_at', 'is', null)
    .orderBy('id')
    .execute()
  const attempts = await reader
    .selectFrom('attempt')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('self_managed_at', 'is', null)
    .orderBy('id')
    .execute()
  const members: Member[] = [
    ...registrations.map((one) => ({
      id: one.id,
      name: fullName(one.given_name, one.family_name),
      status: one.status,
      isReachable: one.email !== null,
      line: one.line_number,
      until: one.expires_at,
      registration: one,
    })),
    ...attempts.map(({ id, said, shown, line_number: line, expires_at: until }) => {
      const { givenName = '', familyName = '', email } = JSON.parse(said) as Partial<CheckedPerson>
      const status = shown ?? 'confirmed'
      const name = fullName(givenName, familyName)
      return { id, name, status, isReachable: Boolean(email), line, until, registration: undefined }
    }),
  ]
  // Ids are in the order in which people were written down, whoever was registered before.
  return members.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

/** How many of a group manage their registrations themselves. */
export async function countSelfManaged({ db: { reader } }: Pick<Parts, 'db'>, groupId: string): Promise<number> {
  const inGroup = (table: 'registration' | 'attempt') =>
    reader
      .selectFrom(table as 'registration')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('group_id', '=', groupId)
      .where('self_managed_at', 'is not', null)
      .executeTakeFirstOrThrow()
  return (await inGroup('registration')).count + (await inGroup('attempt')).count
}

export const fullName = (givenName: string, familyName: string) => [givenName, familyName].filter(Boolean).join(' ')

/**
 * Gives back the place of one of a group's people.
 * @throws {ProblemError} `wrong-status`
 */
export async function cancelMember(parts: Parts, group: Group, { id, registration }: Member): Promise<void> {
  if (registration) return cancel(parts, id)
  await parts.db.transaction(async (tx) => {
    const training = await lockTraining(parts, tx, group)
    await cancelAttempts(tx, training, { id })
    // The rest of an undivided group may fit now.
    await walkWaitingList(parts, tx, training)
  })
}

/** Gives back at once the places of everybody in a group but those who manage theirs themselves. */
export async function cancelGroup(parts: Parts, group: Group): Promise<void> {
  const { id } = group
  await parts.db.transaction(async (tx) => {
    const training = await lockTraining(parts, tx, group)
    const members = await tx
      .selectFrom('registration')
      .selectAll()
      .where('group_id', '=', id)
      .where('self_managed_at', 'is', null)
      .orderBy('id')
      .execute()
    for (const registration of members.filter(({ status }) => isCancellable(status))) {
      const change = { status: 'cancelled', holdsSeat: false, mail: 'cancelled' } as const
      await setStatus(parts, tx, training, registration, change)
    }
    await cancelAttempts(tx, training, { group_id: id })
    await walkWaitingList(parts, tx, training)
  })
}

async function lockTraining(parts: Parts, tx: Tx, { training_id }: Group): Promise<LockedTraining> {
  const training = (await lockSeats(parts.db, tx, [training_id])).get(training_id)
  if (!training) throw new ProblemError('not-found')
  return training
}

/** Those to whom seats are offered together, an undivided group or somebody alone, and until when. */
export interface Offer {
  members: Member[]
  until: string | null
}

export function offersTo(members: Member[]): Offer[] {
  const byLine = Map.groupBy(
    members.filter(({ status }) => status === 'offered'),
    ({ line }) => line,
  )
  return [...byLine.values()].map((together) => ({ members: together, until: together[0]?.until ?? null }))
}

/**
 * Takes, or turns down, the seats that are offered to one of a group's people and whoever belongs to them.
 * @throws {ProblemError} `wrong-status`, `training-cancelled`
 */
export async function answerOffer(parts: Parts, group: Group, id: string, isAccepted: boolean): Promise<void> {
  const offers = offersTo(await readMembers(parts, group.id))
  const offer = offers.find(({ members }) => members.some((member) => member.id === id))
  if (!offer) throw new ProblemError('wrong-status')
  const registration = offer.members.find((member) => member.registration)?.registration
  if (registration) return isAccepted ? acceptOffer(parts, registration.id) : declineOffer(parts, registration.id)
  // All of them were registered before, or the others have left meanwhile.
  const line = offer.members[0]?.line ?? 0
  await parts.db.transaction(async (tx) => {
    await lockTraining(parts, tx, group)
    await answerInLine(tx, group.training_id, line, isAccepted ? 'confirmed' : 'expired')
  })
}

const replaceable: ReadonlySet<string> = new Set(['confirmed', 'waitlisted', 'pending_approval'])
/** Whoever has a link of their own gives their seat to a colleague with that. */
export const isReplaceable = ({ registration, isReachable }: Member) =>
  registration !== undefined && !isReachable && replaceable.has(registration.status)

/**
 * Puts somebody else in the place of one of a group's people, with the same seat or the same place in the line.
 * @throws {ProblemError} `wrong-status`; `already-registered` when the coordinator has registered that person before
 */
export async function substitute(
  parts: Parts,
  group: Group,
  id: string,
  { person, needsApproval }: { person: CheckedPerson; needsApproval: boolean },
): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    const { group_id, email, status, holds_seat, line_number, expires_at, lang, partner } = registration
    if (group_id !== group.id || email !== null || !replaceable.has(status)) throw new ProblemError('wrong-status')
    const contact = await contactOf(tx, registration)
    if (await findActive(tx, training, activePerson(contact, person.givenName, person.familyName)))
      throw new ProblemError('already-registered')
    await setStatus(parts, tx, training, registration, { status: 'cancelled', holdsSeat: false })
    const until = needsApproval ? holdEndOf(training, parts.now().toISOString()) : expires_at
    const place = {
      status: needsApproval ? 'pending_approval' : status,
      holds_seat,
      line_number,
      expires_at: holds_seat === 1 ? until : null,
      group_id,
    } as const
    const consents = JSON.parse(registration.consents) as string[]
    await insertSuccessor(parts, tx, training, { person, contact, place, consents, lang, partner })
    // Whoever now awaits approval has left the line: the rest of an undivided group may fit.
    await walkWaitingList(parts, tx, training)
  })
}
