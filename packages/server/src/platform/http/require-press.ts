import type { MiddlewareHandler } from 'hono'
import { html } from 'hono/html'
import { basePath, type Config } from '../config.ts'

const name = '_pressed'

/** What a page's own form carries, to be told from a request that only knows its address. */
export const pressed = html`<input type="hidden" name="${name}" value="1">`

/**
 * Lets a form through only if a page of ours showed it. Programs that check emails follow links by
 * POST, too, with an empty body. They are led to the page with the button, and nothing happens. The
 * body must have been read (see limit-body.ts).
 */
export const requirePress =
  (config: Config): MiddlewareHandler =>
  async (c, next) => {
    if (c.req.method !== 'POST' || new URLSearchParams(await c.req.text()).has(name)) return next()
    const location = `${basePath(config)}${c.req.path}${new URL(c.req.url).search}`
    return c.body(null, 303, { Location: location, 'Cache-Control': 'no-store' })
  }
