import type { MiddlewareHandler } from 'hono'
import { inShare } from '../db/connection-queue.ts'
import type { System } from '../system.ts'

const usualStepMs = 5

/**
 * Delays responses to 5, 10, 15 … milliseconds after their request was read. Otherwise the duration
 * of the work would reveal who is already registered. Choose steps that are longer than the work.
 * These are the requests in which visitors register, so they come first when the database is asked.
 */
export function answerOnGrid(
  { steadyClock }: Pick<System, 'steadyClock'>,
  { stepMs = usualStepMs } = {},
): MiddlewareHandler {
  return async (c, next) => {
    // Otherwise a sender could shift the steps by holding the body back. Where it is limited, it has
    // been read; elsewhere the handler reads it again and reports errors.
    if (!('text' in c.req.bodyCache)) await c.req.text().catch(() => '')
    const arrived = steadyClock.now()
    await inShare('sign-ups', next)
    const steps = Math.floor((steadyClock.now() - arrived) / stepMs) + 1
    await steadyClock.until(arrived + steps * stepMs)
  }
}
