import type { Language, Problem } from '@training-signup/contract'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/**
 * Every refusal of the server and its HTTP status. Its title and its meaning are among the words,
 * under `problem.{name}`.
 */
export const problems = {
  malformed: 400,
  unauthorized: 401,
  'coordinators-off': 403,
  forbidden: 403,
  'not-confirmed': 403,
  'origin-not-allowed': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'request-timeout': 408,
  'address-taken': 409,
  'already-registered': 409,
  'codes-paused': 409,
  'has-registrations': 409,
  'in-use': 409,
  'last-owner': 409,
  'no-seat-free': 409,
  'not-correctable': 409,
  'registration-closed': 409,
  'registration-not-open': 409,
  'rotation-open': 409,
  'slug-taken': 409,
  'training-cancelled': 409,
  'training-full': 409,
  'verification-over': 409,
  'webhook-off': 409,
  'wrong-status': 409,
  'training-withdrawn': 410,
  'precondition-failed': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'code-used-up': 422,
  'invalid-answers': 422,
  'invalid-input': 422,
  'key-reused': 422,
  'person-twice': 422,
  'wrong-code': 422,
  'precondition-required': 428,
  'too-many-codes': 429,
  'too-many-requests': 429,
  'headers-too-large': 431,
  internal: 500,
  busy: 503,
} as const satisfies Record<string, ContentfulStatusCode>
export type ProblemName = keyof typeof problems

/**
 * Returns whether a response can name this unknown key: only if it looks like one of ours. Any
 * other can hold what a person typed, and no response repeats that.
 */
export const isRepeatable = (key: string) => /^\w{1,40}$/.test(key)

interface Refusal extends Pick<Problem, 'detail' | 'errors' | 'instead'> {
  cause?: unknown
  retryAfterSeconds?: number
  /** The language of its sentences, where the request does not name it. */
  lang?: Language | undefined
}

/** A refusal, thrown at any depth. One handler turns it into `application/problem+json`. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  readonly problem: Omit<Problem, 'title'>
  readonly problemName: ProblemName
  /** When to try again, if the server can say. */
  readonly retryAfterSeconds: number | undefined
  readonly lang: Language | undefined
  constructor(problemName: ProblemName, { cause, retryAfterSeconds, lang, ...more }: Refusal = {}) {
    super(problemName, { cause })
    this.problemName = problemName
    this.retryAfterSeconds = retryAfterSeconds
    this.lang = lang
    this.problem = { type: `/problems/${problemName}`, status: problems[problemName], ...more }
  }
}

/** Returns whether something that was thrown is this refusal. */
export const isProblem = (error: unknown, ...names: ProblemName[]): error is ProblemError =>
  error instanceof ProblemError && names.includes(error.problemName)
