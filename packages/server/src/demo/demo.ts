import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { StartError } from '../platform/config.ts'
import { type Release, script } from '../visitors/embed/manifest.ts'

const example = new URL('../../../../examples/jackson-county/', import.meta.url)

/**
 * Returns the strictest policy under which a sponsor's page can show the sign-up. `api` is the
 * sign-up's URL.
 */
export function strictPolicy(api: string) {
  const { origin } = new URL(api)
  return [
    "default-src 'none'",
    `script-src ${origin}`,
    `connect-src ${origin}`,
    "style-src 'self'",
    `img-src 'self' ${origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types training-signup',
  ].join('; ')
}

interface SponsorPage {
  api: string
  policy?: string
  /** The release that the page is pinned to. Without one, it follows the newest build. */
  pinned?: Release | undefined
}

/**
 * Returns the sponsor's page and its files, with the sign-up's URL filled in, under the given
 * policy or the strictest.
 */
export function sponsorPage({ api, policy = strictPolicy(api), pinned }: SponsorPage) {
  const html = (text: string) => pin(text, pinned).replaceAll('{{host}}', api)
  const read = (name: string) => readFileSync(new URL(name, example), 'utf8')
  const page = new Hono()
  page.use(async (c, next) => {
    await next()
    c.header('Content-Security-Policy', policy)
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Cache-Control', 'no-cache')
  })
  page.get('/', (c) => c.html(html(read('sponsor-page.html'))))
  page.get('/sponsor-page.css', (c) =>
    c.body(read('sponsor-page.css'), 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  )
  page.get('/favicon.svg', (c) => c.body(read('favicon.svg'), 200, { 'Content-Type': 'image/svg+xml' }))
  return page
}

const pin = (html: string, release: Release | undefined) =>
  release
    ? html.replace(`/embed/v1/${script}"`, `/embed/${release.version}/${script}" integrity="${release.integrity}"`)
    : html

/** Serves the sponsor's page on its own port, and so from another origin than the sign-up. */
export async function serveSponsorPage(options: SponsorPage & { port: number; host: string }) {
  const { port, host } = options
  const server = createAdaptorServer({ fetch: sponsorPage(options).fetch })
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new StartError(
      `Can’t serve the sponsor’s page on port ${port}: ${reason(error)}. Set SPONSOR_PORT to a free port.`,
    )
  }
  const { port: opened } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${opened}/`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      // Browsers keep their connections open for further requests.
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

function reason(error: unknown) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return 'another program is using it'
  if (code === 'EACCES') return 'your user isn’t allowed to open it'
  return String(error)
}
