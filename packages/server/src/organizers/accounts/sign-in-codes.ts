import { createHmac, timingSafeEqual } from 'node:crypto'
import { drawCode, storeTries } from '../../core/proof/codes.ts'
import { deleteProofs, newProof, replaceProof } from '../../core/proof/proofs.ts'
import { secretFor } from '../../platform/access/secret-for.ts'
import { signInTimes } from '../../platform/access/sign-in-times.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'

/** Long enough that a code can be tried in many browsers. */
const digits = 8
/** How many wrong codes end a code. */
const mostTries = 3

/** The browser in which someone signs in, and the canonical address that they typed there. */
export interface CodeAsker {
  browser: string
  address: string
  /** Omitted: to sign in. A code for one use is of no value for the other. */
  use?: 'confirm'
}

/**
 * Makes a code that works in one browser only: what strangers ask for and try in theirs neither
 * ends nor replaces it. There is one for any address, also without an account.
 */
export async function createCode(system: System, asking: CodeAsker): Promise<string> {
  const code = drawCode(system, digits)
  const now = system.now()
  const ends_at = new Date(now.getTime() + signInTimes.codeSeconds * 1000).toISOString()
  const id = hashOf(system, asking, '')
  const waiting = { id, subject: 'sign-in' as const, training_id: null, email: '', lang: 'en' as const, ends_at }
  const sent = { code_hash: hashOf(system, asking, code), code_expires_at: ends_at, code_digits: digits }
  // Anyone can ask for one, and one that a power cut takes away is asked for again.
  await system.db.unsynced((tx) => replaceProof(tx, { ...newProof(waiting, now.toISOString()), ...sent }).execute())
  return code
}

/** Returns whether a code is the one of its browser. A right one works once, and shows that emails arrive. */
export const takeCode = (system: System, asking: CodeAsker, code: string): Promise<boolean> =>
  system.db.transaction(async (tx) => {
    const id = hashOf(system, asking, '')
    // Two tries at the same time count as two.
    const waiting = await tx
      .selectFrom('proof')
      .select(['code_hash', 'tries'])
      .where('id', '=', id)
      .where('ends_at', '>', system.now().toISOString())
      .$if(system.db.name === 'postgres', (query) => query.forUpdate())
      .executeTakeFirst()
    if (!waiting) return false
    const isRight = timingSafeEqual(Buffer.from(waiting.code_hash ?? ''), Buffer.from(hashOf(system, asking, code)))
    const tries = waiting.tries + 1
    await (isRight || tries >= mostTries ? deleteProofs(tx, [id]) : storeTries(tx, id, tries)).execute()
    if (isRight) await noteMail(tx, asking.address, system.now())
    return isRight
  })

const noteMail = (tx: Tx, address: string, now: Date) =>
  tx
    .updateTable('auth_user')
    .set({ mail_proven_at: now.toISOString() })
    .where('email', '=', address)
    .where('mail_proven_at', 'is', null)
    .execute()

/** With a key, because a hundred million codes are quickly tried. */
const hashOf = ({ authSecret }: System, { browser, address, use }: CodeAsker, code: string): string =>
  createHmac('sha256', secretFor(authSecret, 'sign-in code'))
    .update(JSON.stringify([browser, address, code, ...(use ? [use] : [])]))
    .digest('base64url')
