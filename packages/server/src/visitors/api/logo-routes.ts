import { type Context, Hono } from 'hono'
import type { App } from '../../core/context.ts'
import { readLogo } from '../../core/logos/logos.ts'
import { isCurrent } from '../../platform/http/shared-response.ts'
import { ProblemError } from '../../platform/problem.ts'

const fileName = '[0-9a-f]{32}\\.png'

export function logoRoutes(app: App) {
  const routes = new Hono()
  routes.get(`/logos/:file{${fileName}}`, (c) => sendLogo(app, c, c.req.param('file').replace('.png', '')))
  return routes
}

/** Sends a logo. Its address has its hash in it, so what is behind it never changes. */
async function sendLogo(app: App, c: Context, id: string) {
  const png = await readLogo(app, id)
  if (!png) throw new ProblemError('not-found')
  const headers = { ETag: `"${id}"`, 'Cache-Control': 'public, max-age=31536000, immutable' }
  if (isCurrent(c.req.header('if-none-match'), headers.ETag)) return c.body(null, 304, headers)
  return c.body(png, 200, {
    ...headers,
    'Content-Type': 'image/png',
    'Content-Security-Policy': "default-src 'none'",
    // A partner’s page can refuse every picture of another site that does not say this.
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
}
