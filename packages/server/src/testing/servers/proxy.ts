import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

const downMs = 10_000
const probeMs = 100
const canBeSentAgain = new Set(['GET', 'HEAD'])

interface Upstream {
  port: number
  agent: Agent
  downUntil: number
  isReady: boolean
  isUsed: boolean
}

interface Visit {
  incoming: IncomingMessage
  outgoing: ServerResponse
  body: Buffer
  tried: Set<Upstream>
}

/**
 * A reverse proxy that keeps connections and probes `/readyz`, as the docs have HAProxy do: an
 * upstream that is not ready, or refused a connection in the last ten seconds, is left out. A
 * request that was sent is only sent again if it changes nothing; else its visitor gets 502.
 */
export async function startProxy() {
  const pool = new Pool()
  const server = createServer(async (incoming, outgoing) => {
    const body = Buffer.concat(await incoming.toArray())
    pool.pass({ incoming, outgoing, body, tried: new Set() })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /**
     * Passes requests to these ports from now on; idle connections to others are closed.
     */
    use: (ports: number[]) => pool.use(ports),
    stop() {
      pool.use([])
      server.closeAllConnections()
      server.close()
    },
  }
}

class Pool {
  #upstreams: Upstream[] = []
  #turn = 0

  use(ports: number[]) {
    for (const upstream of this.#upstreams) if (!ports.includes(upstream.port)) upstream.isUsed = false
    this.#upstreams = ports.map((port) => this.#upstreams.find((one) => one.port === port) ?? open(port))
  }

  pass(visit: Visit): void {
    const upstream = this.#pick(visit.tried)
    if (!upstream) return void visit.outgoing.writeHead(502).end()
    visit.tried.add(upstream)
    const { method = '', url: path, headers: given } = visit.incoming
    const { connection: _, ...headers } = given
    const { port, agent } = upstream
    const passed = request({ host: '127.0.0.1', port, agent, path, method, headers }, (answer) => {
      const { connection: __, 'keep-alive': ___, ...rest } = answer.headers
      visit.outgoing.writeHead(answer.statusCode ?? 502, rest)
      answer.pipe(visit.outgoing)
    })
    passed.on('error', ({ code }: NodeJS.ErrnoException) => {
      upstream.downUntil = performance.now() + downMs
      if (visit.outgoing.headersSent) return void visit.outgoing.destroy()
      if (code === 'ECONNREFUSED' || canBeSentAgain.has(method)) return this.pass(visit)
      visit.outgoing.writeHead(502).end()
    })
    passed.end(visit.body)
  }

  #pick(tried: ReadonlySet<Upstream>): Upstream | undefined {
    const rest = this.#upstreams.filter((one) => !tried.has(one))
    const ready = rest.filter(({ isReady }) => isReady)
    const up = ready.filter(({ downUntil }) => downUntil <= performance.now())
    return up[(this.#turn += 1) % Math.max(1, up.length)] ?? ready[0] ?? rest[0]
  }
}

function open(port: number): Upstream {
  const agent = new Agent({ keepAlive: true, scheduling: 'lifo' })
  const upstream = { port, agent, downUntil: 0, isReady: true, isUsed: true }
  void probe(upstream)
  return upstream
}

async function probe(upstream: Upstream) {
  while (upstream.isUsed) {
    upstream.isReady = await isReady(upstream.port)
    // Only idle ones: a request may be on its way on another.
    if (!upstream.isReady) closeIdle(upstream.agent)
    await delay(probeMs)
  }
  closeIdle(upstream.agent)
}

const closeIdle = ({ freeSockets }: Agent) => {
  for (const socket of Object.values(freeSockets).flat()) socket?.destroy()
}

const isReady = (port: number) =>
  new Promise<boolean>((resolve) => {
    request({ host: '127.0.0.1', port, path: '/readyz', agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
      .on('error', () => resolve(false))
      .end()
  })
