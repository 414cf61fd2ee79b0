import { type Context, Hono } from 'hono'
import { basePath, type Config } from '../../platform/config.ts'
import { icons } from '../../platform/html/layout.ts'

const day = 'public, max-age=86400'

/** Serves the files that browsers, crawlers, and people who found a hole look for at the same place everywhere. */
export function siteFiles(config: Config) {
  const text = (content: string) => (c: Context) => c.text(content, 200, { 'Cache-Control': day })
  const app = new Hono().get('/robots.txt', text(robots(config))).get('/favicon.ico', (c) =>
    // Asked for by what has no page, like a file that a browser shows. All of them read a PNG by this name.
    c.body(icons.touch.content, 200, { 'Content-Type': icons.touch.type, 'Cache-Control': day }),
  )
  if (config.security) app.get('/.well-known/security.txt', text(securityText(config, config.security)))
  return app
}

/**
 * Keeps crawlers out of what has no page for the public. Not out of links in emails: where one was made public, a
 * crawler must read there that it may not list it.
 */
const robots = (config: Config) =>
  ['User-agent: *', ...['/admin', '/api/'].map((path) => `Disallow: ${basePath(config)}${path}`), ''].join('\n')

/** Writes RFC 9116. Below a path no one looks for it, so only the address of a whole host is its own. */
function securityText(config: Config, { contact, expires }: NonNullable<Config['security']>): string {
  const own = basePath(config) === '' ? [`Canonical: ${config.publicUrl}/.well-known/security.txt`] : []
  return [`Contact: ${contact}`, `Expires: ${expires}`, ...own, ''].join('\n')
}
