import type { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Problem, ProblemFault } from '@training-signup/contract'
import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { classify } from '../db/failures.ts'
import { isRepeatable, ProblemError, type ProblemName } from '../problem.ts'
import type { System } from '../system.ts'
import { logFailure } from './log-failure.ts'

export const problemType = 'application/problem+json; charset=utf-8'
export const busyRetrySeconds = 2

export function problemResponse(problem: Problem, retryAfterSeconds = busyRetrySeconds): Response {
  const headers = new Headers({
    'Content-Type': problemType,
    'Cache-Control': 'no-store',
  })
  if (problem.status === 503 || problem.status === 429) headers.set('Retry-After', String(retryAfterSeconds))
  if (problem.status === 415) headers.set('Accept-Encoding', 'identity')
  if (problem.status === 401) headers.set('WWW-Authenticate', 'Bearer')
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

/**
 * Answers a request that no route takes: 405 where its address takes other methods, or else 404.
 */
export function answerUnrouted({ router }: Pick<OpenAPIHono, 'router'>): NotFoundHandler {
  const takes = (method: string, path: string) =>
    // Middleware is mounted for every method, which the router calls ALL.
    router.match(method, path)[0].some(([[, route]]) => route.method === method)
  return (c) => {
    const allowed = takes(c.req.method, c.req.path) ? [] : methods.filter((method) => takes(method, c.req.path))
    if (allowed.length === 0) return problemResponse(new ProblemError('not-found').problem)
    const response = problemResponse(new ProblemError('method-not-allowed').problem)
    response.headers.set('Allow', allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method)).join(', '))
    return response
  }
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Turns every error into a response, except for pages, which show their own. */
export const answerError =
  (system: System): ErrorHandler =>
  (error, c) => {
    const { problem, retryAfterSeconds } = refusalOf(system, c, error)
    return problemResponse(problem, retryAfterSeconds)
  }

/**
 * Sets `Retry-After` on a page that shows a refusal. `problemResponse` sets it by the status
 * instead.
 */
export function setRetryAfter(c: Context, { retryAfterSeconds }: ProblemError) {
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds))
}

/**
 * Returns the refusal that the client sees. Logs errors that are not refusals, and never shows
 * them.
 */
export function refusalOf(system: System, c: Context, error: unknown): ProblemError {
  const refusal = asRefusal(error)
  if (refusal.problem.status >= 500)
    logFailure(system.log, error, { method: c.req.method, route: c.req.routePath }, 'a request failed')
  return refusal
}

function asRefusal(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof HTTPException) return new ProblemError(nameOf(error.status))
  const failure = classify(error)
  return new ProblemError(failure === 'retry' || failure === 'unavailable' ? 'busy' : 'internal', { cause: error })
}

function nameOf(status: number): ProblemName {
  if (status === 413) return 'too-large'
  if (status === 415) return 'unsupported-media-type'
  return status < 500 ? 'malformed' : 'internal'
}

/** What a route's validation passes to its hook. */
export interface Validated {
  success: boolean
  target: string
  error?: z.core.$ZodError
}

/**
 * Turns zod's issues into one refusal, without echoing input. Faults have JSON pointers into a
 * body, or else names of parameters, and our own codes, which stay the same when zod's change.
 */
export function refuseInvalid(error: z.core.$ZodError, name: ProblemName, target = 'json'): ProblemError {
  const pointerOf = (path: PropertyKey[]) => (target === 'json' ? jsonPointer(path) : path.join('.'))
  return new ProblemError(name, { errors: error.issues.flatMap((issue) => faultsOf(issue, pointerOf)) })
}

const jsonPointer = (path: PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const mostKeys = 20

function faultsOf(issue: z.core.$ZodIssue, pointerOf: (path: PropertyKey[]) => string): ProblemFault[] {
  if (issue.code === 'unrecognized_keys') {
    const paths = issue.keys.map((key) => pointerOf(isRepeatable(key) ? [...issue.path, key] : issue.path))
    return [...new Set(paths)].slice(0, mostKeys).map((pointer) => ({
      pointer,
      code: 'unknown',
      message: 'There is no such member.',
    }))
  }
  const isMissing = issue.code === 'invalid_type' && issue.message.includes('received undefined')
  const message = isMissing
    ? 'This is missing.'
    : issue.code === 'invalid_type'
      ? `Expected ${issue.expected}.`
      : issue.message
  return [{ pointer: pointerOf(issue.path), code: isMissing ? 'required' : (codes[issue.code] ?? 'format'), message }]
}

const codes: Partial<Record<z.core.$ZodIssue['code'], string>> = {
  invalid_type: 'wrong-type',
  invalid_union: 'wrong-type',
  invalid_value: 'not-an-option',
  too_big: 'too-large',
  too_small: 'too-small',
}

/** Refuses invalid parameters and organizers' bodies, for routes that validate with zod-openapi. */
export const refuseInvalidInput = ({ success, error, target }: Validated): void => {
  if (!success && error) throw refuseInvalid(error, 'invalid-input', target)
}
