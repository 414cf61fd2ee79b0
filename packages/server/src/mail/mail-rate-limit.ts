import type { MailKind } from '../outbox/outbox.ts'
import { canonicalAddress } from '../people/person.ts'
import type { System } from '../system.ts'
import { releaseCode } from './code-rate-limit.ts'
import type { OutboxRow } from './deliver.ts'
import { kinds, type Queue } from './kinds.ts'
import { reserveFirst, reserveSlot } from './mailbox-rate-limit.ts'

const dayMs = 24 * 60 * 60_000

/**
 * When an email may be sent: now, not before an instant, or never, if its mailbox is so crowded
 * that it would come too late.
 */
export type Release = 'now' | 'never' | { until: string }

/**
 * Reserves one of the emails that an address may get per hour, across all trainings: anyone can
 * register another person's address under any number of names. Emails about a registration whose
 * owner has proven the address have slots of their own, and so have the freed seats of each
 * training, so they never wait behind emails that strangers cause. The latest link, the latest code
 * and the first notice of each kind per training are sent in addition, however crowded the mailbox
 * is.
 */
export async function releaseMail(system: System, mail: OutboxRow, to: string): Promise<Release> {
  const { queue } = kinds[mail.kind as MailKind]
  if (isToOrganizer(queue, mail)) return 'now'
  const address = canonicalAddress(to)
  if (queue === 'code') return releaseCode(system, mail, address)
  const name = nameOfFirst(queue, mail)
  const isFirst =
    name !== undefined && (await reserveFirst(system, { recipient: `${name} ${address}`, mailId: mail.id }))
  if (isFirst && queue === 'link') return 'now'
  const apart = await apartFromOthers(system, queue, mail)
  const turn = await reserveSlot(system, {
    recipient: apart === undefined ? address : `${apart} ${address}`,
    mailId: mail.id,
    isNow: isFirst,
    ...(apart === undefined ? { latest: new Date(system.now().getTime() + dayMs).toISOString() } : {}),
  })
  if (turn === undefined) return 'never'
  return turn <= system.now().toISOString() ? 'now' : { until: turn }
}

/** Returns whether it is a report to the organizer or the test of a message. */
const isToOrganizer = (queue: Queue, { kind, registration_id, group_id }: OutboxRow) =>
  queue === 'free' || (kind === 'message' && registration_id === null && group_id === null)

function nameOfFirst(queue: Queue, { kind, training_id }: OutboxRow): string | undefined {
  if (queue === 'link') return kind
  return queue === 'notice' ? `${kind} ${training_id}` : undefined
}

/** Returns the name of separate slots for emails that strangers cannot cause in any number. */
async function apartFromOthers(system: System, queue: Queue, { training_id, registration_id, group_id }: OutboxRow) {
  if (queue === 'asked' || queue === 'link') return undefined
  const isOwn =
    registration_id === null
      ? group_id !== null && (await isGroupProven(system, group_id))
      : await isProven(system, registration_id)
  if (isOwn) return 'own'
  // Strangers can give up seats that others at the address then get. Emails of other trainings do
  // not wait behind those.
  return queue === 'seat' ? `seats ${training_id}` : undefined
}

/** Returns whether the owner of the address has proven it, or an organizer has entered it. */
async function isProven({ db: { reader } }: System, id: string): Promise<boolean> {
  const proven = await reader
    .selectFrom('registration')
    .select('id')
    .where('id', '=', id)
    .where(({ or, eb }) => or([eb('proven_at', 'is not', null), eb('channel', 'not in', ['embed', 'link'])]))
    .executeTakeFirst()
  return proven !== undefined
}

/** Returns the same for a coordinator. */
async function isGroupProven({ db: { reader } }: System, id: string): Promise<boolean> {
  const proven = await reader
    .selectFrom('registration_group')
    .select('id')
    .where('id', '=', id)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('proven_at', 'is not', null),
        exists(
          selectFrom('registration')
            .select('id')
            .where('group_id', '=', id)
            .where('channel', 'not in', ['embed', 'link']),
        ),
      ]),
    )
    .executeTakeFirst()
  return proven !== undefined
}
