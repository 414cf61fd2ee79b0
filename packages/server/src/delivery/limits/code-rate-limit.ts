import type { OutboxRow } from '../../core/outbox/outbox.ts'
import type { System } from '../../platform/system.ts'
import { type MailRelease, reserveFirst, reserveSlot } from './mailbox-rate-limit.ts'

const pauseMs = 15 * 60_000

/**
 * Reserves a slot for a code: one of the slots that all emails to the mailbox share, if one is free
 * now. In addition, the latest waiting code is sent every 15 minutes: a code is useful for an hour,
 * and the person who typed the address last is probably still there.
 */
export async function releaseCode(system: System, mail: OutboxRow, mailbox: string): Promise<MailRelease> {
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
    .innerJoin('proof', (join) =>
      join.on(({ eb, fn }) => eb('proof.id', '=', fn.coalesce('outbox.proof_id', 'outbox.alert_id'))),
    )
    .where('outbox.kind', 'in', ['code', 'alert-code'])
    .where('proof.mailbox', '=', mailbox)
    .where('outbox.outcome', 'is', null)
    .where('outbox.id', '>', id)
    .limit(1)
  return (await waiting.executeTakeFirst()) === undefined
}

/** Returns whether an address still waits for its code then. */
export async function isOfUse(
  { db: { reader } }: System,
  { proof_id, alert_id }: OutboxRow,
  at: string,
): Promise<boolean> {
  const waiting = reader
    .selectFrom('proof')
    .select('id')
    .where('id', '=', proof_id ?? alert_id)
    .where('ends_at', '>', at)
  return (await waiting.executeTakeFirst()) !== undefined
}
