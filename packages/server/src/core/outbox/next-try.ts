import type { System } from '../../platform/system.ts'

const firstPauseMs = 60_000
const longestPauseMs = 6 * 60 * 60_000

/** With the pauses between them, the last try comes three days after the first. */
export const mostTries = 21

/** Returns when to try again after so many tries. Jitter spreads out those that failed together. */
export function nextTry({ now, randomBytes }: Pick<System, 'now' | 'randomBytes'>, tries: number): string {
  const pauseMs = Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs)
  const jitter = (randomBytes(1)[0] ?? 0) / 255
  return new Date(now().getTime() + pauseMs * (1 + jitter / 5)).toISOString()
}

/**
 * Returns the reason for a failure as a code, because messages of other servers quote what they
 * received.
 */
export function reasonOf(error: unknown): string {
  const { responseCode, code } = error as { responseCode?: number; code?: string }
  return String(responseCode ?? code ?? (error instanceof Error ? error.name : 'unknown'))
}
