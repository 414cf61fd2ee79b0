import type { MiddlewareHandler } from 'hono'
import type { Config } from '../config.ts'
import { ProblemError } from '../problem.ts'
import { problemResponse } from './answer-problem.ts'
import { requestLanguage } from './request-language.ts'
import { addPublicHeaders } from './response-headers.ts'

const preflightSeconds = '7200'

/**
 * Lets pages of other origins read the public API, never with credentials. Sets plain headers,
 * because they cost less than Hono's `cors`.
 */
export const allowOrigins = (config: Config): MiddlewareHandler => {
  const allowed = config.allowedOrigins && new Set([...config.allowedOrigins, new URL(config.publicUrl).origin])
  return async (c, next) => {
    if (c.req.method === 'OPTIONS') return new Response(null, { status: 204, headers: preflight })
    const origin = c.req.header('origin')
    const isRefused = c.req.method === 'POST' && allowed && origin !== undefined && !allowed.has(origin)
    // Not thrown: a page that may not read the refusal could only report a network failure.
    if (isRefused) c.res = problemResponse(new ProblemError('origin-not-allowed'), requestLanguage(c))
    else await next()
    addPublicHeaders(c)
    return undefined
  }
}

const preflight = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'Content-Type, Idempotency-Key',
  'Access-Control-Max-Age': preflightSeconds,
}
