import { BlockList, isIP } from 'node:net'
import type { Context } from 'hono'
import ipaddr from 'ipaddr.js'

/** Whom a request is counted for, and how many times as much as a single address they get. */
export interface Counted {
  key: string
  times: 1 | 10
}

export interface ProxyOptions {
  publicUrl: string
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[]
}

/** Whether a proxy that nobody names hides all visitors: this server speaks plain http, so where pages are https somebody is in front of it. */
export const isProxyUnnamed = ({ publicUrl, trustedProxies }: ProxyOptions): boolean =>
  trustedProxies.length === 0 && publicUrl.startsWith('https:')

/** What is there of the connection when a request comes through a port. */
interface Connection {
  incoming?: { socket: { remoteAddress?: string } }
}

/**
 * Finds whom to count a request for: the other end of its connection, or, where that is a proxy of ours, the last
 * address in `X-Forwarded-For` that is none. Whatever stands before it, anybody may have written. Nobody, where what
 * comes from everybody would be counted as one visitor's.
 */
export function createFinder(options: ProxyOptions): (c: Context) => Counted[] {
  const { trustedProxies } = options
  const isTrusted = createProxies(trustedProxies)
  const isUnnamed = isProxyUnnamed(options)
  return (c) => {
    let address = (c.env as Connection | undefined)?.incoming?.socket.remoteAddress ?? ''
    const forwarded = c.req.header('x-forwarded-for')
    if (isUnnamed && forwarded !== undefined && isInside(address)) return []
    if (trustedProxies.length === 0) return countedOf(address)
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

function createProxies(places: readonly string[]) {
  const proxies = new BlockList()
  const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
  for (const place of places) {
    const [address = '', bits] = place.split('/')
    if (bits === undefined) proxies.addAddress(address, familyOf(address))
    else proxies.addSubnet(address, Number(bits), familyOf(address))
  }
  return (address: string) => isIP(address) !== 0 && proxies.check(address, familyOf(address))
}

/** Whoever has one IPv6 address has the 2⁶⁴ beside it as well, and may easily have 2¹⁶ times as many. */
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
