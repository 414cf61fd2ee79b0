import type { MailKind, OutboxRow } from '../../core/outbox/outbox.ts'
import { canonicalAddress, mailboxOf } from '../../core/people/person.ts'
import { isGroupProven, isProven } from '../../core/registrations/is-proven.ts'
import type { System } from '../../platform/system.ts'
import { kinds, type Queue } from '../kinds/kinds.ts'
import { isOfUse, releaseCode } from './code-rate-limit.ts'
import { type MailShare, releaseInHour } from './hourly-limit.ts'
import { type MailRelease, reserveFirst, reserveSlot } from './mailbox-rate-limit.ts'

const dayMs = 24 * 60 * 60_000

/**
 * Applies the two limits to an email. A mailbox gets few emails an hour that strangers can cause,
 * and of these, a training and the whole server send few an hour. Emails of people who have proven
 * their address, freed seats, and what organizers cause are not held back for strangers' emails.
 */
export async function releaseMail(system: System, mail: OutboxRow, to: string): Promise<MailRelease> {
  const { queue } = kinds[mail.kind as MailKind]
  if (isToOrganizer(queue, mail)) return 'now'
  const cause = await readCause(system, mail)
  const release = await releaseToMailbox(system, mail, { to, queue, cause })
  const share = release === 'now' ? shareOf(queue, mail, cause) : undefined
  if (share === undefined) return release
  const { until } = await releaseInHour(system, mail, share)
  if (until === undefined) return 'now'
  if (queue === 'code' && !(await isOfUse(system, mail, until))) return { never: 'hourly-limit' }
  return { until, heldFor: 'hourly-limit' }
}

/** Returns whether it is a report to the organizer or the test of a message. */
const isToOrganizer = (queue: Queue, { kind, registration_id, group_id }: OutboxRow) =>
  queue === 'free' || (kind === 'message' && registration_id === null && group_id === null)

interface Addressed {
  to: string
  queue: Queue
  cause: Cause
}

/**
 * Reserves one of the emails that a mailbox may get per hour, across all trainings: anyone can
 * register another person's address under any number of names, and with any tag. Emails about a
 * registration whose owner has proven the address have slots of their own, and so have the freed
 * seats of each training and each message of an organizer, which an address gets once: they never
 * wait behind emails that strangers cause, and take no slot from those. The latest link,
 * the latest code and the first notice of each kind per training are sent in addition, however
 * crowded the mailbox is.
 */
async function releaseToMailbox(
  system: System,
  mail: OutboxRow,
  { to, queue, cause }: Addressed,
): Promise<MailRelease> {
  const mailbox = mailboxOf(to)
  if (queue === 'code') return releaseCode(system, mail, mailbox)
  const name = nameOfFirst(queue, mail)
  const isFirst =
    name !== undefined && (await reserveFirst(system, { recipient: `${name} ${mailbox}`, mailId: mail.id }))
  if (isFirst && queue === 'link') return 'now'
  const apart = await slotsApart(system, mail, { to, queue, cause })
  const instant = await reserveSlot(system, {
    recipient: apart ?? mailbox,
    mailId: mail.id,
    isNow: isFirst,
    ...(apart === undefined ? { latest: new Date(system.now().getTime() + dayMs).toISOString() } : {}),
  })
  if (instant === undefined) return { never: 'crowded-mailbox' }
  return instant <= system.now().toISOString() ? 'now' : { until: instant, heldFor: 'crowded-mailbox' }
}

function nameOfFirst(queue: Queue, { kind, training_id }: OutboxRow): string | undefined {
  if (queue === 'link') return kind
  return queue === 'notice' ? `${kind} ${training_id}` : undefined
}

/** Returns the name of separate slots for emails that strangers cannot cause in any number. */
async function slotsApart(
  { db }: Pick<System, 'db'>,
  { id, kind, training_id }: OutboxRow,
  { to, queue, cause }: Addressed,
): Promise<string | undefined> {
  if (kind === 'message') return `message ${await messageOf(db, id)} ${mailboxOf(to)}`
  if (queue === 'asked' || queue === 'passed' || queue === 'link') return undefined
  if (cause.isProven) return `own ${canonicalAddress(to)}`
  // Strangers can give up seats that others at the address then get. Emails of other trainings do
  // not wait behind those.
  return queue === 'seat' ? `seats ${training_id} ${mailboxOf(to)}` : undefined
}

const messageOf = async ({ reader }: System['db'], mailId: string) =>
  (await reader.selectFrom('message_mail').select('message_id').where('outbox_id', '=', mailId).executeTakeFirst())
    ?.message_id

/**
 * Returns the share of the hourly limit that an email counts in; undefined if no unproven sign-up
 * causes it.
 */
function shareOf(queue: Queue, { kind, duplicate_id }: OutboxRow, cause: Cause): MailShare | undefined {
  if (queue === 'code') return 'first'
  if (queue !== 'asked' && queue !== 'own') return undefined
  // The owner of the address did not cause what a second sign-up or a group does to them.
  const isCausedByOwner = duplicate_id === null && kind !== 'group-called-off'
  if (cause.isProven && isCausedByOwner) return undefined
  return cause.isFirst ? 'first' : 'further'
}

/** What is known of the registration or group that an email is about, or of its reader. */
interface Cause {
  isProven: boolean
  /** Whether it is the one email that each request causes. */
  isFirst: boolean
}

async function readCause({ db }: System, mail: OutboxRow): Promise<Cause> {
  // It leaves only once the owner of the address has proven it.
  if (mail.kind === 'alert') return { isProven: true, isFirst: true }
  const { kind, registration_id, group_id, duplicate_id } = mail
  if (registration_id === null) {
    const group = await db.reader
      .selectFrom('registration_group')
      .select(['id', 'proven_at'])
      .where('id', '=', group_id)
      .executeTakeFirst()
    return { isProven: group !== undefined && (await isGroupProven(db, group)), isFirst: true }
  }
  const registration = await db.reader
    .selectFrom('registration')
    .select(['proven_at', 'channel', 'group_id'])
    .where('id', '=', registration_id)
    .executeTakeFirst()
  const duplicate = await db.reader
    .selectFrom('duplicate')
    .select('group_id')
    .where('id', '=', duplicate_id)
    .executeTakeFirst()
  return {
    isProven: registration !== undefined && isProven(registration),
    isFirst: kind !== 'supervisor' && kind !== 'group-called-off' && !(duplicate ?? registration)?.group_id,
  }
}
