import type { Context, MiddlewareHandler } from 'hono'
import { inShare } from '../../db/connection-queue.ts'
import type { System } from '../../system.ts'
import { readText } from './limit-body.ts'

const usualStepMs = 25

/**
 * Delays responses to 25, 50, 75 … milliseconds after their request was read. Otherwise the duration
 * of the work would reveal who is already registered. Choose steps that are longer than the work.
 * These are the requests in which visitors register, so they come first when the database is asked.
 * A refusal leaves then, too: it is written afterward, from nothing but what it refuses.
 */
export function createGrid({ steadyClock }: Pick<System, 'steadyClock'>, { stepMs = usualStepMs } = {}) {
  return async <Result>(c: Context, work: (body: string) => Promise<Result>): Promise<Result> => {
    // Otherwise a sender could shift the steps by holding the body back.
    const body = await readText(c)
    const arrived = steadyClock.now()
    try {
      return await inShare('sign-ups', () => work(body))
    } finally {
      const steps = Math.floor((steadyClock.now() - arrived) / stepMs) + 1
      await steadyClock.until(arrived + steps * stepMs)
    }
  }
}

/** The same around the handler of a page, and around the page that shows its refusal. */
export function answerOnGrid(...settings: Parameters<typeof createGrid>): MiddlewareHandler {
  const onGrid = createGrid(...settings)
  return (c, next) => onGrid(c, next)
}
