import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

// Below the ports that systems give to connections (Linux from 32768, others from 49152). A port
// among those could be taken by any other test between this probe and its use.
const lowest = 20_000
const above = 32_000

/** Returns a port of this machine on which nothing listens. */
export async function freePort(): Promise<number> {
  const port = randomInt(lowest, above)
  const probe = createServer().listen(port, '127.0.0.1')
  try {
    await once(probe, 'listening')
  } catch {
    return freePort()
  }
  probe.close()
  await once(probe, 'close')
  return port
}
