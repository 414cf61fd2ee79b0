import type { Context } from 'hono'
import type { System } from '../system.ts'
import type { Caller } from './caller.ts'
import { openSignIn, signInTimes } from './sign-in.ts'
import { readScope } from './stored-scope.ts'

/** Someone who is signed in, and the cookies that keep them so. */
export interface SignedIn {
  caller: Caller
  sessionId: string
  cookies: string[]
}

/** The beginning of the names of all cookies for signing in. */
const cookies = /(?:^|;\s*)(?:__Host-)?organizer\.session_token=/

/** Returns whether the browser has the cookie of a session, which may be over. */
export const hasSession = ({ req }: Context): boolean => cookies.test(req.header('cookie') ?? '')

/** Returns whether a `Set-Cookie` begins or ends a session. */
export const isOfSession = (cookie: string): boolean => cookies.test(cookie)

/** Whether a page that someone left open asks what is new: that does not keep them signed in. */
const isByItself = ({ req }: Context) => req.method === 'GET' && req.header('sec-fetch-dest') === 'empty'

/** Returns who is signed in in the browser that sends this request. */
export async function findSignedIn(system: System, c: Context): Promise<SignedIn | undefined> {
  // Without a cookie there is nothing to load the library for.
  if (!hasSession(c)) return undefined
  const signIn = await openSignIn(system)
  const { session, cookies: refreshed } = await signIn.findSession(c.req.raw.headers, !isByItself(c))
  if (!session) return undefined
  if (system.now().getTime() - session.createdAt.getTime() >= signInTimes.sessionSeconds * 1000) {
    await system.db.transaction((tx) => tx.deleteFrom('auth_session').where('id', '=', session.id).execute())
    return undefined
  }
  const user = await system.db.reader
    .selectFrom('auth_user')
    .selectAll()
    .where('id', '=', session.userId)
    .executeTakeFirst()
  if (!user) return undefined
  const { id, name, lang } = user
  return { caller: { id, kind: 'person', name, lang, ...readScope(user) }, sessionId: session.id, cookies: refreshed }
}

/** Returns the session that new cookies belong to, if any. */
export const findSessionIn = async (system: System, made: readonly string[]) =>
  (await (await openSignIn(system)).findSession(headersOf(made), false)).session

/** Ends the session that new cookies belong to, before they reach a browser. */
export async function endSessionIn(system: System, made: readonly string[]): Promise<void> {
  if (made.length > 0) await (await openSignIn(system)).endSession(headersOf(made))
}

const headersOf = (setCookies: readonly string[]) =>
  new Headers({ cookie: setCookies.map((cookie) => cookie.split(';')[0]).join('; ') })
