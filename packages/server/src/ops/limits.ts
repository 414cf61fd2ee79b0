import { BlockList, isIP } from 'node:net'
import type { Context, MiddlewareHandler } from 'hono'
import ipaddr from 'ipaddr.js'
import { ProblemError } from '../problem.ts'

const minuteMs = 60_000

/**
 * What is limited, and how much of it one address gets: `count` at once, and as much again in each window after that,
 * little by little. A whole academy sits behind one address, and a mail provider ends subscriptions for thousands.
 */
const limited = {
  'sign-ups': { count: 300, windowMs: 10 * minuteMs },
  /** Opening and using the links of mails. */
  lookups: { count: 600, windowMs: 10 * minuteMs },
  /** Whatever sends somebody a link: “send me my link” and giving a seat away. */
  links: { count: 100, windowMs: 10 * minuteMs },
  /** Trying a code that was mailed, and asking for another. */
  codes: { count: 300, windowMs: 10 * minuteMs },
  unsubscribing: { count: 600, windowMs: 10 * minuteMs },
  /** Of the form, counted for whoever put it on a page. */
  views: { count: 1200, windowMs: 10 * minuteMs },
  'wrong-tokens': { count: 10, windowMs: minuteMs },
} as const satisfies Record<string, { count: number; windowMs: number }>
export type Limited = keyof typeof limited
export const isLimited = (name: string): name is Limited => Object.hasOwn(limited, name)

/** How often an unknown link counts as much as one that leads somewhere. */
const wrongLookup = 20
// Of each kind; with those of the window before there are twice as many.
const mostAddresses = 10_000

/** How much may be done from one address. It is kept in the memory of this process, written nowhere, and soon forgotten. */
export interface Limits {
  /**
   * Counts what is about to be done.
   * @throws {ProblemError} `too-many-requests`
   */
  take: (name: Limited, c: Context) => void
  /** The same, before a route; what is not found counts more. */
  each: (name: Limited) => MiddlewareHandler
}

export interface LimitsOptions {
  /** How many, where it is another number than ours; nothing is limited while undefined. */
  rateLimits: Partial<Record<Limited, number>> | undefined
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[]
}

export function createLimits({ rateLimits, trustedProxies }: LimitsOptions, now: () => Date): Limits {
  if (!rateLimits) return { take: () => {}, each: () => (_, next) => next() }
  const allowances = Object.fromEntries(
    Object.entries(limited).map(([name, { count, windowMs }]) => [
      name,
      createAllowance({ count: rateLimits[name as Limited] ?? count, windowMs }, now),
    ]),
  ) as Record<Limited, (address: string, cost?: number) => number>
  const addressOf = createFinder(trustedProxies)

  const take = (name: Limited, c: Context) => {
    const waitMs = allowances[name](addressOf(c))
    if (waitMs > 0) throw new ProblemError('too-many-requests', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
  }
  return {
    take,
    each: (name) => async (c, next) => {
      take(name, c)
      await next()
      if (c.res.status === 404) allowances[name](addressOf(c), wrongLookup - 1)
    },
  }
}

/**
 * Tells how many milliseconds an address has to wait before it may go on, 0 if not at all. Of each address it keeps one
 * number, the instant at which all that it has used will have come back (the “generic cell rate algorithm”).
 */
function createAllowance({ count, windowMs }: { count: number; windowMs: number }, now: () => Date) {
  const eachMs = Math.floor(windowMs / count)
  let fresh = new Map<string, number>()
  let stale = fresh
  let turnsAt = 0
  return (address: string, cost = 1): number => {
    const at = now().getTime()
    // Who was not here for a window has everything back.
    if (at >= turnsAt || fresh.size >= mostAddresses) {
      stale = fresh
      fresh = new Map()
      turnsAt = at + windowMs
    }
    const exhausted = at + windowMs
    // Not later than that: the clock may have been set back.
    const backAt = Math.max(at, Math.min(fresh.get(address) ?? stale.get(address) ?? at, exhausted))
    const waitMs = Math.max(0, backAt + eachMs - exhausted)
    fresh.set(address, waitMs > 0 ? backAt : Math.min(backAt + cost * eachMs, exhausted))
    return waitMs
  }
}

/** Whether a proxy hides all visitors: this server speaks plain http, so where pages are https somebody is in front of it. */
export const countsAllAsOne = ({
  publicUrl,
  rateLimits,
  trustedProxies,
}: LimitsOptions & { publicUrl: string }): boolean =>
  rateLimits !== undefined && trustedProxies.length === 0 && publicUrl.startsWith('https:')

/** What is there of the connection when a request comes through a port. */
interface Connection {
  incoming?: { socket: { remoteAddress?: string } }
}

/**
 * Finds whom to count a request for: the other end of its connection, or, where that is a proxy of ours, the last
 * address in `X-Forwarded-For` that is none. Whatever stands before it, anybody may have written.
 */
function createFinder(trustedProxies: readonly string[]) {
  const isTrusted = createProxies(trustedProxies)
  return (c: Context): string => {
    let address = (c.env as Connection | undefined)?.incoming?.socket.remoteAddress ?? ''
    if (trustedProxies.length === 0) return keyOf(address)
    const hops = (c.req.header('x-forwarded-for') ?? '').split(',')
    for (let hop = hops.pop(); hop !== undefined && isTrusted(address); hop = hops.pop()) {
      const named = withoutPort(hop.trim())
      if (isIP(named) === 0) break
      address = named
    }
    return keyOf(address)
  }
}

// Some proxies add the port: 203.0.113.7:4711, [2001:db8::7]:4711.
const withoutPort = (hop: string) => hop.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1')

/** Whether this is an address or a network, such as 10.0.0.0/8. */
export function isNetwork(place: string): boolean {
  const [address = '', bits, ...more] = place.split('/')
  const kind = isIP(address)
  const isPrefix = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128))
  return kind !== 0 && isPrefix && more.length === 0
}

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

/** Whoever has one IPv6 address has the 2⁶⁴ beside it as well. */
function keyOf(address: string): string {
  if (!address.includes(':')) return address
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toByteArray().slice(0, 8).join('.')
}
