import { randomUUID } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { connect } from 'node:tls'
import { type Config, isLoopback } from '../../platform/config.ts'
import { isProxyUnnamed } from '../../platform/http/limits/visitor-address.ts'
import type { Diagnosis } from './diagnosis.ts'

const patienceMs = 30_000
const dayMs = 24 * 60 * 60_000
const mostSecondsOff = 5

/** Of what `fetch` throws, the cause has the code. */
function codeOf(error: unknown): string {
  const { code, cause, name } = error as { code?: unknown; cause?: unknown; name?: string }
  if (typeof code === 'string') return code
  return cause === undefined ? (name ?? 'unknown') : codeOf(cause)
}

/** Checks the way from a visitor to this server, as far as this machine can see it. */
export async function checkAddress(config: Config, now: () => Date): Promise<Diagnosis[]> {
  const { hostname, protocol, port } = new URL(config.publicUrl)
  const host = hostname.replaceAll(/[[\]]/g, '')
  const dns = await checkName(host)
  if (dns.state === 'fails') return [dns]
  const tls = await checkTls(host, { isHttps: protocol === 'https:', port: Number(port || 443), now })
  return [dns, tls, ...(await askPublicUrl(config, now))]
}

async function checkName(host: string): Promise<Diagnosis> {
  const about = 'DNS'
  if (isIP(host) !== 0) return { about, state: 'fine', text: 'PUBLIC_URL names an address' }
  try {
    const addresses = await lookup(host, { all: true })
    return { about, state: 'fine', text: `the name in PUBLIC_URL has ${addresses.length} address(es)` }
  } catch (error) {
    const text = `the name in PUBLIC_URL has no address (${codeOf(error)}). Check it, or add it to your zone`
    return { about, state: 'fails', text }
  }
}

interface Listening {
  isHttps: boolean
  port: number
  now: () => Date
}

async function checkTls(host: string, { isHttps, port, now }: Listening): Promise<Diagnosis> {
  const about = 'TLS'
  if (!isHttps)
    return isLoopback(host)
      ? { about, state: 'fine', text: 'not needed on this machine' }
      : { about, state: 'fails', text: 'PUBLIC_URL is not https. Have a proxy do TLS, and change PUBLIC_URL' }
  try {
    return judgeCertificate(await readCertificate(host, port), now())
  } catch (error) {
    const text = `no safe connection to PUBLIC_URL (${codeOf(error)}). Check the proxy’s certificate and port`
    return { about, state: 'fails', text }
  }
}

/**
 * Warns in the last two weeks of a certificate, and of a short one in the last sixth of its life. Proxies that renew by
 * themselves do so with a third left, so by then that has failed.
 */
export function judgeCertificate({ from, until }: { from: Date; until: Date }, now: Date): Diagnosis {
  const about = 'TLS'
  const left = until.getTime() - now.getTime()
  const day = until.toISOString().slice(0, 10)
  if (left >= Math.min(14 * dayMs, (until.getTime() - from.getTime()) / 6))
    return { about, state: 'fine', text: `the certificate is good until ${day}` }
  return { about, state: 'warns', text: `the certificate ends on ${day}. Renew it` }
}

/** Returns how long the certificate is good; browsers must trust it. */
function readCertificate(host: string, port: number): Promise<{ from: Date; until: Date }> {
  return new Promise((resolve, reject) => {
    const names = isIP(host) === 0 ? { servername: host } : {}
    const socket = connect({ host, port, ...names, timeout: patienceMs }, () => {
      const { valid_from: from, valid_to: until } = socket.getPeerCertificate()
      resolve({ from: new Date(from), until: new Date(until) })
      socket.destroy()
    })
    socket.on('error', reject)
    socket.on('timeout', () => socket.destroy(Object.assign(new Error('late'), { code: 'ETIMEDOUT' })))
  })
}

/** Asks the running server as a visitor does: the answer shows whether it is ours, and what its proxy passes on. */
async function askPublicUrl(config: Config, now: () => Date): Promise<Diagnosis[]> {
  const about = 'proxy'
  const id = randomUUID()
  let response: Response
  try {
    response = await fetch(`${config.publicUrl}/readyz`, {
      headers: { 'X-Request-Id': id },
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    })
    await response.body?.cancel()
  } catch (error) {
    const text = `PUBLIC_URL/readyz does not answer (${codeOf(error)}). Start the server and its proxy, and check the port`
    return [{ about, state: 'fails', text }]
  }
  return [judge(response, id, config), checkClock(response.headers.get('date'), now)]
}

function judge({ status, headers }: Response, id: string, config: Config): Diagnosis {
  const about = 'proxy'
  const answered = headers.get('x-request-id')
  if (answered === null)
    return {
      about,
      state: 'fails',
      text: `PUBLIC_URL/readyz answers ${status}, and not from this program. Check the proxy and the path in PUBLIC_URL`,
    }
  if (status !== 200)
    return {
      about,
      state: 'fails',
      text: `PUBLIC_URL/readyz answers ${status}: it can’t store registrations. See its log`,
    }
  if (isProxyUnnamed(config))
    return {
      about,
      state: 'fails',
      text: 'TRUSTED_PROXIES is not set, so visitors have no limits of their own. Set it to the proxy’s address',
    }
  if (answered !== id)
    return {
      about,
      state: 'warns',
      text: 'ready, but the proxy changes X-Request-Id. Pass it on, or set one of your own',
    }
  return { about, state: 'fine', text: 'PUBLIC_URL/readyz says ready' }
}

function checkClock(date: string | null, now: () => Date): Diagnosis {
  const about = 'clock'
  const seconds = Math.round(Math.abs(now().getTime() - Date.parse(date ?? '')) / 1_000)
  if (Number.isNaN(seconds)) return { about, state: 'warns', text: 'PUBLIC_URL tells no time' }
  if (seconds <= mostSecondsOff) return { about, state: 'fine', text: 'as PUBLIC_URL’s' }
  return {
    about,
    state: 'fails',
    text: `${seconds} seconds from PUBLIC_URL’s. Have both machines follow a time server`,
  }
}
