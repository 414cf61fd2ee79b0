import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { secretFor } from '../access/secret-for.ts'
import type { System } from '../system.ts'

/** For how long an address says what was done: a bookmark does not say it forever. */
const saidMs = 10 * 60_000

type Sealing = Pick<System, 'authSecret' | 'now'>

/**
 * Returns the part of an address that says what was done on the page of a link. Visitors keep
 * nothing on their device for it, so it is sealed instead. It is the same for everyone: what differs
 * from person to person could tell who is registered.
 */
export function sealNotice(system: Sealing, done: string): { done: string; seal: string } {
  const until = (system.now().getTime() + saidMs).toString(36)
  return { done, seal: `${until}-${markOf(system, done, until)}` }
}

/** Returns what an address says was done, if it was led to a moment ago. */
export function readNotice(system: Sealing, c: Context): string | undefined {
  const { done, seal = '' } = c.req.query()
  const [, until = '', mark = ''] = /^([\da-z]{1,12})-([\w-]{43})$/.exec(seal) ?? []
  if (done === undefined || Number.parseInt(until, 36) < system.now().getTime()) return undefined
  const [given, right] = [Buffer.from(mark), Buffer.from(markOf(system, done, until))]
  return given.length === right.length && timingSafeEqual(given, right) ? done : undefined
}

const markOf = ({ authSecret }: Pick<System, 'authSecret'>, done: string, until: string) =>
  createHmac('sha256', secretFor(authSecret, 'notices of visitors'))
    .update(JSON.stringify([done, until]))
    .digest('base64url')
