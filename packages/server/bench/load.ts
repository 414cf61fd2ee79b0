// Sends sign-ups of new people over kept-alive connections, the next on each as soon as its last is
// answered, and prints the results. Runs as its own process, so that it takes no time from what it
// measures, and with plain sockets, because a client library needs more of a core than the server
// does.
import { connect } from 'node:net'

export interface LoadOrder {
  ports: number[]
  path: string
  connections: number
  measuredMs: number
}

export interface LoadResult {
  perSecond: number
  p50Ms: number
  p99Ms: number
  answered: number
  /** CPU time of the servers per answer, in microseconds. */
  cpuUs?: number
  /** Counts by status; `lost` counts broken connections. */
  statuses: Record<string, number>
}

const people = `${process.pid}-${Date.now().toString(36)}`
let sent = 0

function nextRequest(path: string): string {
  sent += 1
  const person = { givenName: 'Ada', familyName: `Reyes${sent}`, email: `ada.reyes.${people}.${sent}@example.org` }
  const body = JSON.stringify({ people: [person], consents: [], lang: 'en', elapsedMs: 41_000 })
  const key = `key-${people}-${String(sent).padStart(10, '0')}`
  return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://partner.example\r\nContent-Type: application/json\r\nIdempotency-Key: ${key}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

/**
 * Returns the length of the first response, once it is complete. The server always declares
 * lengths.
 */
function lengthOfAnswer(received: string): number | undefined {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd === -1) return undefined
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(received)?.[1])
  const end = headEnd + 4 + length
  return received.length >= end ? end : undefined
}

interface Tally {
  from: number
  until: number
  times: number[]
  statuses: Record<string, number>
}

const count = ({ statuses }: Tally, status: string) => (statuses[status] = (statuses[status] ?? 0) + 1)

function drive(port: number, path: string, tally: Tally): Promise<void> {
  let received = ''
  let began = 0
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const send = () => {
    began = performance.now()
    if (began >= tally.until) socket.end()
    else socket.write(nextRequest(path), 'latin1')
  }
  socket.setEncoding('latin1').on('data', (data: string) => {
    received += data
    const length = lengthOfAnswer(received)
    if (length === undefined) return
    const now = performance.now()
    if (now >= tally.from && now <= tally.until) {
      tally.times.push(now - began)
      count(tally, received.slice(9, 12))
    }
    received = received.slice(length)
    send()
  })
  socket.once('connect', send)
  socket.once('error', () => count(tally, 'lost'))
  return new Promise((resolve) => void socket.once('close', () => resolve()))
}

async function run({ ports, path, connections, measuredMs }: LoadOrder): Promise<LoadResult> {
  const from = performance.now()
  const tally: Tally = { from, until: from + measuredMs, times: [], statuses: {} }
  // Never sleeps: waking a sleeping process costs its sender time, which would distort the
  // measurement.
  const stayAwake = () => void (performance.now() < tally.until && setImmediate(stayAwake))
  stayAwake()
  await Promise.all(Array.from({ length: connections }, (_, index) => drive(ports[index % ports.length]!, path, tally)))
  const { times, statuses } = tally
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? Number.NaN
  const perSecond = (times.length / measuredMs) * 1000
  return { perSecond, p50Ms: at(0.5), p99Ms: at(0.99), answered: times.length, statuses }
}

if (import.meta.main) console.log(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '{}') as LoadOrder)))
