import type { Parts } from '../deps.ts'

const firstPauseMs = 60_000
const longestPauseMs = 6 * 60 * 60_000

/** With the pauses between them the last of so many tries is three days after the first. */
export const mostTries = 21

/** When to try again what was tried `attempts` times. Jitter keeps those that failed together from coming back together. */
export function nextTry({ now, randomBytes }: Pick<Parts, 'now' | 'randomBytes'>, attempts: number): string {
  const pauseMs = Math.min(firstPauseMs * 2 ** (attempts - 1), longestPauseMs)
  const jitter = (randomBytes(1)[0] ?? 0) / 255
  return new Date(now().getTime() + pauseMs * (1 + jitter / 5)).toISOString()
}

/** Why something failed, as a code: messages of other servers quote what they were sent. */
export function reasonOf(error: unknown): string {
  const { responseCode, code } = error as { responseCode?: number; code?: string }
  return String(responseCode ?? code ?? (error instanceof Error ? error.name : 'unknown'))
}
