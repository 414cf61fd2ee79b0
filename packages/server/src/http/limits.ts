import type { Context, MiddlewareHandler } from 'hono'
import { ProblemError } from '../problem.ts'
import { type Limited, limited } from '../rate-limits.ts'
import { type Counted, createFinder, type ProxyOptions } from './visitor-address.ts'

// Per kind of limit. With the window before, there are up to twice as many.
const mostAddresses = 10_000

/**
 * Limits per address. They are kept in this process's memory, written nowhere, and soon forgotten.
 */
export interface Limits {
  /**
   * Counts an action before it happens.
   * @throws {ProblemError} `too-many-requests`
   */
  take: (name: Limited, c: Context) => void
  /**
   * Counts people before they are signed up for a training.
   * @throws {ProblemError} `too-many-requests`
   */
  takePeople: (c: Context, slug: string, count: number) => void
  /**
   * Counts each request of a route. Responses with 404 count separately, so that a person who
   * guesses links does not block others at the same address who have the right ones.
   */
  each: (name: Limited) => MiddlewareHandler
}

export interface LimitsOptions extends ProxyOptions {
  /** Overrides of the default counts. Undefined turns all limits off. */
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
    ) as Record<Limited, Release>
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

type Release = ReturnType<typeof createAllowance>

/**
 * Computes how many milliseconds to wait, 0 if not at all. Per key it stores one number, the
 * instant when everything used will have come back (the “generic cell rate algorithm”).
 */
function createAllowance({ count, windowMs }: { count: number; windowMs: number }, now: () => Date) {
  const eachMs = Math.floor(windowMs / count)
  let fresh = new Map<string, number>()
  let stale = fresh
  let rotatesAt = 0
  // At most the end of a window, because the clock may have been set back.
  const backAt = (key: string, at: number) =>
    Math.max(at, Math.min(fresh.get(key) ?? stale.get(key) ?? at, at + windowMs))
  return {
    /** A cost above the whole allowance counts as all of it. */
    waitMs(key: string, cost: number): number {
      const at = now().getTime()
      return Math.max(0, backAt(key, at) + Math.min(cost, count) * eachMs - at - windowMs)
    },
    /** A negative cost gives back. */
    use(key: string, cost: number): void {
      const at = now().getTime()
      const before = backAt(key, at)
      // A key that was unused for a whole window has its full allowance again.
      if (at >= rotatesAt || fresh.size >= mostAddresses) {
        stale = fresh
        fresh = new Map()
        rotatesAt = at + windowMs
      }
      fresh.set(key, Math.max(at, Math.min(before + cost * eachMs, at + windowMs)))
    },
  }
}
