import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Config } from '../config.ts'
import type { Limits } from '../http/limits/limits.ts'
import { isFromHere } from '../http/refuse-other-sites.ts'
import { setLanguage } from '../http/request-language.ts'
import { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'
import { type Caller, operator, setCaller } from './caller.ts'
import { findDoorPass } from './door-pass.ts'
import { findKey } from './key.ts'
import { findSignedIn, keepCookie, type SignedIn } from './session.ts'

const hash = (token: string) => createHash('sha256').update(token).digest()
const systemKey = 'system'
const sessionKey = 'session'

/** Returns what permissions are looked up in, and entries of the audit log are written to. */
export const systemOf = (c: Context) => c.get(systemKey) as System

/** Returns the id of the session that this request belongs to; undefined for tokens and keys. */
export const sessionIdOf = (c: Context) => c.get(sessionKey) as string | undefined

/**
 * Finds out who sends a request, and refuses requests of no one. Many wrong tokens make their
 * sender wait, but never a sender with a right one.
 */
export function requireAdmin(system: System, limits: Limits): MiddlewareHandler {
  return requireCaller(system, (c) => {
    system.log.warn({ method: c.req.method }, 'admin request without a valid token')
    limits.take('wrong-tokens', c)
  })
}

/**
 * The same for pages: someone who has not signed in yet has not tried anything.
 */
export function requireSignIn(system: System, limits: Limits): MiddlewareHandler {
  return requireCaller(system, (c) => {
    if (bearerOf(c) === undefined) return
    system.log.warn({ method: c.req.method }, 'admin page with a wrong token')
    limits.take('wrong-tokens', c)
  })
}

function requireCaller(system: System, refuse: (c: Context) => void): MiddlewareHandler {
  const findOperator = createFinder(system)
  return async (c, next) => {
    // Organizers' tools read English, whatever a browser prefers.
    setLanguage(c, 'en')
    const bearer = bearerOf(c)
    const signedIn = bearer === undefined ? await findSignedInOrAtDoor(system, c) : undefined
    const caller = bearer === undefined ? signedIn?.caller : (findOperator(bearer) ?? (await findKey(system, bearer)))
    if (!caller) {
      refuse(c)
      throw new ProblemError('unauthorized')
    }
    if (signedIn) requireOwnPage(c, system.config)
    setCaller(c, caller)
    c.set(systemKey, system)
    c.set(sessionKey, signedIn?.sessionId)
    await next()
    c.res.headers.set('Cache-Control', 'no-store')
    if (signedIn?.isRefreshed) keepCookie(system, c)
  }
}

/** Returns who is signed in or, after their session, goes on at a door. */
async function findSignedInOrAtDoor(
  system: System,
  c: Context,
): Promise<(Pick<SignedIn, 'caller'> & Partial<SignedIn>) | undefined> {
  const signedIn = await findSignedIn(system, c)
  if (signedIn) return signedIn
  const caller = await findDoorPass(system, c)
  return caller && { caller }
}

/**
 * Refuses changes that a page of another site makes with the cookie of someone who is signed in.
 * Browsers name the site in every such request.
 */
function requireOwnPage(c: Context, config: Config) {
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
  if (!isRead && !isFromHere(c, config, { unnamed: false })) throw new ProblemError('origin-not-allowed')
}

const bearerOf = (c: Context): string | undefined => {
  const header = c.req.header('authorization')
  return header === undefined ? undefined : (/^Bearer +(\S+)$/i.exec(header)?.[1] ?? '')
}

/** Stores only hashes of the operator's tokens, and compares in constant time. */
function createFinder({ config }: System): (given: string) => Caller | undefined {
  const hashes = config.adminTokens.map(hash)
  return (given) => {
    const givenHash = hash(given)
    const matches = hashes.map((expected) => timingSafeEqual(expected, givenHash))
    return matches.includes(true) ? operator : undefined
  }
}
