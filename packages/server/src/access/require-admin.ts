import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Limits } from '../http/limits.ts'
import { setLanguage } from '../http/request-language.ts'
import { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'
import { type Caller, operator, setCaller } from './caller.ts'

const hash = (token: string) => createHash('sha256').update(token).digest()
const systemKey = 'system'

/** Returns what permissions are looked up in, and entries of the audit log are written to. */
export const systemOf = (c: Context) => c.get(systemKey) as System

/**
 * Finds out who sends a request, and refuses requests of no one. Many wrong tokens make their
 * sender wait, but never a sender with a right one.
 */
export function requireAdmin(system: System, limits: Limits): MiddlewareHandler {
  const findCaller = createFinder(system)
  return async (c, next) => {
    // Organizers' tools read English, whatever a browser prefers.
    setLanguage(c, 'en')
    const caller = findCaller(c)
    if (!caller) {
      system.log.warn({ method: c.req.method }, 'admin request without a valid token')
      limits.take('wrong-tokens', c)
      throw new ProblemError('unauthorized')
    }
    setCaller(c, caller)
    c.set(systemKey, system)
    await next()
    c.res.headers.set('Cache-Control', 'no-store')
  }
}

/** Stores only hashes of the operator's tokens, and compares in constant time. */
function createFinder({ config }: System): (c: Context) => Caller | undefined {
  const hashes = config.adminTokens.map(hash)
  return (c) => {
    const given = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const givenHash = hash(given ?? '')
    const matches = hashes.map((expected) => timingSafeEqual(expected, givenHash))
    return given !== undefined && matches.includes(true) ? operator : undefined
  }
}
