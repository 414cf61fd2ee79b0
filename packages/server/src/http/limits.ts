import type { Context, MiddlewareHandler } from 'hono'
import { ProblemError } from '../problem.ts'
import { type Limited, limited } from '../rate-limits.ts'
import { type Counted, createFinder, type ProxyOptions } from './visitor-address.ts'

// Of each kind; with those of the window before there are twice as many.
const mostAddresses = 10_000

/** How much may be done from one address. It is kept in the memory of this process, written nowhere, and soon forgotten. */
export interface Limits {
  /**
   * Counts what is about to be done.
   * @throws {ProblemError} `too-many-requests`
   */
  take: (name: Limited, c: Context) => void
  /** The same of people who are about to be signed up for a training. */
  takePeople: (c: Context, slug: string, count: number) => void
  /**
   * The same, before a route. What leads nowhere is counted for itself: whoever guesses makes nobody wait who is at the
   * same address and has what is right.
   */
  each: (name: Limited) => MiddlewareHandler
}

export interface LimitsOptions extends ProxyOptions {
  /** How many, where it is another number than ours; nothing is limited while undefined. */
  rateLimits: Partial<Record<Limited, number>> | undefined
}

export function createLimits({ rateLimits, ...proxies }: LimitsOptions, now: () => Date): Limits {
  if (!rateLimits) return { take: () => {}, takePeople: () => {}, each: () => (_, next) => next() }
  const find = createFinder(proxies)
  const allowancesOf = (times: number) =>
    Object.fromEntries(
      Object.entries(limited).map(([name, { count, windowMs }]) => [
        name,
        createAllowance({ count: (rateLimits[name as Limited] ?? count) * times, windowMs }, now),
      ]),
    ) as Record<Limited, Allowance>
  const allowances = { 1: allowancesOf(1), 10: allowancesOf(10) }

  const takeFor = (name: Limited, counted: Counted[], cost = 1) => {
    const waitMs = Math.max(0, ...counted.map(({ key, times }) => allowances[times][name].waitMs(key, cost)))
    for (const { key, times } of counted) allowances[times][name].use(key, waitMs > 0 ? 0 : cost)
    if (waitMs > 0) throw new ProblemError('too-many-requests', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
  }
  return {
    take: (name, c) => takeFor(name, find(c)),
    takePeople: (c, slug, count) => {
      takeFor('people', find(c), count)
      takeFor('people-of-training', [{ key: slug, times: 1 }], count)
    },
    each: (name) => async (c, next) => {
      const counted = find(c)
      takeFor(name, counted)
      await next()
      if (c.res.status !== 404) return
      for (const { key, times } of counted) allowances[times][name].use(key, -1)
      takeFor('wrong-links', counted)
    },
  }
}

type Allowance = ReturnType<typeof createAllowance>

/**
 * Tells how many milliseconds somebody has to wait before they may go on, 0 if not at all. Of each it keeps one number,
 * the instant at which all that they have used will have come back (the “generic cell rate algorithm”).
 */
function createAllowance({ count, windowMs }: { count: number; windowMs: number }, now: () => Date) {
  const eachMs = Math.floor(windowMs / count)
  let fresh = new Map<string, number>()
  let stale = fresh
  let turnsAt = 0
  // Not later than at the end of a window: the clock may have been set back.
  const backAt = (key: string, at: number) =>
    Math.max(at, Math.min(fresh.get(key) ?? stale.get(key) ?? at, at + windowMs))
  return {
    /** What costs more than there ever is takes all there is. */
    waitMs(key: string, cost: number): number {
      const at = now().getTime()
      return Math.max(0, backAt(key, at) + Math.min(cost, count) * eachMs - at - windowMs)
    },
    /** Gives it back where the cost is negative. */
    use(key: string, cost: number): void {
      const at = now().getTime()
      const before = backAt(key, at)
      // Who was not here for a window has everything back.
      if (at >= turnsAt || fresh.size >= mostAddresses) {
        stale = fresh
        fresh = new Map()
        turnsAt = at + windowMs
      }
      fresh.set(key, Math.max(at, Math.min(before + cost * eachMs, at + windowMs)))
    },
  }
}
