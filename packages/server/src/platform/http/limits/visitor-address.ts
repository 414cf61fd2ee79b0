import { BlockList, isIP } from 'node:net'
import type { Context } from 'hono'
import ipaddr from 'ipaddr.js'
import { keepLast } from '../../ops/keep-last.ts'

/** The key that a request counts for, and its limit as a multiple of a single address's. */
export interface Counted {
  key: string
  times: 1 | 10
}

export interface ProxyOptions {
  publicUrl: string
  /** Addresses and networks whose `X-Forwarded-For` is trusted. */
  trustedProxies: readonly string[]
  /** Called when a request comes from a proxy that is none of these, so that its visitors count as one. */
  noteOtherProxy?: () => void
}

/**
 * Returns whether a proxy that is not named stands before all visitors. This server speaks plain
 * http, so if its pages are https, there is one.
 */
export const isProxyUnnamed = ({ publicUrl, trustedProxies }: ProxyOptions): boolean =>
  trustedProxies.length === 0 && publicUrl.startsWith('https:')

/** The part of a connection that is present when a request comes through a port. */
interface Connection {
  incoming?: { socket: { remoteAddress?: string } }
}

/**
 * Finds the address that a request counts for: the other end of its connection or, if that is a
 * trusted proxy, the last address in `X-Forwarded-For` that is not one. Anyone may have written the
 * addresses before it. Returns no address behind a proxy that is not named: all visitors would
 * count as one, and one could use up the limits of all.
 */
export function createFinder(options: ProxyOptions): (c: Context) => Counted[] {
  const { trustedProxies } = options
  const isTrusted = createProxies(trustedProxies)
  const isUnnamed = isProxyUnnamed(options)
  return (c) => {
    let address = (c.env as Connection | undefined)?.incoming?.socket.remoteAddress ?? ''
    const forwarded = c.req.header('x-forwarded-for')
    if (isUnnamed) return []
    if (trustedProxies.length === 0) return forwarded !== undefined && isInside(address) ? [] : countedOf(address)
    if (forwarded !== undefined && isInside(address) && !isTrusted(address)) options.noteOtherProxy?.()
    const hops = (forwarded ?? '').split(',')
    for (let hop = hops.pop(); hop !== undefined && isTrusted(address); hop = hops.pop()) {
      const named = withoutPort(hop.trim())
      if (isIP(named) === 0) break
      address = named
    }
    return countedOf(address)
  }
}

const insideRanges: ReadonlySet<string> = new Set([
  'loopback',
  'private',
  'uniqueLocal',
  'linkLocal',
  'carrierGradeNat',
])
const isInside = (address: string) => isIP(address) !== 0 && insideRanges.has(ipaddr.process(address).range())

// Some proxies add the port: 203.0.113.7:4711, [2001:db8::7]:4711.
const withoutPort = (hop: string) => hop.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1')

function createProxies(networks: readonly string[]) {
  const proxies = new BlockList()
  const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    if (bits === undefined) proxies.addAddress(address, familyOf(address))
    else proxies.addSubnet(address, Number(bits), familyOf(address))
  }
  return keepLast((address: string) => isIP(address) !== 0 && proxies.check(address, familyOf(address)))
}

/**
 * Anyone with one IPv6 address also has the 2⁶⁴ next to it, and may easily have 2¹⁶ times as many.
 */
function countedOf(address: string): Counted[] {
  if (!address.includes(':')) return [{ key: address, times: 1 }]
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return [{ key: parsed.toString(), times: 1 }]
  const bytes = parsed.toByteArray()
  return [
    { key: bytes.slice(0, 8).join('.'), times: 1 },
    { key: bytes.slice(0, 6).join('.'), times: 10 },
  ]
}
