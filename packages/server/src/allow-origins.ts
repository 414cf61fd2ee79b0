import type { MiddlewareHandler } from 'hono'
import type { Config } from './config.ts'
import { ProblemError } from './problem.ts'

const preflightSeconds = '7200'

/**
 * Lets pages of other origins read the public API, never with credentials. Plain headers: Hono's `cors` costs a third
 * of this path's throughput.
 */
export const allowOrigins = (config: Config): MiddlewareHandler => {
  const allowed = config.allowedOrigins && new Set([...config.allowedOrigins, new URL(config.publicUrl).origin])
  return async (c, next) => {
    if (c.req.method === 'OPTIONS') return new Response(null, { status: 204, headers: preflight })
    const origin = c.req.header('origin')
    if (c.req.method === 'POST' && allowed && origin !== undefined && !allowed.has(origin))
      throw new ProblemError('origin-not-allowed')
    await next()
    c.res.headers.set('Access-Control-Allow-Origin', '*')
    c.res.headers.set('Access-Control-Expose-Headers', 'Retry-After')
    return undefined
  }
}

const preflight = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'Content-Type, Idempotency-Key',
  'Access-Control-Max-Age': preflightSeconds,
}
