import type { IncomingMessage, ServerResponse } from 'node:http'
import { limits } from '@training-signup/contract/limits'

/**
 * Stops reading from a client whose large request was answered before it came whole. The client
 * can read the response, and the connection ends soon after. Node would read on and throw away, up
 * to 64 MB for each of any number of such requests.
 */
export function leaveUnread(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { 'content-length': length, 'transfer-encoding': chunked } = incoming.headers
  if (chunked === undefined && Number(length ?? 0) <= limits.bodyBytes) return
  outgoing.once('finish', () => {
    // After Node's own handlers of this event, which begin to read.
    setImmediate(() => {
      if (!incoming.complete) incoming.socket.pause()
    })
  })
}
