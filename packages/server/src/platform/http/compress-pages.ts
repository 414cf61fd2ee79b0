import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context, MiddlewareHandler } from 'hono'
import { chooseEncoding } from './shared-response.ts'
import { toBrotli } from './to-brotli.ts'

/** Shorter pages fit into the first packet anyway. */
const leastBytes = 1000
/** A page is compressed for one visitor: quick, and still a fifth of its length. */
const brotliQuality = 4
const gzipLevel = 6

const zip = promisify(gzip)

/**
 * Compresses pages that are alike for everyone, or whose only secret is drawn anew each time. How
 * long a compressed page is tells something about what it holds.
 */
export const compressPublicPages: MiddlewareHandler = async (c, next) => {
  await next()
  await compress(c)
}

/**
 * Compresses pages with what only their reader may know, if the browser asks for them by itself or
 * from a page of this server: no other site can then try out what makes them shorter.
 */
export const compressOwnPages: MiddlewareHandler = async (c, next) => {
  await next()
  const from = c.req.header('sec-fetch-site')
  if (from === 'same-origin' || from === 'none') await compress(c)
}

async function compress(c: Context): Promise<void> {
  const { res } = c
  if (res.status !== 200 || res.headers.get('content-type')?.startsWith('text/html') !== true) return
  if (res.headers.has('content-encoding')) return
  res.headers.append('Vary', 'Accept-Encoding')
  const encoding = chooseEncoding(c.req.header('accept-encoding'))
  if (encoding === 'identity') return
  const bytes = new Uint8Array(await res.arrayBuffer())
  const isShort = bytes.length < leastBytes
  // On zlib's own threads.
  const body = isShort
    ? bytes
    : new Uint8Array(await (encoding === 'br' ? toBrotli(bytes, brotliQuality) : zip(bytes, { level: gzipLevel })))
  c.res = new Response(body, { status: 200, headers: res.headers })
  if (!isShort) c.res.headers.set('Content-Encoding', encoding)
}
