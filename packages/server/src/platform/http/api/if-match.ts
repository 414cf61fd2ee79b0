import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { ProblemError } from '../../problem.ts'

/**
 * Two organizers who read the same and then write must not undo each other's work. Answers carry a
 * tag of what organizers can change, and a request that names an older tag changes nothing. Seats
 * taken and other counts are not part of a tag: otherwise every sign-up would make it stale.
 */

/** Returns the `ETag` of something that organizers can change. Forms carry it in a field. */
export const tagOf = (content: object): string =>
  `"${createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22)}"`

/** Returns the answer, and sets its `ETag`. `content` is the part that organizers can change. */
export function withTag<Answer extends object>(c: Context, answer: Answer, content: object = answer): Answer {
  c.header('ETag', tagOf(content))
  return answer
}

/**
 * Refuses a request whose `If-Match` names an older version. Call it under the lock that the change
 * needs anyway.
 * @throws {ProblemError} `precondition-failed`
 */
export function refuseStale(c: Context, present: object): void {
  const given = c.req.header('if-match')
  if (given !== undefined && !isMatch(given, tagOf(present))) throw new ProblemError('precondition-failed')
}

/**
 * Does the same for a request that replaces a whole object: without `If-Match` it could undo what
 * it has never seen.
 * @throws {ProblemError} `precondition-required`, `precondition-failed`
 */
export function requireMatch(c: Context, present: object): void {
  if (c.req.header('if-match') === undefined) throw new ProblemError('precondition-required')
  refuseStale(c, present)
}

// A proxy that compresses adds `W/`. The tag is of the content, so it still means the same version.
const isMatch = (given: string, tag: string) =>
  given.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag)
