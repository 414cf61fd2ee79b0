import type { System } from '../system.ts'
import type { OutboxRow } from './deliver.ts'
import type { Release } from './mail-rate-limit.ts'
import { reserveFirst, reserveSlot } from './mailbox-rate-limit.ts'

const pauseMs = 15 * 60_000

/**
 * Reserves a slot for a code: one of the slots that all emails to the address share, if one is free
 * now. In addition, the latest waiting code is sent every 15 minutes: a code is useful for an hour,
 * and the person who typed the address last is probably still there.
 */
export async function releaseCode(system: System, mail: OutboxRow, address: string): Promise<Release> {
  const now = system.now()
  const mailId = mail.id
  const instant = now.toISOString()
  if ((await reserveSlot(system, { recipient: address, mailId, latest: instant })) === instant) return 'now'
  if (await isLatest(system, mail, address))
    if (await reserveFirst(system, { recipient: `code ${address}`, mailId, pauseMs })) return 'now'
  const until = new Date(now.getTime() + pauseMs).toISOString()
  return (await isOfUse(system, mail, until)) ? { until } : 'never'
}

async function isLatest({ db: { reader } }: System, { id }: OutboxRow, address: string): Promise<boolean> {
  const waiting = reader
    .selectFrom('outbox')
    .select('outbox.id')
    .innerJoin('verification', 'verification.id', 'outbox.verification_id')
    .where('address', '=', address)
    .where('outbox.outcome', 'is', null)
    .where('outbox.id', '>', id)
    .limit(1)
  return (await waiting.executeTakeFirst()) === undefined
}

async function isOfUse({ db: { reader } }: System, { verification_id }: OutboxRow, at: string): Promise<boolean> {
  const verification = await reader
    .selectFrom('verification')
    .select('id')
    .where('id', '=', verification_id)
    .where('ends_at', '>', at)
    .executeTakeFirst()
  return verification !== undefined
}
