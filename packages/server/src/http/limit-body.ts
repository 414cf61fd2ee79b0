import { limits } from '@training-signup/contract/limits'
import type { MiddlewareHandler } from 'hono'
import { ProblemError } from '../problem.ts'

/**
 * Refuses a body that is too large before it is in memory. Hono's own `bodyLimit` wraps every
 * request's stream; with a declared length, nothing needs reading.
 */
export const limitBody: MiddlewareHandler = async (c, next) => {
  const method = c.req.method
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return next()
  const length = c.req.header('content-length')
  if (length !== undefined) {
    if (Number(length) > limits.bodyBytes) throw new ProblemError('too-large')
  } else if (c.req.raw.body) {
    const text = await readCapped(c.req.raw.body)
    // Hono stores a promise here, whatever the type says. Every way of reading the body uses it.
    c.req.bodyCache.text = Promise.resolve(text) as unknown as string
  }
  return next()
}

async function readCapped(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.byteLength
      if (size > limits.bodyBytes) throw new ProblemError('too-large')
      chunks.push(chunk)
    }
  } catch (error) {
    // A client that disconnects midway has not made a request.
    throw error instanceof ProblemError ? error : new ProblemError('malformed')
  }
  return Buffer.concat(chunks).toString('utf8')
}
