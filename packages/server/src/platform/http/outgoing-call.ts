import { lookup, Resolver } from 'node:dns/promises'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { ResolveHost, System } from '../system.ts'
import { hostOf, isOneOf, isPublicAddress } from './addresses.ts'

const dnsMs = 4_000
const dnsTries = 2

/**
 * Resolves all IPv4 and IPv6 addresses of a host, at least one. `isTrusted` means that the operator
 * named the host, so the machine's own names are allowed.
 * @throws {Error} when the name is unknown, or no name server responds
 */
export const resolveHost: ResolveHost = async (host, { isTrusted }) => {
  if (isTrusted) return (await lookup(host, { all: true })).map(({ address }) => address)
  // Bypasses the system's resolver: it has few threads, and a slow name server could block them
  // all.
  const resolver = new Resolver({ timeout: dnsMs, tries: dnsTries })
  const lookups = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  const addresses = lookups.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (addresses.length > 0) return addresses
  throw lookups.find((answer) => answer.status === 'rejected')?.reason ?? new Error('no address')
}

/** An error before any response. Only its `code` is stored. */
class Unreachable extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export interface OutgoingCall {
  method: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  /** Ends the request, and the reading of its response, when time is up. */
  signal: AbortSignal
  /**
   * Places that the operator allows, as `host:port`. They may be in a private network and speak
   * plain http.
   */
  inside?: readonly string[]
}

/**
 * Sends a request to an address that someone else chose, and returns the response, unread. A
 * redirect is a response like any other. Connects to exactly the addresses that it has checked,
 * because the name may resolve to others by then.
 * @throws {Error} with a `code`, when no response comes in time or the address is not allowed
 */
export async function sendRequest(
  system: Pick<System, 'resolveHost'>,
  target: string,
  { method, headers, body, signal, inside = [] }: OutgoingCall,
): Promise<IncomingMessage> {
  const url = new URL(target)
  const addresses = await orTimeout(signal, checkedAddresses(system, url, inside))
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      {
        method,
        headers: { 'User-Agent': 'training-signup', ...headers },
        // A new connection: a reused one may lead to an unchecked address.
        agent: false,
        lookup: alwaysAnswer(addresses),
        signal,
      },
      resolve,
    )
    request.on('error', (error) => reject(signal.aborted ? new Unreachable('timeout') : error))
    // Covers responses that are not one, like a change of protocol.
    request.on('close', () => reject(new Unreachable('no-answer')))
    request.end(body)
  })
}

function orTimeout<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Unreachable('timeout')), { once: true })
    work.then(resolve, reject)
  })
}

async function checkedAddresses(system: Pick<System, 'resolveHost'>, url: URL, inside: readonly string[]) {
  const host = hostOf(url)
  const isTrusted = isOneOf(inside, url)
  if (!isTrusted && url.protocol !== 'https:') throw new Unreachable('not-https')
  const addresses = isIP(host) ? [host] : await system.resolveHost(host, { isTrusted })
  // One bad address is enough: a host with such a name is aimed at this network.
  if (addresses.length === 0 || !(isTrusted || addresses.every(isPublicAddress)))
    throw new Unreachable('address-refused')
  return addresses
}

const alwaysAnswer =
  (addresses: string[]): LookupFunction =>
  (_host, { all }, callback) => {
    const entries = addresses.map((address) => ({ address, family: isIP(address) }))
    if (all) callback(null, entries)
    else callback(null, entries[0]?.address ?? '', entries[0]?.family)
  }
