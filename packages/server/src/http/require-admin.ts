import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../deps.ts'
import { ProblemError } from '../problem.ts'

const hash = (token: string) => createHash('sha256').update(token).digest()

/**
 * Lets in whoever sends one of the operator's tokens. Only hashes are kept, and comparing takes the same time always.
 * Who tries many wrong ones has to wait, but never whoever has a right one.
 */
export const requireAdmin = ({ config, limits, log }: Deps): MiddlewareHandler => {
  const hashes = config.adminTokens.map(hash)
  return async (c, next) => {
    const given = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const givenHash = hash(given ?? '')
    const matches = hashes.map((known) => timingSafeEqual(known, givenHash))
    if (given === undefined || !matches.includes(true)) {
      log.warn({ method: c.req.method }, 'an organizer’s request without a valid token')
      limits.take('wrong-tokens', c)
      throw new ProblemError('unauthorized')
    }
    await next()
    c.res.headers.set('Cache-Control', 'no-store')
    c.res.headers.set('X-Content-Type-Options', 'nosniff')
  }
}
