import type { Insertable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { OutboxTable } from '../../platform/db/tables/mails/outbox.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { queueMails } from '../outbox/outbox.ts'
import { takeBack } from '../outbox/revise.ts'
import { noCode, type Proof } from './proofs.ts'

/** How long to wait before another code can be requested. */
export const codePauseSeconds = 60
const mostAnHour = 5
const hourMs = 60 * 60_000

/**
 * Ends the last code and queues another one, under the lock that the caller holds.
 * @param nextMails finds what to send
 * @throws {ProblemError} `too-many-codes`
 */
export async function askAgain(
  system: Pick<System, 'now'>,
  tx: Tx,
  { id, subject, asked_at }: Pick<Proof, 'id' | 'subject' | 'asked_at'>,
  nextMails: () => Promise<Insertable<OutboxTable>[]>,
): Promise<void> {
  const now = system.now()
  const asked = JSON.parse(asked_at) as string[]
  const retryAfterSeconds = secondsToWait(asked, now)
  if (retryAfterSeconds > 0) throw new ProblemError('too-many-codes', { retryAfterSeconds })
  await tx
    .updateTable('proof')
    .set({ ...noCode, tries: 0, asked_at: JSON.stringify([...asked, now.toISOString()]) })
    .where('id', '=', id)
    .execute()
  // An email that still waits would store its own code, and the next email would end it.
  await takeBack(tx, subject === 'alert' ? 'alert_id' : 'proof_id', [id])
  await queueMails(tx, await nextMails())
}

function secondsToWait(asked: string[], now: Date): number {
  const [last, fifth] = [asked.at(-1), asked.at(-mostAnHour)]
  const ends = [
    ...(last === undefined ? [] : [Date.parse(last) + codePauseSeconds * 1000]),
    ...(fifth === undefined ? [] : [Date.parse(fifth) + hourMs]),
  ]
  return Math.ceil((Math.max(0, ...ends) - now.getTime()) / 1000)
}
