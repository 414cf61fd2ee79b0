import type { Context, MiddlewareHandler } from 'hono'
import { isProblem } from '../../problem.ts'
import type { Limited } from '../../rate-limits.ts'
import { type Allowances, createAllowances } from './allowances.ts'
import { costOf } from './cost.ts'
import { type Counted, createFinder, type ProxyOptions } from './visitor-address.ts'

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
   * Counts an action for a key of its own or, with a request, for that key and the request's
   * address. Returns whether it may happen.
   */
  takeFor: (name: Limited, key: string, c?: Context) => boolean
  /**
   * Signs people up for a training by `run`, and counts them if they are stored. What others do
   * refuses no one: in a crowded training, only addresses that brought many themselves wait.
   * @throws {ProblemError} `too-many-requests`
   */
  signUp: <T extends { isNew: boolean }>(c: Context, people: People, run: () => Promise<T>) => Promise<T>
  /**
   * Tries a code by `run`. Where the address is unknown, counts it if it is wrong.
   * @throws {ProblemError} `too-many-requests`
   */
  tryCode: <T>(c: Context, run: () => Promise<T>) => Promise<T>
  /**
   * Counts each request of a route. Responses with 404 count separately, so that a person who
   * guesses links does not block others at the same address who have the right ones.
   */
  each: (name: Limited) => MiddlewareHandler
  /** Counts what the requests of a route cost. What was kept from an earlier one costs nothing. */
  eachByCost: (name: Limited) => MiddlewareHandler
}

interface People {
  slug: string
  count: number
}

export interface LimitsOptions extends ProxyOptions {
  /** Overrides of the default counts. Undefined turns all limits off. */
  rateLimits: Partial<Record<Limited, number>> | undefined
}

export function createLimits({ rateLimits, ...proxies }: LimitsOptions, now: () => Date): Limits {
  if (!rateLimits)
    return {
      take: () => {},
      takeFor: () => true,
      signUp: (_c, _people, run) => run(),
      tryCode: (_, run) => run(),
      each: () => (_, next) => next(),
      eachByCost: () => (_, next) => next(),
    }
  const find = createFinder(proxies)
  const allowances = createAllowances(rateLimits, now)
  const findFor = (name: Limited, c: Context) => {
    const found = find(c)
    return found.length > 0 ? found : (unknownVisitors[name] ?? [])
  }
  return {
    take: (name, c) => allowances.takeFor(name, findFor(name, c)),
    takeFor(name, key, c) {
      const counted: Counted[] = c
        ? findFor(name, c).map((one) => ({ ...one, key: `${key} ${one.key}` }))
        : [{ key, times: 1 }]
      const isAllowed = allowances.waitFor(name, counted) === 0
      if (isAllowed) allowances.use(name, counted, 1)
      return isAllowed
    },
    signUp: (c, people, run) => signUp(allowances, find(c), people, run),
    tryCode: (c, run) => (find(c).length > 0 ? run() : tryCode(allowances, findFor('codes', c), run)),
    eachByCost: (name) => countCost(allowances, name, find),
    each: (name) => async (c, next) => {
      const counted = find(c)
      allowances.takeFor(name, counted)
      await next()
      if (c.res.status !== 404) return
      allowances.use(name, counted, -1)
      allowances.takeFor('wrong-links', findFor('wrong-links', c))
    },
  }
}

const countCost =
  ({ takeFor, use }: Allowances, name: Limited, find: (c: Context) => Counted[]): MiddlewareHandler =>
  async (c, next) => {
    const counted = find(c)
    // Taken before, so that requests at the same time count each other.
    takeFor(name, counted)
    try {
      await next()
    } finally {
      use(name, counted, costOf(c) - 1)
    }
  }

/**
 * What visitors of unknown address share in this process. Right tokens and links never count, and
 * an email with a code has a link, too. Codes to sign in are counted for each address that is
 * typed; browsers in which someone has signed in before count apart.
 */
const unknownVisitors: Partial<Record<Limited, Counted[]>> = {
  'wrong-tokens': [{ key: 'unknown', times: 1 }],
  'wrong-links': [{ key: 'unknown', times: 10 }],
  codes: [{ key: 'unknown', times: 1 }],
  links: [{ key: 'unknown', times: 10 }],
  answers: [{ key: 'unknown', times: 10 }],
  'carried-forms': [{ key: 'unknown', times: 10 }],
  'sign-in-codes-here': [{ key: 'unknown', times: 1 }],
}

async function signUp<T extends { isNew: boolean }>(
  { waitFor, use, refuseOver, takeFor }: Allowances,
  counted: Counted[],
  { slug, count }: People,
  run: () => Promise<T>,
): Promise<T> {
  const training: Counted[] = [{ key: slug, times: 1 }]
  if (waitFor('people-of-training', training, count) > 0) refuseOver('people-when-crowded', counted, count)
  // Taken before, so that requests at the same time count each other.
  takeFor('people', counted, count)
  let isStored = false
  try {
    const outcome = await run()
    isStored = outcome.isNew
    return outcome
  } finally {
    if (isStored) {
      use('people-of-training', training, count)
      use('people-when-crowded', counted, count)
    } else use('people', counted, -count)
  }
}

async function tryCode<T>({ use, takeFor }: Allowances, counted: Counted[], run: () => Promise<T>): Promise<T> {
  takeFor('codes', counted)
  let isWrong = false
  try {
    return await run()
  } catch (error) {
    isWrong = isProblem(error, 'wrong-code')
    throw error
  } finally {
    if (!isWrong) use('codes', counted, -1)
  }
}
