import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Handed {
  status: number
  headers: [string, string][]
  body: Buffer
}

/** Scripts that the sign-up itself does not have, by their paths. */
export type Scripts = Map<string, Buffer>

/** Stands between browsers and the sign-up, hands everything through, and changes one byte of a script if it is told to. */
export async function startOnTheWay(api: string, scripts: Scripts = new Map()) {
  let spoilt: RegExp | undefined
  const server = createServer((request, response) => {
    handThrough(request)
      .then((handed) => (spoilt?.test(request.url ?? '') ? spoil(handed) : handed))
      .then(({ status, headers, body }) => response.writeHead(status, headers.flat()).end(body))
      .catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  async function handThrough(request: IncomingMessage): Promise<Handed> {
    const { url = '', method = '' } = request
    const script = scripts.get(url)
    if (script) return { status: 200, headers: [['Content-Type', 'text/javascript'], ...forAnyPage], body: script }
    const sent = method === 'GET' || method === 'HEAD' ? {} : { body: await readAll(request) }
    const answer = await fetch(`${api}${url}`, { method, headers: withoutHops(request.headers), ...sent })
    const body = Buffer.from(await answer.arrayBuffer())
    return { status: answer.status, headers: [...answer.headers].filter(([name]) => !hops.has(name)), body }
  }

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** From now on one byte of what has such an address is another; of nothing when called without. */
    spoil(address?: RegExp) {
      spoilt = address
    },
    async stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
export type OnTheWay = Awaited<ReturnType<typeof startOnTheWay>>

const forAnyPage: [string, string][] = [
  ['Access-Control-Allow-Origin', '*'],
  ['Cross-Origin-Resource-Policy', 'cross-origin'],
]

// These belong to one connection, or say how the bytes are packed, which fetch has undone.
const hops = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding'])

const withoutHops = (headers: IncomingMessage['headers']) =>
  Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    hops.has(name) || value === undefined ? [] : [[name, String(value)]],
  )

async function readAll(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts)
}

/** Such a byte that the script would run all the same, were it not for its hash. */
function spoil({ status, headers, body }: Handed): Handed {
  const changed = Buffer.from(body)
  changed[changed.indexOf(' ')] = '\t'.charCodeAt(0)
  const kept = headers.filter(([name]) => name.toLowerCase() !== 'cache-control')
  return { status, headers: [...kept, ['Cache-Control', 'no-store']], body: changed }
}
