import type { Context, MiddlewareHandler } from 'hono'
import type { Config } from '../config.ts'
import { ProblemError } from '../problem.ts'

/**
 * Refuses forms that a page of another site sends. Hosted forms come from this server's own pages
 * only; other sites use the public API, which has its own list of origins.
 */
export const refuseOtherSites =
  (config: Config): MiddlewareHandler =>
  (c, next) => {
    // A request that names no site does not come from a browser's form.
    if (c.req.method === 'POST' && !isFromHere(c, config, { unnamed: true }))
      throw new ProblemError('origin-not-allowed')
    return next()
  }

/**
 * Returns whether a request comes from one of this server's own pages, by headers that no page can
 * write.
 * @param options.unnamed - The result for a request that does not say where it comes from
 */
export function isFromHere(
  c: Context,
  { publicUrl }: Pick<Config, 'publicUrl'>,
  options: { unnamed: boolean },
): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || (site === 'none' && options.unnamed)
  const origin = c.req.header('origin')
  if (origin === undefined) return options.unnamed
  // Over plain http browsers name no site. The address may then be another than PUBLIC_URL.
  return origin === new URL(publicUrl).origin || origin.replace(/^https?:\/\//, '') === c.req.header('host')
}
