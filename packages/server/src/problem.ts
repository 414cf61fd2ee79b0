import type { Problem, ProblemFault } from '@training-signup/contract'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/**
 * Every refusal of the server: its HTTP status and its text for developers. Visitors read `words`
 * instead.
 */
export const problems = {
  malformed: [400, 'The request could not be read'],
  unauthorized: [401, 'A valid bearer token is needed'],
  'not-eligible': [403, 'This training is for another audience'],
  'origin-not-allowed': [403, 'Sign-ups from this origin are not accepted'],
  'not-found': [404, 'There is nothing here'],
  'method-not-allowed': [405, 'This address does not take this method'],
  'request-timeout': [408, 'The request took too long to arrive'],
  'already-registered': [409, 'This person is registered for this training already'],
  'has-registrations': [409, 'A training with registrations cannot be deleted; withdraw it instead'],
  'in-use': [409, 'Trainings name this partner as a sponsor; take it off them first'],
  'no-seat-free': [409, 'No seat is free for this; raise the capacity or cancel a registration first'],
  'registration-closed': [409, 'Registration is closed'],
  'registration-not-open': [409, 'Registration is not open yet'],
  'rotation-open': [409, 'The last rotation of the secret is not finished; finish it first'],
  'slug-taken': [409, 'This slug is taken'],
  'training-cancelled': [409, 'This training has been canceled'],
  'training-full': [409, 'This training is full'],
  'verification-over': [409, 'The time to verify this sign-up is over; sign up again'],
  'webhook-off': [409, 'The webhook is off; turn it on first'],
  'wrong-status': [409, 'It is not in a status that allows this'],
  'training-withdrawn': [410, 'This training is no longer offered'],
  'precondition-failed': [412, 'It has changed since you read it; read it again and repeat your change'],
  'too-large': [413, 'The request is too large'],
  'unsupported-media-type': [415, 'Send application/json'],
  'code-used-up': [422, 'The code was typed wrongly too often; ask for a new one'],
  'invalid-answers': [422, 'Some answers need attention'],
  'invalid-input': [422, 'Some values need attention'],
  'key-reused': [422, 'This Idempotency-Key was used for another request'],
  'person-twice': [422, 'The same person is listed twice'],
  'wrong-code': [422, 'The code is wrong or too old'],
  'precondition-required': [428, 'Send the ETag that you read as If-Match, so that no change of others is lost'],
  'too-many-codes': [429, 'A code was sent already; ask again later'],
  'too-many-requests': [429, 'Too many requests; try again later'],
  'headers-too-large': [431, 'The headers of the request are too large'],
  internal: [500, 'Something went wrong on the server'],
  busy: [503, 'The server is busy; try again in a moment'],
} as const satisfies Record<string, [ContentfulStatusCode, string]>
export type ProblemName = keyof typeof problems

/**
 * Returns whether a response can name this unknown key: only if it looks like one of ours. Any
 * other can hold what a person typed, and no response repeats that.
 */
export const isRepeatable = (key: string) => /^\w{1,40}$/.test(key)

/** A refusal, thrown at any depth. One handler turns it into `application/problem+json`. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  readonly problem: Problem
  readonly problemName: ProblemName
  /** When to try again, if the server can say. */
  readonly retryAfterSeconds: number | undefined
  constructor(
    problemName: ProblemName,
    {
      cause,
      retryAfterSeconds,
      ...more
    }: { detail?: string; errors?: ProblemFault[]; cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    const [status, title] = problems[problemName]
    super(title, { cause })
    this.problemName = problemName
    this.retryAfterSeconds = retryAfterSeconds
    this.problem = { type: `/problems/${problemName}`, title, status, ...more }
  }
}
