import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerOptions,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http'
import type { Duplex } from 'node:stream'
import { keepLast } from '../ops/keep-last.ts'
import { ProblemError, type ProblemName } from '../problem.ts'
import { problemBody, problemType } from './api/answer-problem.ts'
import { leaveUnread } from './limits/leave-unread.ts'

/**
 * Creates a server that answers what is no request as the API answers every fault. Node’s own
 * answers to these have no body.
 */
export const createStrictServer = (options: ServerOptions, listener: RequestListener) =>
  createServer({ ...options, requireHostHeader: false }, (incoming, outgoing) => {
    leaveUnread(incoming, outgoing)
    if (isReadable(incoming)) listener(incoming, outgoing)
    else refuse(outgoing)
  }).on('clientError', refuseUnparsed)

/**
 * Returns whether a request names one host and a path. Of two hosts, a proxy may have judged by the
 * other one.
 */
function isReadable({ rawHeaders, url = '' }: IncomingMessage): boolean {
  const host = onlyHost(rawHeaders)
  return host !== undefined && isHost(host) && (isPath(url) || /^https?:\/\//.test(url))
}

/** Returns the value of the one `Host` header; undefined if there is none, or more than one. */
function onlyHost(rawHeaders: readonly string[]): string | undefined {
  let host: string | undefined
  for (let name = 0; name < rawHeaders.length; name += 2) {
    if (rawHeaders[name]?.length !== 4 || rawHeaders[name]?.toLowerCase() !== 'host') continue
    if (host !== undefined) return undefined
    host = rawHeaders[name + 1]
  }
  return host
}

const isHost = keepLast((host: string): boolean => {
  const url = host === '' ? null : URL.parse(`http://${host}`)
  return url?.pathname === '/' && url.search === '' && url.username === '' && url.hash === ''
})

// A browser would read a backslash as a slash. After a host, every path can be parsed.
const isPath = (url: string) => url.startsWith('/') && !(url.includes('\\') && url.split('?', 1)[0]?.includes('\\'))

function refuse(outgoing: ServerResponse) {
  const { status, headers, body } = answerTo('malformed')
  outgoing.writeHead(status, headers).end(body)
}

function answerTo(name: ProblemName) {
  const refusal = new ProblemError(name)
  const body = problemBody(refusal, 'en')
  const headers = {
    'Content-Type': problemType,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
  }
  return { status: refusal.problem.status, headers, body }
}

const names: Record<string, ProblemName> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
}

/**
 * Answers bytes that the parser refuses. There is no response object, so it writes to the socket.
 */
function refuseUnparsed(error: NodeJS.ErrnoException, socket: Duplex): Duplex {
  // A request of this connection may be answered half: another answer would end up inside that one.
  const { _httpMessage: response } = socket as { _httpMessage?: ServerResponse | null }
  if (!socket.writable || response?.headersSent) return socket.destroy(error)
  const { status, headers, body } = answerTo(names[error.code ?? ''] ?? 'malformed')
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'))
}
