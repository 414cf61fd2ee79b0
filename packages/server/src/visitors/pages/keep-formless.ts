import type { Context, MiddlewareHandler } from 'hono'
import { originsOf } from '../../core/partners/partners.ts'
import { keptByProxies } from '../../platform/http/kept-by-proxies.ts'
import type { System } from '../../platform/system.ts'
import { partnerOf } from './partner-of.ts'

/**
 * Lets proxies keep a page that has no form, and so is the same for everyone: where its address says the language, and
 * names no partner that anyone can have invented, and so fill a proxy with.
 */
export const keepFormless =
  (system: System): MiddlewareHandler =>
  async (c, next) => {
    await next()
    const { status, headers } = c.res
    if (status !== 200 || headers.get('content-language') !== c.req.query('lang')) return
    if (await hasInvented(system, c)) return
    headers.set('Cache-Control', `public, max-age=10, ${keptByProxies(Number.POSITIVE_INFINITY)}`)
  }

async function hasInvented(system: System, c: Context): Promise<boolean> {
  const partner = partnerOf(c)
  return partner !== undefined && (await originsOf(system, partner)) === undefined
}
