import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const downMs = 10_000
const canBeSentAgain = new Set(['GET', 'HEAD'])

interface Upstream {
  port: number
  agent: Agent
  downUntil: number
}

/**
 * A reverse proxy that keeps connections and has nginx's rules: an upstream that refuses a
 * connection is left out for ten seconds, and a request that was sent is only sent again if it
 * changes nothing; else its visitor gets 502.
 */
export async function startProxy() {
  let upstreams: Upstream[] = []
  let turn = 0

  function pick(tried: ReadonlySet<Upstream>): Upstream | undefined {
    const rest = upstreams.filter((one) => !tried.has(one))
    const up = rest.filter(({ downUntil }) => downUntil <= performance.now())
    return up[(turn += 1) % Math.max(1, up.length)] ?? rest[0]
  }

  function pass(incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer, tried = new Set<Upstream>()) {
    const upstream = pick(tried)
    if (!upstream) return void outgoing.writeHead(502).end()
    tried.add(upstream)
    const { connection: _, ...headers } = incoming.headers
    const options = { port: upstream.port, agent: upstream.agent, path: incoming.url, method: incoming.method, headers }
    const passed = request({ host: '127.0.0.1', ...options }, (answer) => {
      const { connection: __, 'keep-alive': ___, ...rest } = answer.headers
      outgoing.writeHead(answer.statusCode ?? 502, rest)
      answer.pipe(outgoing)
    })
    passed.on('error', (error: NodeJS.ErrnoException) => {
      upstream.downUntil = performance.now() + downMs
      if (outgoing.headersSent) return void outgoing.destroy()
      if (error.code === 'ECONNREFUSED' || canBeSentAgain.has(incoming.method ?? ''))
        return pass(incoming, outgoing, body, tried)
      outgoing.writeHead(502).end()
    })
    passed.end(body)
  }

  const server = createServer(async (incoming, outgoing) => {
    pass(incoming, outgoing, Buffer.concat(await incoming.toArray()))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Passes requests to these ports from now on; connections that are kept to others are closed. */
    use(ports: number[]) {
      for (const { port, agent } of upstreams) if (!ports.includes(port)) agent.destroy()
      upstreams = ports.map(
        (port) =>
          upstreams.find((one) => one.port === port) ?? {
            port,
            agent: new Agent({ keepAlive: true, scheduling: 'lifo' }),
            downUntil: 0,
          },
      )
    },
    stop() {
      for (const { agent } of upstreams) agent.destroy()
      server.closeAllConnections()
      server.close()
    },
  }
}
