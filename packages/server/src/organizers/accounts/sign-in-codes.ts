import { createHmac, timingSafeEqual } from 'node:crypto'
import { drawCode } from '../../core/proof/codes.ts'
import { secretFor } from '../../platform/access/secret-for.ts'
import { signInTimes } from '../../platform/access/sign-in-times.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'

/** Long enough that a code can be tried in many browsers. */
const digits = 8
/** How many wrong codes end a code. */
const mostTries = 3

/** The browser in which someone signs in, and the canonical address that they typed there. */
export interface Asking {
  browser: string
  address: string
  /** Omitted: to sign in. A code for one use is of no value for the other. */
  use?: 'confirm'
}

/**
 * Makes a code that works in one browser only: what strangers ask for and try in theirs neither
 * ends nor replaces it. There is one for any address, also without an account.
 */
export async function createCode(system: System, asking: Asking): Promise<string> {
  const code = drawCode(system, digits)
  const now = system.now()
  const created = { created_at: now.toISOString(), updated_at: now.toISOString() }
  const expires_at = new Date(now.getTime() + signInTimes.codeSeconds * 1000).toISOString()
  const identifier = identifierOf(system, asking)
  const value = JSON.stringify({ tries: 0, hash: hashOf(system, asking, code) } satisfies Stored)
  // Anyone can ask for one, and one that a power cut takes away is asked for again.
  await system.db.unsynced(async (tx) => {
    await tx.deleteFrom('auth_verification').where('identifier', '=', identifier).execute()
    await tx
      .insertInto('auth_verification')
      .values({ id: system.newId(), identifier, value, expires_at, ...created })
      .execute()
  })
  return code
}

interface Stored {
  tries: number
  hash: string
}

/** Returns whether a code is the one of its browser. A right one works once. */
export const takeCode = (system: System, asking: Asking, code: string): Promise<boolean> =>
  system.db.transaction(async (tx) => {
    const found = await lockCode(system, tx, asking)
    if (!found) return false
    const stored = JSON.parse(found.value) as Stored
    const isRight = timingSafeEqual(Buffer.from(stored.hash), Buffer.from(hashOf(system, asking, code)))
    const tries = stored.tries + 1
    if (isRight || tries >= mostTries)
      await tx.deleteFrom('auth_verification').where('identifier', '=', identifierOf(system, asking)).execute()
    else
      await tx
        .updateTable('auth_verification')
        .set({ value: JSON.stringify({ ...stored, tries }) })
        .where('id', '=', found.id)
        .execute()
    return isRight
  })

/**
 * Returns the latest code, where a double click made two. Two tries at the same time count as two.
 */
const lockCode = (system: System, tx: Tx, asking: Asking) =>
  tx
    .selectFrom('auth_verification')
    .select(['id', 'value'])
    .where('identifier', '=', identifierOf(system, asking))
    .where('expires_at', '>', system.now().toISOString())
    .orderBy('id', 'desc')
    .limit(1)
    .$if(system.db.name === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()

const identifierOf = (system: System, asking: Asking) => `code ${hashOf(system, asking, '')}`

/** With a key, because a hundred million codes are quickly tried. */
const hashOf = ({ authSecret }: System, { browser, address, use }: Asking, code: string): string =>
  createHmac('sha256', secretFor(authSecret, 'sign-in code'))
    .update(JSON.stringify([browser, address, code, ...(use ? [use] : [])]))
    .digest('base64url')
