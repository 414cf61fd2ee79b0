import { z } from '@hono/zod-openapi'
import type { Problem, ProblemFault } from '@training-signup/contract'
import { Problem as ProblemSchema } from '@training-signup/contract'
import type { Context, ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { classify } from './db/failures.ts'
import type { Deps } from './deps.ts'
import { ProblemError, type ProblemName } from './problem.ts'

const problemType = 'application/problem+json; charset=utf-8'
const busyRetrySeconds = 2

export function problemResponse(problem: Problem): Response {
  const headers = new Headers({
    'Content-Type': problemType,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  if (problem.status === 503 || problem.status === 429) headers.set('Retry-After', String(busyRetrySeconds))
  if (problem.status === 401) headers.set('WWW-Authenticate', 'Bearer')
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

/** The one door by which every error leaves. What is not a refusal is logged, never shown. */
export const answerError =
  (deps: Deps): ErrorHandler =>
  (error, c) => {
    const refusal = asRefusal(error)
    if (refusal.problem.status >= 500)
      logFault(deps, c, refusal.problemName === 'internal' ? error : (refusal.cause ?? error))
    return problemResponse(refusal.problem)
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

// Messages of databases quote values, so only the kind of error, its code and where it was thrown are logged.
function logFault(deps: Deps, c: Context, error: unknown) {
  const { name = 'unknown', stack = '' } = error instanceof Error ? error : {}
  const code = error instanceof Error && ('errcode' in error ? error.errcode : 'code' in error ? error.code : undefined)
  const at = stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim())
  deps.log.error({ method: c.req.method, route: c.req.routePath, error: name, code, at }, 'a request failed')
}

/** Turns what zod found into one refusal with JSON pointers, without echoing what was sent. */
export function refuseInvalid(error: z.core.$ZodError, name: ProblemName): ProblemError {
  return new ProblemError(name, { errors: error.issues.flatMap(faultsOf) })
}

function faultsOf(issue: z.core.$ZodIssue): ProblemFault[] {
  const pointer = `/${issue.path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, 20).map((key) => ({
      pointer: `${pointer === '/' ? '' : pointer}/${key.slice(0, 60)}`,
      code: 'unknown',
      message: 'There is no such member.',
    }))
  return [{ pointer: pointer === '/' ? '' : pointer, code: issue.code, message: messageOf(issue) }]
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type')
    return issue.message.includes('received undefined') ? 'This is missing.' : `Expected ${issue.expected}.`
  return issue.message
}

/** For routes that validate with zod-openapi: parameters and organizers' bodies. */
export const refuseInvalidInput = (result: { success: boolean; error?: z.core.$ZodError }): void => {
  if (!result.success && result.error) throw refuseInvalid(result.error, 'invalid-input')
}

/** A refusal, for a route's description. */
export const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemSchema } },
})
