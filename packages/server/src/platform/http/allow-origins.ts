import type { MiddlewareHandler } from 'hono'
import type { Config } from '../config.ts'
import { ProblemError } from '../problem.ts'

const preflightSeconds = '7200'

/**
 * Answers the question of a browser whether a page of another origin may send a request to the
 * public API: any may, never with credentials. The request itself is refused where it is not
 * allowed, because a page whose question is refused could only report a network failure.
 */
export const answerPreflight = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'Content-Type, Idempotency-Key',
      'Access-Control-Max-Age': preflightSeconds,
    },
  })

/** Refuses what pages of other origins than the listed ones send. */
export const refuseOrigins = ({ allowedOrigins, publicUrl }: Config): MiddlewareHandler => {
  const allowed = new Set([...(allowedOrigins ?? []), new URL(publicUrl).origin])
  return async (c, next) => {
    const origin = c.req.header('origin')
    if (c.req.method === 'POST' && origin !== undefined && !allowed.has(origin))
      throw new ProblemError('origin-not-allowed')
    await next()
  }
}
