import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import { Server } from 'node:net'
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'

// Long enough for load balancers that probe every second or two. Every response says that its
// connection ends.
export const announceMs = 5_000
const lastRequestsMs = 2_000
/** With what follows it, the process ends within 15 seconds. */
const longestMs = 13_000

/**
 * Closes the port without losing a request. First it stays open, while probes see that the process
 * stops. Then nothing new is accepted, but kept connections stay for requests that are on their
 * way: a proxy must not send these again if they change something. At last it waits for the
 * responses.
 * @param options.isAnnounced - Whether to wait for proxies; a person at a terminal need not
 */
export async function closePort(server: HttpServer, { isAnnounced }: { isAnnounced: boolean }): Promise<void> {
  const giveUp = setTimeout(() => server.closeAllConnections(), longestMs)
  const closed = once(server, 'close')
  if (isAnnounced) await delay(announceMs)
  await untilNoneArrives(server)
  // The close of `http.Server` would also end the kept connections.
  Server.prototype.close.call(server)
  if (isAnnounced) await Promise.race([closed, delay(lastRequestsMs)])
  // Right after everything that has arrived is read, so that a connection with a request is not
  // idle.
  await untilNoneArrives(server)
  server.closeIdleConnections()
  await closed
  clearTimeout(giveUp)
}

const calmMs = 2
const mostTurns = 2_000

/**
 * Waits for a short turn of the event loop in which no one connects. Closing the port resets the
 * connections that are not accepted yet, with the requests that came with them. In a long turn more
 * may have come than was read.
 */
async function untilNoneArrives(server: HttpServer): Promise<void> {
  let hasArrived = false
  const note = () => {
    hasArrived = true
  }
  server.on('connection', note)
  for (let turns = 0; turns < mostTurns; turns++) {
    hasArrived = false
    const began = performance.now()
    await nextTurn()
    if (!hasArrived && performance.now() - began < calmMs) break
  }
  server.off('connection', note)
}
