import { lookup, Resolver } from 'node:dns/promises'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Deps } from '../deps.ts'
import { hostOf, isAllowedByOperator, isPublicAddress } from './addresses.ts'

const dnsMs = 4_000
const dnsTries = 2

/** All IPv4 and IPv6 addresses of a host, never none. `isTrusted`: the operator named it, so this machine's own names count. */
export type ResolveHost = (host: string, by: { isTrusted: boolean }) => Promise<string[]>

/** @throws when the name is not known, or nobody says */
export const resolveHost: ResolveHost = async (host, { isTrusted }) => {
  if (isTrusted) return (await lookup(host, { all: true })).map(({ address }) => address)
  // Asked without the system's resolver: that one has few threads, which a slow name server could keep from all others.
  const resolver = new Resolver({ timeout: dnsMs, tries: dnsTries })
  const asked = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  const addresses = asked.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (addresses.length > 0) return addresses
  throw asked.find((answer) => answer.status === 'rejected')?.reason ?? new Error('no address')
}

/** Why a receiver was not asked at all: `code` is all that is kept of it. */
class Unreachable extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

/**
 * Posts a body and tells the HTTP status; whatever else the receiver says is thrown away unread, and a redirect is a status
 * like any other. The addresses are checked now, and exactly those are connected to: a name may mean another one by now.
 * @throws with a `code` when there is no answer within `config.webhookTimeoutMs`, or the address is not to be asked
 */
export async function postTo(
  deps: Pick<Deps, 'config' | 'resolveHost'>,
  target: string,
  headers: Record<string, string>,
  body: string,
): Promise<number> {
  const url = new URL(target)
  const signal = AbortSignal.timeout(deps.config.webhookTimeoutMs)
  const addresses = await orTimeout(signal, checkedAddresses(deps, url))
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'User-Agent': 'training-signup',
          ...headers,
        },
        // A connection of its own: one that is kept may lead where nothing was checked.
        agent: false,
        lookup: alwaysAnswer(addresses),
        signal,
      },
      (response) => {
        resolve(response.statusCode ?? 0)
        response.on('error', () => {}).destroy()
      },
    )
    request.on('error', (error) => reject(signal.aborted ? new Unreachable('timeout') : error))
    // After an answer that is none, such as a change of protocol.
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

async function checkedAddresses(deps: Pick<Deps, 'config' | 'resolveHost'>, url: URL) {
  const host = hostOf(url)
  const isTrusted = isAllowedByOperator(deps.config, url)
  if (!isTrusted && url.protocol !== 'https:') throw new Unreachable('not-https')
  const addresses = isIP(host) ? [host] : await deps.resolveHost(host, { isTrusted })
  // One bad address is enough: whoever names a host so wants us to come to it.
  if (addresses.length === 0 || !(isTrusted || addresses.every(isPublicAddress)))
    throw new Unreachable('address-refused')
  return addresses
}

const alwaysAnswer =
  (addresses: string[]): LookupFunction =>
  (_host, { all }, tell) => {
    const known = addresses.map((address) => ({ address, family: isIP(address) }))
    if (all) tell(null, known)
    else tell(null, known[0]?.address ?? '', known[0]?.family)
  }
