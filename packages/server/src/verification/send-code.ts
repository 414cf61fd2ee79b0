import type { Insertable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { OutboxTable } from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../http/problem.ts'
import { mailRow } from '../outbox/outbox.ts'
import type { Verification } from '../registrations/accept-sign-up.ts'
import { isOver, lockNamed, type Named, proveNamed } from './locked.ts'
import { overFor } from './verify.ts'

/** For how long whoever has asked for a code has to wait before they can ask again. */
export const codePauseSeconds = 60
const mostAnHour = 5
const hourMs = 60 * 60_000

/**
 * Sends another code; the one before no longer works. Whoever needs none is sent what helps them instead, and the answer
 * is the same.
 * @throws {ProblemError} `too-many-codes`, `verification-over`, `training-cancelled`, `not-found`
 */
export async function sendCode(parts: Parts, named: Named): Promise<void> {
  const proven = proveNamed(parts, named)
  await parts.db.transaction(async (tx) => {
    const locked = await lockNamed(parts, tx, proven)
    const { verification, training } = locked
    if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
    if (isOver(parts, locked)) throw overFor(verification)
    const asked = JSON.parse(verification.asked_at) as string[]
    const retryAfterSeconds = secondsToWait(asked, parts.now())
    if (retryAfterSeconds > 0) throw new ProblemError('too-many-codes', { retryAfterSeconds })
    await renewCode(parts, tx, verification, [...asked, parts.now().toISOString()])
  })
}

function secondsToWait(asked: string[], now: Date): number {
  const [last, fifth] = [asked.at(-1), asked.at(-mostAnHour)]
  const ends = [
    ...(last === undefined ? [] : [Date.parse(last) + codePauseSeconds * 1000]),
    ...(fifth === undefined ? [] : [Date.parse(fifth) + hourMs]),
  ]
  return Math.ceil((Math.max(0, ...ends) - now.getTime()) / 1000)
}

/** Lets the code that was sent last be none any more, and sends another. */
async function renewCode(parts: Parts, tx: Tx, verification: Verification, asked: string[]): Promise<void> {
  const { id, registration_id, group_id } = verification
  await tx
    .updateTable('verification')
    .set({ code_hash: null, code_expires_at: null, tries: 0, asked_at: JSON.stringify(asked) })
    .where('id', '=', id)
    .execute()
  // One that waits still would make a code that the next one ends at once.
  await tx
    .deleteFrom('outbox')
    .where('kind', '=', 'code')
    .where('outcome', 'is', null)
    .where('leased_until', 'is', null)
    .where(({ or, eb }) => or([eb('registration_id', '=', registration_id ?? ''), eb('group_id', '=', group_id ?? '')]))
    .execute()
  await tx
    .insertInto('outbox')
    .values(await nextMail(parts, tx, verification))
    .execute()
}

async function nextMail(parts: Parts, tx: Tx, verification: Verification): Promise<Insertable<OutboxTable>> {
  const { training_id, lang, registration_id, group_id, attempt_id, verified_at } = verification
  const now = parts.now().toISOString()
  const attempt = await tx
    .selectFrom('attempt')
    .select('registration_id')
    .where('id', '=', attempt_id ?? '')
    .executeTakeFirst()
  if (attempt) return mailRow(parts, 'already-registered', { training_id, lang, attempt_id, ...attempt }, now)
  // Verified already, by the link perhaps: what helps now is the way to the registration.
  return mailRow(
    parts,
    verified_at === null ? 'code' : 'your-link',
    { training_id, lang, registration_id, group_id },
    now,
  )
}
