import { sendRequest } from '../../platform/http/outgoing-call.ts'
import type { System } from '../../platform/system.ts'

/** What counts of a response. */
export interface Reply {
  status: number
  /** The header, unread. */
  retryAfter: string | undefined
}

/**
 * Posts a body. Discards the rest of the response unread; a redirect is a status like any other.
 * @throws {Error} with a `code`, when no response comes within `config.webhookTimeoutMs` or the
 * address is not allowed
 */
export async function postTo(
  system: Pick<System, 'config' | 'resolveHost'>,
  target: string,
  headers: Record<string, string>,
  body: string,
): Promise<Reply> {
  const response = await sendRequest(system, target, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
      ...headers,
    },
    body,
    signal: AbortSignal.timeout(system.config.webhookTimeoutMs),
    inside: system.config.webhookAllow,
  })
  response.on('error', () => {}).destroy()
  return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] }
}
