/**
 * Lengths are in Unicode code points, sizes in bytes. This file imports nothing, so that browsers
 * can load it alone.
 */
export const limits = {
  name: 100,
  /** RFC 5321's path limit of 256 less its angle brackets. */
  email: 254,
  phone: 40,
  agency: 200,
  /** How many agencies a form offers while one types. */
  agencies: 100,
  license: 60,
  needs: 1000,
  answer: 2000,
  /** Why a supervisor says no. */
  reason: 500,
  people: 50,
  bodyBytes: 64 * 1024,
  idempotencyKey: { min: 16, max: 128 },
  /** People take longer than this to fill in the form. The server refuses faster sign-ups. */
  minimumFillMs: 2000,
} as const
