import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Config } from '../config.ts'

// Public by its number, but answered by the machine's own cloud (Azure's platform address).
const metadata: ReadonlySet<string> = new Set(['168.63.129.16'])

/**
 * Whether an address is one of the open internet. Everything else leads into the operator's own network: loopback,
 * private, link-local, shared (CGNAT), unique local, multicast, metadata, and whatever wraps one of those.
 */
export function isPublicAddress(address: string): boolean {
  // Zones name an interface of this machine.
  if (isIP(address) === 0 || address.includes('%')) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast' || metadata.has(parsed.toString())) return false
  // Of IPv6 only 2000::/3 is given out; what is not may come to mean anything.
  return parsed.kind() === 'ipv4' || (parsed.toByteArray()[0] ?? 0) >> 5 === 1
}

const defaultPorts: Record<string, string> = { 'http:': '80', 'https:': '443' }

/** Whether the operator vouches for exactly this host and port; then it may be anywhere, and speak plain http. */
export const isAllowedByOperator = (
  { webhookAllow }: Pick<Config, 'webhookAllow'>,
  { protocol, hostname, port }: URL,
) => webhookAllow.includes(`${hostname}:${port || defaultPorts[protocol]}`)

/** The host as resolvers and sockets take it: an IPv6 address without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1')
