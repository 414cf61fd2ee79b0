import type { Deps } from '../deps.ts'
import type { Allowance } from './allowance.ts'
import type { OutboxRow } from './deliver.ts'
import { takeFirst, takeTurn } from './turns.ts'

const pauseMs = 15 * 60_000

/**
 * Reserves a slot for a code: one of the slots that all emails to the address share, if one is free
 * now. In addition, the latest waiting code is sent every 15 minutes: a code is useful for an hour,
 * and the person who typed the address last is probably still there.
 */
export async function takeCodeTurn(deps: Deps, mail: OutboxRow, address: string): Promise<Allowance> {
  const now = deps.now()
  const mailId = mail.id
  const instant = now.toISOString()
  if ((await takeTurn(deps, { recipient: address, mailId, latest: instant })) === instant) return 'now'
  if (await isLatest(deps, mail, address))
    if (await takeFirst(deps, { recipient: `code ${address}`, mailId, pauseMs })) return 'now'
  const until = new Date(now.getTime() + pauseMs).toISOString()
  return (await isOfUse(deps, mail, until)) ? { until } : 'never'
}

async function isLatest({ db: { reader } }: Deps, { id }: OutboxRow, address: string): Promise<boolean> {
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

async function isOfUse({ db: { reader } }: Deps, { verification_id }: OutboxRow, at: string): Promise<boolean> {
  const verification = await reader
    .selectFrom('verification')
    .select('id')
    .where('id', '=', verification_id)
    .where('ends_at', '>', at)
    .executeTakeFirst()
  return verification !== undefined
}
