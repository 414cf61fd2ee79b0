import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Language } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import type { System } from '../../platform/system.ts'
import { canonicalAddress } from '../people/person.ts'

const bytes = 32
const pattern = /^[\w-]{86}$/

/**
 * Creates the hashes of addresses and the links to unsubscribe. Only a keyed hash of an address is
 * stored, so an unsubscribed address is recognized but not kept. The link holds that hash, signed.
 */
export function createUnsubscribing({ authSecret }: Pick<System, 'authSecret'>) {
  const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', authSecret, '', use, bytes))
  const [nameKey, linkKey] = [keyFor('message recipient'), keyFor('unsubscribe link')]
  const sign = (name: Buffer) => createHmac('sha256', linkKey).update(name).digest()

  return {
    /** Returns the hash of an address, the same for each of its spellings. */
    recipientOf: (address: string): string =>
      createHmac('sha256', nameKey).update(canonicalAddress(address)).digest('base64url'),

    issue(recipient: string): string {
      const name = Buffer.from(recipient, 'base64url')
      return Buffer.concat([name, sign(name)]).toString('base64url')
    },

    /** Returns the recipient that a token names, or undefined if this server has not issued it. */
    read(token: string): string | undefined {
      if (!pattern.test(token)) return undefined
      const given = Buffer.from(token, 'base64url')
      const name = given.subarray(0, bytes)
      return timingSafeEqual(given.subarray(bytes), sign(name)) ? name.toString('base64url') : undefined
    },
  }
}

export const unsubscribePath = (token: string, lang: Language) => `/unsubscribe/${token}?lang=${lang}`

/**
 * Unsubscribes a recipient from messages that are not about a seat. A repeated call does nothing,
 * and no seat changes.
 */
export async function unsubscribe({ db, now }: System, recipient: string): Promise<void> {
  await db.transaction((tx) =>
    tx
      .insertInto('unsubscribed')
      .values({ recipient, created_at: now().toISOString() })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}

/** Returns the recipients that have unsubscribed. */
export async function findUnsubscribed(db: Kysely<Tables>, recipients: string[]): Promise<Set<string>> {
  if (recipients.length === 0) return new Set()
  const rows = await db.selectFrom('unsubscribed').select('recipient').where('recipient', 'in', recipients).execute()
  return new Set(rows.map(({ recipient }) => recipient))
}
