import { createHash } from 'node:crypto'
import type { System } from '../system.ts'
import { seal, unseal } from './sealed.ts'

const tokenBytes = 24

/** Whose it is: an account, or no one’s in particular. */
interface Owner {
  id: string
}

/**
 * Keeps something for a page that is about to be opened, so that no address and no answer to a form
 * holds it. The token stands in the page's address; without it, and for any other account, what is
 * stored cannot be read. What is not lasting can be lost in a crash, and keeps no sign-up waiting.
 */
export async function keep(
  system: System,
  { id: account }: Owner,
  value: unknown,
  minutes: number,
  { isLasting = true }: { isLasting?: boolean } = {},
): Promise<string> {
  const token = Buffer.from(system.randomBytes(tokenBytes)).toString('base64url')
  const expires_at = new Date(system.now().getTime() + minutes * 60_000).toISOString()
  const row = { id: idOf(token), sealed: seal(system, `${account} ${token}`, value), expires_at }
  const write = isLasting ? system.db.transaction : system.db.unsynced
  await write((tx) => tx.insertInto('kept_form').values(row).execute())
  return token
}

/** Returns what was kept for this account under a token, as long as it is kept. */
export async function readKept(system: System, { id: account }: Owner, token: string): Promise<unknown> {
  const row = await system.db.reader
    .selectFrom('kept_form')
    .select('sealed')
    .where('id', '=', idOf(token))
    .where('expires_at', '>', system.now().toISOString())
    .executeTakeFirst()
  return row?.sealed == null ? undefined : unseal(system, `${account} ${token}`, row.sealed)
}

/** Long enough to load the page again, or to come back to it, before it is copied. */
const shownMinutes = 10

/**
 * Keeps a secret that was just made for the page that shows it: loading that page again makes no
 * other one.
 */
export const keepSecret = (system: System, caller: Owner, secret: string): Promise<string> =>
  keep(system, caller, { secret }, shownMinutes)

/** Returns the secret that an address shows, as long as it does. */
export async function readSecret(system: System, caller: Owner, token = ''): Promise<string | undefined> {
  const kept = await readKept(system, caller, token)
  return typeof kept === 'object' && kept !== null && 'secret' in kept ? String(kept.secret) : undefined
}

const idOf = (token: string) => createHash('sha256').update(token).digest('base64url')
