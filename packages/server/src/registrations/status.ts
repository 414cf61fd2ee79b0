import type { RegistrationStatus } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { RegistrationTable } from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../http/problem.ts'
import { tellPeople } from '../outbox/notify-people.ts'
import type { MailKind } from '../outbox/outbox.ts'
import { addCounts } from '../trainings/counts.ts'
import { noteHappenings } from '../webhooks/events.ts'
import { followDecision } from './attempts.ts'
import { type LockedTraining, lockSeats, moveSeats } from './seats.ts'

export type Registration = Selectable<RegistrationTable>

const active = new Set<RegistrationStatus>([
  'pending_approval',
  'confirmed',
  'waitlisted',
  'offered',
  'attended',
  'no_show',
])
/** Whether somebody has a place or waits for one; as long as their address is to be verified, they are nobody yet. */
export const isActive = (status: RegistrationStatus) => active.has(status)

/**
 * The registration, with its training locked.
 * @throws {ProblemError} `not-found`
 */
export async function lockRegistration(
  parts: Parts,
  tx: Tx,
  id: string,
): Promise<{ registration: Registration; training: LockedTraining }> {
  const found = await tx.selectFrom('registration').select('training_id').where('id', '=', id).executeTakeFirst()
  if (!found) throw new ProblemError('not-found')
  const training = (await lockSeats(parts.db, tx, [found.training_id])).get(found.training_id)
  // Read again: before the lock somebody else may have changed or erased it.
  const registration = await tx.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirst()
  if (!training || !registration) throw new ProblemError('not-found')
  return { registration, training }
}

export interface StatusChange {
  status: RegistrationStatus
  holdsSeat: boolean
  /** A new place in the line, for somebody who joins the waiting list now. */
  lineNumber?: number
  /** When the new status, or the hold on its seat, lapses; without it never. */
  expiresAt?: string | null
  /** What the person is told; somebody without an address of their own is told through their coordinator. */
  mail?: MailKind
  /** Decided about this person alone: those of the group who were registered before do not follow. */
  isForOne?: boolean
  /** From when on the mail may leave; at once without it. */
  mailDueAt?: string
}

/**
 * The only writer of the status of a registration that is stored already. Keeps seats, counts, the unique person and the outbox in step;
 * the training must be locked, and the waiting list be walked afterwards if seats were freed.
 */
export async function setStatus(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  registration: Registration,
  change: StatusChange,
): Promise<void> {
  const now = parts.now().toISOString()
  const seats = (change.holdsSeat ? 1 : 0) - registration.holds_seat
  // Where those stand who join the waiting list with this one.
  const behind = change.lineNumber && change.lineNumber + 1
  await tx
    .updateTable('registration')
    .set({
      status: change.status,
      holds_seat: change.holdsSeat ? 1 : 0,
      line_number: change.lineNumber ?? registration.line_number,
      active_person: isActive(change.status) ? registration.active_person : null,
      expires_at: change.expiresAt ?? null,
      changed_at: now,
    })
    .where('id', '=', registration.id)
    .execute()
  if (change.status !== registration.status) {
    const counts = [
      { training_id: training.id, status: registration.status, count: -1 },
      { training_id: training.id, status: change.status, count: 1 },
    ]
    await addCounts(tx, counts).execute()
    await noteMove(parts, tx, training, registration, change).execute()
    const { id, group_id, status: from } = registration
    await followDecision(tx, training, { id, group_id, from, to: change.status, ...change, lineNumber: behind })
  }
  await moveSeats(tx, training, seats, behind)
  if (change.mail)
    await tellPeople(parts, tx, [registration], { kind: change.mail, now, dueAt: change.mailDueAt ?? now })
}

const noteMove = (
  parts: Parts,
  tx: Tx,
  { slug }: LockedTraining,
  { id, group_id, status }: Registration,
  { status: to }: StatusChange,
) =>
  noteHappenings(
    parts,
    tx,
    [{ event: 'registration.status_changed', training: slug, registration: id, group: group_id, from: status, to }],
    parts.now().toISOString(),
  )

/** By what a person is reached: their own address, or their coordinator's or their phone; without any, nobody else is them. */
export async function contactOf(
  tx: Tx,
  registration: Pick<Registration, 'id' | 'email' | 'group_id' | 'phone'>,
): Promise<string> {
  if (registration.email !== null) return registration.email
  if (registration.group_id === null) return registration.phone ?? registration.id
  const group = await tx
    .selectFrom('registration_group')
    .select('coordinator_email')
    .where('id', '=', registration.group_id)
    .executeTakeFirst()
  // Empty once the coordinator is erased.
  return group?.coordinator_email || registration.id
}
