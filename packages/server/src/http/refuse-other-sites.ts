import type { Context, MiddlewareHandler } from 'hono'
import type { Config } from '../config.ts'
import { ProblemError } from '../problem.ts'

/**
 * Refuses forms that a page of another site sends. Hosted forms come from this server's own pages
 * only; other sites use the public API, which has its own list of origins.
 */
export const refuseOtherSites = ({ publicUrl }: Config): MiddlewareHandler => {
  const own = new URL(publicUrl).origin
  return (c, next) => {
    if (c.req.method === 'POST' && !isFromHere(c, own)) throw new ProblemError('origin-not-allowed')
    return next()
  }
}

// No page can write these headers. A request with neither does not come from a browser's form.
function isFromHere(c: Context, own: string): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('origin')
  // Over plain http browsers name no site. The address may then be another than PUBLIC_URL.
  return origin === undefined || origin === own || origin.replace(/^https?:\/\//, '') === c.req.header('host')
}
