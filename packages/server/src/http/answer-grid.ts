import type { MiddlewareHandler } from 'hono'
import type { Parts } from '../deps.ts'

const usualStepMs = 5

/**
 * Lets an answer leave 5, 10, 15 … milliseconds after its request was read. How long the work took would tell who is
 * registered already. Choose steps that are longer than the work.
 */
export function answerOnGrid(
  { steadyClock }: Pick<Parts, 'steadyClock'>,
  { stepMs = usualStepMs } = {},
): MiddlewareHandler {
  return async (c, next) => {
    // Otherwise a sender could move the steps by holding the body back. The handler reads it again, and answers what is wrong.
    await c.req.text().catch(() => '')
    const arrived = steadyClock.now()
    await next()
    const steps = Math.floor((steadyClock.now() - arrived) / stepMs) + 1
    await steadyClock.until(arrived + steps * stepMs)
  }
}
