import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import { cancel, cancellable, isCancellable } from '../registrations/cancel.ts'
import { holdEndOf } from '../registrations/deadlines.ts'
import { acceptOffer, declineOffer } from '../registrations/offers.ts'
import { activePerson } from '../registrations/person.ts'
import { type LockedTraining, lockSeats } from '../registrations/seats.ts'
import { contactOf, lockRegistration, type Registration, setStatus } from '../registrations/status.ts'
import { walkWaitingList } from '../registrations/waitlist.ts'
import type { CheckedPerson } from '../trainings/check-people.ts'
import type { Group } from './holder.ts'
import { insertSuccessor } from './insert-successor.ts'
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
  registration: Registration | undefined
}

export async function readMembers({ db: { reader } }: Pick<Parts, 'db'>, groupId: string): Promise<Member[]> {
  const registrations = await reader
    .selectFrom('registration')
    .selectAll()
    .where('group_id', '=', groupId)
    .orderBy('id')
    .execute()
  const attempts = await reader
    .selectFrom('attempt')
    .selectAll()
    .where('group_id', '=', groupId)
    .orderBy('id')
    .execute()
  const members: Member[] = [
    ...registrations.map((one) => ({
      id: one.id,
      name: fullName(one.given_name, one.family_name),
      status: one.status,
      isReachable: one.email !== null,
      registration: one,
    })),
    ...attempts.map(({ id, said, shown }) => {
      const { givenName = '', familyName = '', email } = JSON.parse(said) as Partial<CheckedPerson>
      const status = shown ?? 'confirmed'
      return { id, name: fullName(givenName, familyName), status, isReachable: Boolean(email), registration: undefined }
    }),
  ]
  // Ids are in the order in which people were written down, whoever was registered before.
  return members.toSorted((one, other) => (one.id < other.id ? -1 : 1))
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
    await hideAttempts(tx, { id })
    // The rest of an undivided group may fit now.
    await walkWaitingList(parts, tx, training)
  })
}

/** Gives back the places of everybody in a group at once. */
export async function cancelGroup(parts: Parts, group: Group): Promise<void> {
  const { id } = group
  await parts.db.transaction(async (tx) => {
    const training = await lockTraining(parts, tx, group)
    const members = await tx.selectFrom('registration').selectAll().where('group_id', '=', id).orderBy('id').execute()
    for (const registration of members.filter(({ status }) => isCancellable(status))) {
      const change = { status: 'cancelled', holdsSeat: false, mail: 'cancelled' } as const
      await setStatus(parts, tx, training, registration, change)
    }
    await hideAttempts(tx, { group_id: id })
    await walkWaitingList(parts, tx, training)
  })
}

async function lockTraining(parts: Parts, tx: Tx, { training_id }: Group): Promise<LockedTraining> {
  const training = (await lockSeats(parts.db, tx, [training_id])).get(training_id)
  if (!training) throw new ProblemError('not-found')
  return training
}

/** What a coordinator was shown is canceled; the registration that somebody has of their own stands. */
async function hideAttempts(tx: Tx, of: { id: string } | { group_id: string }) {
  const attempts = tx
    .updateTable('attempt')
    .set({ shown: 'cancelled' })
    .where(({ or, eb }) => or([eb('shown', 'is', null), eb('shown', 'in', cancellable)]))
  await ('id' in of ? attempts.where('id', '=', of.id) : attempts.where('group_id', '=', of.group_id)).execute()
}

/** Those to whom seats are offered together, an undivided group or somebody alone, and until when. */
export interface Offer {
  members: Member[]
  until: string | null
}

/** Whoever was registered before is shown with the rest of their undivided group: only there are they offered seats. */
export function offersTo(members: Member[]): Offer[] {
  const offered = members.filter(({ status }) => status === 'offered')
  const lines = offered.flatMap(({ registration }) => registration ?? [])
  const byLine = Map.groupBy(offered, ({ registration }) => (registration ?? lines[0])?.line_number)
  return [...byLine.values()].map((together) => {
    const until = together.find(({ registration }) => registration)?.registration?.expires_at ?? null
    return { members: together, until }
  })
}

/**
 * Takes, or turns down, the seats that are offered to one of a group's people and whoever belongs to them.
 * @throws {ProblemError} `wrong-status`, `training-cancelled`
 */
export async function answerOffer(parts: Parts, members: Member[], id: string, isAccepted: boolean): Promise<void> {
  const offer = offersTo(members).find((one) => one.members.some((member) => member.id === id))
  if (!offer) throw new ProblemError('wrong-status')
  const registration = offer.members.find((member) => member.registration)?.registration
  if (registration) return isAccepted ? acceptOffer(parts, registration.id) : declineOffer(parts, registration.id)
  // The others have left meanwhile.
  const shown = isAccepted ? 'confirmed' : 'expired'
  await parts.db.transaction((tx) =>
    tx.updateTable('attempt').set({ shown }).where('id', '=', id).where('shown', '=', 'offered').execute(),
  )
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
