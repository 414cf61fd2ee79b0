import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context } from 'hono'
import { parseAccept } from 'hono/utils/accept'
import { keepLast } from '../ops/keep-last.ts'
import { toBrotli } from './to-brotli.ts'

type Bytes = Uint8Array<ArrayBuffer>
type Compression = 'br' | 'gzip'

/** A body for many visitors: created once, and compressed once per encoding. */
export interface SharedBody {
  /** Hash of the content. The tag of each encoding derives from it. */
  tag: string
  bytes: Bytes
  brotliQuality: number
  compressed: Map<Compression, Promise<Bytes>>
}

interface Sharing {
  /** What decides whether a browser's copy is current, where that is not the whole body. */
  tagOf?: string | Bytes
  /**
   * Up to 11. That is a tenth smaller than 5 and takes forty times as long: use it for bodies that
   * are kept.
   */
  brotliQuality?: number
}

export function shareBody(content: string | Bytes, { tagOf = content, brotliQuality = 11 }: Sharing = {}): SharedBody {
  const tag = createHash('sha256').update(tagOf).digest('base64url').slice(0, 22)
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return { tag, bytes, brotliQuality, compressed: new Map() }
}

/** Sends the body in the visitor's smallest encoding, or 304 if the browser has it. */
export async function sendShared(c: Context, shared: SharedBody, headers: Record<string, string>): Promise<Response> {
  const encoding = chooseEncoding(c.req.header('accept-encoding'))
  // Weak, because the parts that `tagOf` leaves out may differ.
  const etag = `W/"${shared.tag}-${encoding}"`
  const always = { Vary: 'Accept-Encoding', ...headers, ETag: etag }
  if (isCurrent(c.req.header('if-none-match'), etag)) return c.body(null, 304, withoutType(always))
  const body = encoding === 'identity' ? shared.bytes : await compressOnce(shared, encoding)
  return c.body(body, 200, {
    ...always,
    'Content-Length': String(body.length),
    ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
  })
}

/** Returns the smallest encoding that the visitor accepts. */
export const chooseEncoding = keepLast((acceptEncoding: string | undefined): Compression | 'identity' => {
  const accepted = new Set(
    parseAccept((acceptEncoding ?? '').toLowerCase()).flatMap(({ type, q }) => (q > 0 ? [type] : [])),
  )
  if (accepted.has('br')) return 'br'
  return accepted.has('gzip') ? 'gzip' : 'identity'
})

// Proxies may drop or add the `W/`; a visitor who asks again means the content.
const opaque = (tag: string) => tag.trim().replace(/^W\//, '')

/** Returns whether the visitor's copy, as their `If-None-Match` names it, has this tag. */
export const isCurrent = (ifNoneMatch: string | undefined, etag: string) =>
  ifNoneMatch?.split(',').some((one) => one.trim() === '*' || opaque(one) === opaque(etag)) ?? false

const withoutType = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'Content-Type'))

function compressOnce(shared: SharedBody, encoding: Compression): Promise<Bytes> {
  const existing = shared.compressed.get(encoding)
  if (existing) return existing
  const made = encoding === 'br' ? toBrotli(shared.bytes, shared.brotliQuality) : zip(shared.bytes, { level: 9 })
  shared.compressed.set(encoding, made)
  // After a failure, the next visitor's request tries again.
  made.catch(() => shared.compressed.delete(encoding))
  return made
}

const zip = promisify(gzip)
