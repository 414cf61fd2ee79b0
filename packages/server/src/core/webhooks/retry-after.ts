const longestMs = 24 * 60 * 60_000

/**
 * Returns the instant of a `Retry-After` header, in seconds or as an HTTP date, but a day from now
 * at most; undefined if there is none or it cannot be read.
 */
export function readRetryAfter(header: string | undefined, now: Date): string | undefined {
  if (header === undefined) return undefined
  const instant = /^\d+$/.test(header) ? now.getTime() + Number(header) * 1000 : parseHttpDate(header)
  if (Number.isNaN(instant)) return undefined
  return new Date(Math.min(instant, now.getTime() + longestMs)).toISOString()
}

const parseHttpDate = (text: string): number => (text.endsWith(' GMT') ? Date.parse(text) : Number.NaN)
