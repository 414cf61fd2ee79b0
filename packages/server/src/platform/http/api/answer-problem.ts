import type { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Language, Problem } from '@training-signup/contract'
import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { say } from '../../../words/index.ts'
import { classify } from '../../db/failures.ts'
import { currentRequest } from '../../ops/current-request.ts'
import { logFailure } from '../../ops/log-failure.ts'
import { ProblemError, type ProblemName } from '../../problem.ts'
import type { System } from '../../system.ts'
import { HungUpError } from '../map-in-turns.ts'
import { requestLanguage } from '../request-language.ts'
import { faultsOf } from './faults.ts'

export const problemType = 'application/problem+json; charset=utf-8'
export const busyRetrySeconds = 2

/** Returns the refusal as `application/problem+json`, with its title in a language. */
function problemResponse(refusal: ProblemError, lang: Language): Response {
  const { problem, retryAfterSeconds } = refusal
  const headers = new Headers({
    'Content-Type': problemType,
    'Content-Language': lang,
    'Cache-Control': 'no-store',
  })
  if (problem.status === 503 || problem.status === 429)
    headers.set('Retry-After', String(retryAfterSeconds ?? busyRetrySeconds))
  if (problem.status === 415) headers.set('Accept-Encoding', 'identity')
  if (problem.status === 401) headers.set('WWW-Authenticate', 'Bearer')
  return new Response(problemBody(refusal, lang), { status: problem.status, headers })
}

/** Returns the body of a refusal, with its title in a language. */
export function problemBody({ problem: { type, ...more }, problemName }: ProblemError, lang: Language): string {
  const requestId = currentRequest()?.id
  return JSON.stringify({ type, title: say(lang, `problem.${problemName}`), ...more, requestId } satisfies Problem)
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
    if (allowed.length === 0) return problemResponse(new ProblemError('not-found'), requestLanguage(c))
    const response = problemResponse(new ProblemError('method-not-allowed'), requestLanguage(c))
    response.headers.set('Allow', allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method)).join(', '))
    return response
  }
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Turns every error into a response, except for pages, which show their own. */
export const answerError =
  (system: System): ErrorHandler =>
  (error, c) => {
    const refusal = refusalOf(system, c, error)
    return problemResponse(refusal, refusal.lang ?? requestLanguage(c))
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
  if (refusal.problem.status >= 500 && !(error instanceof HungUpError))
    logFailure(system.log, error, { method: c.req.method, route: c.req.routePath }, 'a request failed')
  return refusal
}

function asRefusal(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof HTTPException) return new ProblemError(nameOf(error.status))
  const failure = classify(error)
  if (failure === 'malformed') return new ProblemError('malformed', { cause: error })
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
  data?: unknown
  error?: z.core.$ZodError
}

/** Refuses input whose shape is wrong, with its place, a code, and a sentence for each fault. */
export function refuseInvalid(
  c: Context,
  { issues }: z.core.$ZodError,
  input: unknown,
  { isBody = true } = {},
): ProblemError {
  const lang = requestLanguage(c)
  return new ProblemError('invalid-input', { lang, errors: faultsOf(issues, { input, isBody, lang }) })
}

/**
 * Refuses parameters and bodies that break their schema, for routes that validate with zod-openapi.
 */
export const refuseInvalidInput = ({ success, error, target, data }: Validated, c: Context): void => {
  if (!success && error) throw refuseInvalid(c, error, data, { isBody: target === 'json' })
}
