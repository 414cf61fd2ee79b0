import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'
import type { Limits } from './limits.ts'
import { setLanguage } from './request-language.ts'

const hash = (token: string) => createHash('sha256').update(token).digest()

/**
 * Lets in requests with one of the operator's tokens. Stores only hashes and compares in constant
 * time. Many wrong tokens make their sender wait, but never a sender with a right one.
 */
export const requireAdmin = ({ config, log }: Pick<System, 'config' | 'log'>, limits: Limits): MiddlewareHandler => {
  const hashes = config.adminTokens.map(hash)
  return async (c, next) => {
    // Organizers' tools read English, whatever a browser prefers.
    setLanguage(c, 'en')
    const given = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const givenHash = hash(given ?? '')
    const matches = hashes.map((expected) => timingSafeEqual(expected, givenHash))
    if (given === undefined || !matches.includes(true)) {
      log.warn({ method: c.req.method }, 'admin request without a valid token')
      limits.take('wrong-tokens', c)
      throw new ProblemError('unauthorized')
    }
    await next()
    c.res.headers.set('Cache-Control', 'no-store')
  }
}
