import { ProblemError } from '../../problem.ts'
import { type Limited, limited } from '../../rate-limits.ts'
import type { Counted } from './visitor-address.ts'

// Per kind of limit: addresses or trainings. With the window before, there are up to twice as many.
const mostKeys = 10_000

export type Allowances = ReturnType<typeof createAllowances>

/** Creates the allowances of every limit. They count uses by key, in this process's memory. */
export function createAllowances(counts: Partial<Record<Limited, number>>, now: () => Date) {
  const allowancesOf = (times: number) =>
    Object.fromEntries(
      Object.entries(limited).map(([name, { count, windowMs }]) => [
        name,
        createAllowance({ count: (counts[name as Limited] ?? count) * times, windowMs }, now),
      ]),
    ) as Record<Limited, ReturnType<typeof createAllowance>>
  const allowances = { 1: allowancesOf(1), 10: allowancesOf(10) }

  /** Returns how many milliseconds to wait, 0 if not at all. */
  const waitFor = (name: Limited, counted: Counted[], cost = 1) =>
    Math.max(0, ...counted.map(({ key, times }) => allowances[times][name].waitMs(key, cost)))
  /** A negative cost gives back. */
  const use = (name: Limited, counted: Counted[], cost: number) => {
    for (const { key, times } of counted) allowances[times][name].use(key, cost)
  }
  /** @throws {ProblemError} `too-many-requests` */
  const refuseOver = (name: Limited, counted: Counted[], cost = 1) => {
    const waitMs = waitFor(name, counted, cost)
    if (waitMs === 0) return
    // Those who keep asking are not forgotten.
    use(name, counted, 0)
    throw new ProblemError('too-many-requests', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
  }
  /** @throws {ProblemError} `too-many-requests` */
  const takeFor = (name: Limited, counted: Counted[], cost = 1) => {
    refuseOver(name, counted, cost)
    use(name, counted, cost)
  }
  return { waitFor, use, refuseOver, takeFor }
}

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
    /** A cost above the whole allowance counts as the whole allowance. */
    waitMs(key: string, cost: number): number {
      const at = now().getTime()
      return Math.max(0, backAt(key, at) + Math.min(cost, count) * eachMs - at - windowMs)
    },
    /** A negative cost gives back what the same positive cost took. */
    use(key: string, cost: number): void {
      const at = now().getTime()
      const before = backAt(key, at)
      // A key that was unused for a whole window has its full allowance again.
      if (at >= rotatesAt || fresh.size >= mostKeys) {
        stale = fresh
        fresh = new Map()
        rotatesAt = at + windowMs
      }
      fresh.set(key, Math.max(at, Math.min(before + Math.max(-count, Math.min(cost, count)) * eachMs, at + windowMs)))
    },
  }
}
