import type { Context } from 'hono'

/** Keeps browsers from taking a response for another type than it names. */
const noSniffHeaders = { 'X-Content-Type-Options': 'nosniff' }
const publicHeaders = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After, Date' }
/** Marks a response that has its headers from the start. */
const isComplete = Symbol('isComplete')
type Marked = Response & { [isComplete]?: true }

/**
 * Returns a response of the public API that has its headers from the start. Adding them later costs
 * an eighth of the sign-up path's throughput.
 */
export function publicResponse(body: string, init: { status: number; headers: Record<string, string> }): Response {
  const headers = { ...init.headers, ...publicHeaders, ...noSniffHeaders }
  const response: Marked = new Response(body, { status: init.status, headers })
  response[isComplete] = true
  return response
}

function addHeaders(c: Context, added: Record<string, string>): void {
  if (!(c.res as Marked)[isComplete]) for (const [name, value] of Object.entries(added)) c.res.headers.set(name, value)
}

/** For every response. */
export const addNoSniff = (c: Context) => addHeaders(c, noSniffHeaders)

/** For the public API: pages of other origins can read its responses. */
export const addPublicHeaders = (c: Context) => addHeaders(c, publicHeaders)
