/** Lengths are in Unicode code points, sizes in bytes. Imports nothing, so that the browser can take it alone. */
export const limits = {
  name: 100,
  /** RFC 5321's path limit of 256 less its angle brackets. */
  email: 254,
  phone: 40,
  agency: 200,
  needs: 1000,
  answer: 2000,
  people: 50,
  bodyBytes: 64 * 1024,
  idempotencyKey: { min: 16, max: 128 },
  /** A person needs longer than this to fill in the form; the server refuses what comes faster. */
  minimumFillMs: 2000,
} as const
