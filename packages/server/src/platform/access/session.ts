import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { System } from '../system.ts'
import type { Caller } from './caller.ts'
import { endKiosk } from './kiosk.ts'
import { ownCookie } from './own-cookie.ts'
import { signInTimes } from './sign-in-times.ts'
import { readScope } from './stored-scope.ts'

const name = 'organizer.session_token'
const tokenBytes = 32
/** How often a session that is being used is written. */
const refreshMs = 60_000
/** A header can be longer than what anyone wants to know of a browser. */
const mostAgentCharacters = 500

/** Someone who is signed in. */
export interface SignedIn {
  caller: Caller
  sessionId: string
  /** Whether the browser has to keep its cookie longer: see `keepCookie`. */
  isRefreshed: boolean
}

/**
 * Begins a session in the browser that sends this request, and ends the one that it had: no one
 * would find that there again, and it would let in anyone with a copy of its cookie.
 * @param isConfirmed Whether the person has just shown that it is them, also for what lasts
 */
export async function beginSession(
  system: System,
  c: Context,
  userId: string,
  { isConfirmed = false }: { isConfirmed?: boolean } = {},
): Promise<void> {
  const token = Buffer.from(system.randomBytes(tokenBytes)).toString('base64url')
  const now = system.now()
  const at = now.toISOString()
  const row = {
    id: system.newId(),
    user_id: userId,
    token_hash: hashOf(token),
    user_agent: c.req.header('user-agent')?.slice(0, mostAgentCharacters) ?? null,
    confirmed_at: isConfirmed ? at : null,
    expires_at: endOf(now, now),
    created_at: at,
    updated_at: at,
  }
  await system.db.transaction(async (tx) => {
    await tx.deleteFrom('auth_session').where('token_hash', '=', hashIn(system, c)).execute()
    await tx.insertInto('auth_session').values(row).execute()
  })
  ownCookie(system, name).write(c, token, signInTimes.idleSeconds)
  await endKiosk(system, c)
}

/** Returns who is signed in in the browser that sends this request. */
export async function findSignedIn(system: System, c: Context): Promise<SignedIn | undefined> {
  if (!ownCookie(system, name).read(c)) return undefined
  const now = system.now()
  const found = await system.db.reader
    .selectFrom('auth_session')
    .innerJoin('auth_user', 'auth_user.id', 'user_id')
    .selectAll('auth_user')
    .select(['auth_session.id as session', 'auth_session.created_at as began', 'auth_session.updated_at as used'])
    .where('token_hash', '=', hashIn(system, c))
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  if (!found) return undefined
  const { id, lang, session: sessionId } = found
  const isRefreshed = !isByItself(c) && now.getTime() - Date.parse(found.used) >= refreshMs
  if (isRefreshed) {
    const used = { expires_at: endOf(new Date(found.began), now), updated_at: now.toISOString() }
    await system.db.unsynced((tx) => tx.updateTable('auth_session').set(used).where('id', '=', sessionId).execute())
  }
  return { caller: { id, kind: 'person', name: found.name, lang, ...readScope(found) }, sessionId, isRefreshed }
}

/** Ends the session of the browser that sends this request. */
export async function endSession(system: System, c: Context): Promise<void> {
  await system.db.transaction((tx) =>
    tx.deleteFrom('auth_session').where('token_hash', '=', hashIn(system, c)).execute(),
  )
  ownCookie(system, name).remove(c)
}

/** Has the browser keep its cookie as long as the session, unless the answer begins or ends one. */
export function keepCookie(system: System, c: Context): void {
  const cookie = ownCookie(system, name)
  const isChanged = c.res.headers.getSetCookie().some((one) => one.includes(`${name}=`))
  if (!isChanged) cookie.write(c, cookie.read(c) ?? '', signInTimes.idleSeconds)
}

/** A session is looked up by every request, so whatever deletes it ends it on every server. */
const hashIn = (system: System, c: Context) => hashOf(ownCookie(system, name).read(c) ?? '')

/** The token has 256 random bits, so no one can try them. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** Returns when a session ends that is used now. */
const endOf = (began: Date, now: Date) =>
  new Date(
    Math.min(now.getTime() + signInTimes.idleSeconds * 1000, began.getTime() + signInTimes.sessionSeconds * 1000),
  ).toISOString()

/** Whether a page that someone left open asks what is new: that does not keep them signed in. */
const isByItself = ({ req }: Context) => req.method === 'GET' && req.header('sec-fetch-dest') === 'empty'
