import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

// Public by its number, but served by the machine's own cloud (Azure's platform address).
const metadata: ReadonlySet<string> = new Set(['168.63.129.16'])

/**
 * Returns whether an address is on the open internet. All others lead into the operator's own
 * network: loopback, private, link-local, shared (CGNAT), unique local, multicast, metadata, and
 * addresses that wrap one of those.
 */
export function isPublicAddress(address: string): boolean {
  // A zone names an interface of this machine.
  if (isIP(address) === 0 || address.includes('%')) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast' || metadata.has(parsed.toString())) return false
  // Of IPv6, only 2000::/3 is allocated; other ranges may get a meaning later.
  return parsed.kind() === 'ipv4' || (parsed.toByteArray()[0] ?? 0) >> 5 === 1
}

const defaultPorts: Record<string, string> = { 'http:': '80', 'https:': '443' }

/** Returns whether an address leads to exactly one of these places, each `host:port`. */
export const isOneOf = (places: readonly string[], { protocol, hostname, port }: URL): boolean =>
  places.includes(`${hostname}:${port || defaultPorts[protocol]}`)

/** Returns the host as resolvers and sockets expect it: an IPv6 address without brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1')
