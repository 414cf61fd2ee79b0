import { IncomingMessage } from 'node:http'
import { limits } from '@training-signup/contract/limits'
import type { Context, MiddlewareHandler } from 'hono'
import { ProblemError } from '../../problem.ts'

/**
 * Reads a body as text, unless it has been read, and refuses it before it is in memory if it is too
 * large. Hono's own `bodyLimit` wraps every request's stream.
 */
export function readText(c: Context, most: number = limits.bodyBytes): Promise<string> {
  // Hono stores a promise here, whatever the type says. Every way of reading the body uses it.
  const read = c.req.bodyCache as { text?: unknown } as { text?: Promise<string> }
  if (!read.text) {
    requirePlainBytes(c)
    read.text = readBytes(c, most).then(decode)
  }
  return read.text
}

/** Reads a body before it gets to a handler. */
export const limitBodyTo =
  (most: number): MiddlewareHandler =>
  async (c, next) => {
    const method = c.req.method
    if (method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') await readText(c, most)
    return next()
  }

export const limitBody = limitBodyTo(limits.bodyBytes)

/** Reads a form of at most so many bytes. It may hold a file, which is no text. */
export const limitForm =
  (most: number): MiddlewareHandler =>
  async (c, next) => {
    requirePlainBytes(c)
    const bytes = await readBytes(c, most)
    c.req.bodyCache = { arrayBuffer: Promise.resolve(bytes) as unknown as ArrayBuffer }
    return next()
  }

const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i
/** Returns whether a body comes as it is. */
const isPlain = (encodings: string) => encodings.split(',').every((one) => /^(?:identity)?$/i.test(one.trim()))

/**
 * Reads a body of at most so many bytes.
 * @throws {ProblemError} `too-large`, before it is in memory; `malformed` if it ends midway
 */
export function readBytes(c: Context, most: number): Promise<Uint8Array> {
  const { incoming } = (c.env ?? {}) as { incoming?: unknown }
  return incoming instanceof IncomingMessage ? readIncoming(incoming, most) : readCapped(c.req.raw.body, most)
}

/** Refuses bytes that are not what they would be read as. */
export function requirePlainBytes(c: Context) {
  const type = c.req.header('content-type') ?? ''
  const named = type === 'application/json' ? undefined : charset.exec(type)?.[1]
  if (named !== undefined && !/^(utf-?8|us-ascii)$/i.test(named)) throw new ProblemError('unsupported-media-type')
  const encodings = c.req.header('content-encoding')
  if (encodings !== undefined && !isPlain(encodings)) throw new ProblemError('unsupported-media-type')
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new ProblemError('malformed')
  }
}

/** Reads from Node's own stream: to ask the request for its bytes would copy them. */
function readIncoming(incoming: IncomingMessage, most: number): Promise<Uint8Array> {
  if (Number(incoming.headers['content-length'] ?? 0) > most) throw new ProblemError('too-large')
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let size = 0
    const fail = () => reject(new ProblemError('malformed'))
    incoming.on('data', (chunk: Uint8Array) => {
      size += chunk.byteLength
      if (size > most) reject(new ProblemError('too-large'))
      else chunks.push(chunk)
    })
    incoming.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks)))
    // A client that disconnects midway has not made a request.
    incoming.on('error', fail)
    incoming.on('close', () => incoming.readableEnded || fail())
    // What has ended says nothing any more.
    if (incoming.destroyed || incoming.readableEnded) fail()
  })
}

/** Reads the body of a request that came by no connection. */
async function readCapped(body: ReadableStream<Uint8Array> | null, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > most) throw new ProblemError('too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
