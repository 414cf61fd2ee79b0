import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Handed {
  status: number
  headers: [string, string][]
  body: Buffer
}

/** Additional scripts that the sign-up itself does not serve, by path. */
export type Scripts = Map<string, Buffer>

/**
 * Proxies everything between browsers and the sign-up. On request, changes one byte of a script or
 * redirects it. Browsers cache nothing, so each requests all that it needs.
 */
export async function startOnTheWay(api: string, scripts: Scripts = new Map()) {
  let spoilt: RegExp | undefined
  let moved: RegExp | undefined
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { url = '' } = request
    asked.push(url)
    if (moved?.test(url)) return response.writeHead(302, { Location: `${elsewhere}${url}`, ...forAnyPage }).end()
    return handThrough(api, scripts, request)
      .then((handed) => (spoilt?.test(url) ? spoil(handed) : handed))
      .then(({ status, headers, body }) => response.writeHead(status, headers.flat()).end(body))
      .catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /**
     * Changes one byte in responses for matching URLs from now on; stops when called without one.
     */
    spoil(address?: RegExp) {
      spoilt = address
    },
    /** Redirects matching URLs from now on; stops when called without one. */
    move(address?: RegExp) {
      moved = address
    },
    /** Every requested URL, in order. */
    asked,
    async stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
export type OnTheWay = Awaited<ReturnType<typeof startOnTheWay>>

const elsewhere = '/elsewhere'
const forAnyPage = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': 'no-store',
}

async function handThrough(api: string, scripts: Scripts, request: IncomingMessage): Promise<Handed> {
  const { url: wanted = '', method = '' } = request
  const url = wanted.replace(elsewhere, '')
  const script = scripts.get(url.replace(/\?.*/, ''))
  if (script)
    return { status: 200, headers: Object.entries({ 'Content-Type': 'text/javascript', ...forAnyPage }), body: script }
  const sent = method === 'GET' || method === 'HEAD' ? {} : { body: await readAll(request) }
  const answer = await fetch(`${api}${url}`, { method, headers: withoutHops(request.headers), ...sent })
  const body = Buffer.from(await answer.arrayBuffer())
  const kept = [...answer.headers].filter(([name]) => !hops.has(name) && name !== 'cache-control')
  return { status: answer.status, headers: [...kept, ['Cache-Control', 'no-store']], body }
}

// These headers belong to one connection, or describe compression, which fetch has undone.
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

/** Changes a byte so that the script would still run, if its hash were not checked. */
function spoil({ body, ...rest }: Handed): Handed {
  const changed = Buffer.from(body)
  changed[changed.indexOf(' ')] = '\t'.charCodeAt(0)
  return { ...rest, body: changed }
}
