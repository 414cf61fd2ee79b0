import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Serves a sponsor's page with any pasted snippet, on its own origin. */
export async function startHostPage() {
  let pasted = ''
  let policy: string | undefined
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    if (policy !== undefined) response.setHeader('Content-Security-Policy', policy)
    response.end(
      `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Ours</title><h1>Ours</h1>\n${pasted}\n<p>More of ours</p>`,
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    // A host name, so that it is another site than the sign-up's 127.0.0.1.
    origin: `http://localhost:${port}`,
    paste(snippet: string, underPolicy?: string) {
      pasted = snippet
      policy = underPolicy
    },
    async stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
export type HostPage = Awaited<ReturnType<typeof startHostPage>>
