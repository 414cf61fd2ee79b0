import type { OutboxRow } from '../../core/outbox/outbox.ts'
import type { System } from '../../platform/system.ts'
import { type Release, reserveFirst, reserveSlot } from './mailbox-rate-limit.ts'

const pauseMs = 15 * 60_000

/**
 * Reserves a slot for a code: one of the slots that all emails to the mailbox share, if one is free
 * now. In addition, the latest waiting code is sent every 15 minutes: a code is useful for an hour,
 * and the person who typed the address last is probably still there.
 */
export async function releaseCode(system: System, mail: OutboxRow, mailbox: string): Promise<Release> {
  const now = system.now()
  const mailId = mail.id
  const instant = now.toISOString()
  if ((await reserveSlot(system, { recipient: mailbox, mailId, latest: instant })) === instant) return 'now'
  if (await isLatest(system, mail, mailbox))
    if (await reserveFirst(system, { recipient: `code ${mailbox}`, mailId, pauseMs })) return 'now'
  const until = new Date(now.getTime() + pauseMs).toISOString()
  return (await isOfUse(system, mail, until)) ? { until, heldFor: 'crowded-mailbox' } : { never: 'crowded-mailbox' }
}

async function isLatest({ db: { reader } }: System, { id }: OutboxRow, mailbox: string): Promise<boolean> {
  const waiting = reader
    .selectFrom('outbox')
    .select('outbox.id')
    .leftJoin('verification', 'verification.id', 'outbox.verification_id')
    .leftJoin('alert', 'alert.id', 'outbox.alert_id')
    .where('outbox.kind', 'in', ['code', 'alert-code'])
    .where(({ or, eb }) => or([eb('verification.mailbox', '=', mailbox), eb('alert.mailbox', '=', mailbox)]))
    .where('outbox.outcome', 'is', null)
    .where('outbox.id', '>', id)
    .limit(1)
  return (await waiting.executeTakeFirst()) === undefined
}

/** Returns whether the request or the alert of a code still waits for it then. */
export async function isOfUse(
  { db: { reader } }: System,
  { kind, verification_id, alert_id }: OutboxRow,
  at: string,
): Promise<boolean> {
  const table = kind === 'alert-code' ? 'alert' : 'verification'
  const request = await reader
    .selectFrom(table as 'verification')
    .select('id')
    .where('id', '=', alert_id ?? verification_id)
    .where('ends_at', '>', at)
    .executeTakeFirst()
  return request !== undefined
}
