import type { Logger } from 'pino'
import { classify } from '../db/failures.ts'
import { RelayFailed } from '../outgoing-mail.ts'
import { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'

const quietMs = 60_000
const calmMs = 10_000

/** When each log last named each cause. */
const loggedAt = new WeakMap<Logger, Map<unknown, number>>()
/** What a log has said about its database since that last worked, and when that last failed. */
const outages = new WeakMap<Logger, { causes: Set<unknown>; failedAt: number }>()

/**
 * Logs a failure by the kind of error, its code, and where it was thrown, because messages of
 * databases quote values. While the database cannot be used, for example because its disk is full,
 * everything fails for one reason, and one line a minute says so.
 */
export function logFailure(log: Logger, error: unknown, details: object, message: string): void {
  const cause = error instanceof ProblemError ? (error.cause ?? error) : error
  const { name = 'unknown', stack = '' } = cause instanceof Error ? cause : {}
  const code = codeOf(cause)
  if (isOfDatabase(error, cause)) {
    noteOutage(log, code)
    if (claimLine(log, code))
      log.error({ error: name, code }, 'can’t use the database; logged once a minute until it works again')
    return
  }
  const at = stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim())
  log.error({ ...details, error: name, code, at }, message)
}

/** Claims the one line a minute that a log has for a cause. Returns whether it was still free. */
export function claimLine(log: Logger, cause: unknown): boolean {
  const causes = loggedAt.get(log) ?? new Map<unknown, number>()
  loggedAt.set(log, causes)
  const now = performance.now()
  if (now - (causes.get(cause) ?? Number.NEGATIVE_INFINITY) < quietMs) return false
  causes.set(cause, now)
  return true
}

function noteOutage(log: Logger, cause: unknown): void {
  const causes = outages.get(log)?.causes ?? new Set()
  outages.set(log, { causes: causes.add(cause), failedAt: performance.now() })
}

/**
 * Says that the database works again: it has just taken a write, and has failed no one for a while.
 * What fails after that is logged again right away.
 */
export async function sayIfRecovered({ log, db, now }: Pick<System, 'log' | 'db' | 'now'>): Promise<void> {
  const outage = outages.get(log)
  if (!outage || performance.now() - outage.failedAt < calmMs) return
  await db.beat(now().toISOString())
  if (outages.get(log) !== outage) return
  outages.delete(log)
  for (const cause of outage.causes) loggedAt.get(log)?.delete(cause)
  log.info('the database works again')
}

/** Returns the database's own code. */
function codeOf(cause: unknown) {
  if (!(cause instanceof Error)) return undefined
  if ('errcode' in cause) return cause.errcode
  return 'code' in cause ? cause.code : undefined
}

function isOfDatabase(error: unknown, cause: unknown): boolean {
  if (error instanceof ProblemError) return error.problemName === 'busy'
  if (isOfMail(cause)) return false
  const failure = classify(cause)
  return failure === 'retry' || failure === 'unavailable'
}

// The network fails to a mail server with the same codes. The library of emails names the command that failed.
const isOfMail = (cause: unknown): boolean =>
  cause instanceof RelayFailed || (cause instanceof Error && 'command' in cause)
