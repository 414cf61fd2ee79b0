import { OpenAPIHono, z } from '@hono/zod-openapi'
import { limits, RegistrationInput, RegistrationResult } from '@training-signup/contract'
import type { HonoRequest } from 'hono'
import type { App } from '../context.ts'
import { answerOnGrid } from '../http/answer-grid.ts'
import { refuseInvalid } from '../http/answer-problem.ts'
import { json, jsonBody, publicRoute } from '../http/api-route.ts'
import { publicResponse } from '../http/response-headers.ts'
import { ProblemError } from '../problem.ts'
import { hashRequest, registerForIds } from './register.ts'

const postRegistration = publicRoute({
  operationId: 'signUp',
  refusals: [
    'invalid-answers',
    'key-reused',
    'person-twice',
    'registration-closed',
    'registration-not-open',
    'training-cancelled',
    'training-full',
    'training-withdrawn',
  ],
  method: 'post',
  path: '/trainings/{slug}/registrations',
  tags: ['Public'],
  summary: 'Sign up for a training',
  description:
    'Answers 201 only once the registration is on disk. The answer does not tell whether someone was registered before: then nothing changes, and the organizer sees the attempt. With an Idempotency-Key a repeated request gets the first one’s answer for 24 hours.',
  request: {
    params: z.object({ slug: z.string().max(63) }),
    headers: z.object({
      'idempotency-key': z
        .string()
        .optional()
        .meta({ description: '16 to 128 of A–Z a–z 0–9 _ -, bare or in double quotes' }),
    }),
    body: jsonBody(RegistrationInput),
  },
  responses: {
    201: { description: 'Stored', content: json(RegistrationResult) },
  },
})

const key = new RegExp(`^("?)([A-Za-z0-9_-]{${limits.idempotencyKey.min},${limits.idempotencyKey.max}})\\1$`)

function readKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const found = key.exec(header)?.[2]
  if (found === undefined) {
    const message = `Use ${limits.idempotencyKey.min} to ${limits.idempotencyKey.max} of A–Z a–z 0–9 _ -.`
    throw new ProblemError('malformed', { errors: [{ pointer: 'Idempotency-Key', code: 'key', message }] })
  }
  return found
}

export function publicRegistrationRoutes(app: App) {
  const routes = new OpenAPIHono()
  routes.openAPIRegistry.registerPath(postRegistration)
  // The OpenAPI registry describes it, but it is parsed by hand: validators for each part of a
  // request cost more than the sign-up itself.
  routes.post('/trainings/:slug/registrations', answerOnGrid(app), async (c) => {
    app.limits.take('sign-ups', c)
    const { input, body } = await readInput(c.req)
    app.limits.takePeople(c, c.req.param('slug'), input.people.length)
    const idempotencyKey = readKey(c.req.header('idempotency-key'))
    const { answer } = await registerForIds(app, c.req.param('slug'), {
      input,
      idempotency: idempotencyKey === undefined ? undefined : { key: idempotencyKey, hash: hashRequest(body) },
      channel: 'embed',
      origin: readOrigin(c.req.header('origin')),
      lang: input.lang ?? 'en',
    })
    return publicResponse(answer, {
      status: 201,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Cache-Control': 'no-store',
      },
    })
  })
  return routes
}

async function readInput(request: HonoRequest): Promise<{ input: RegistrationInput; body: string }> {
  if (!isJson.test(request.header('content-type') ?? '')) throw new ProblemError('unsupported-media-type')
  // A broken connection and invalid JSON are the same: there is no request.
  const body = await request.text().catch(refuseMalformed)
  const parsed = RegistrationInput.safeParse(parse(body))
  if (!parsed.success) throw unreadable(parsed.error)
  return { input: parsed.data, body }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return refuseMalformed()
  }
}

function refuseMalformed(): never {
  throw new ProblemError('malformed')
}

const isJson = /^application\/json[\t ]*(;|$)/i

/** Returns the origin; null if the browser hides it or the header is not an origin. */
const readOrigin = (header: string | undefined) =>
  header !== undefined && header.length <= 300 && URL.parse(header)?.origin === header ? header : null

// Faults in answers are for the person to fix; any other shape is a bug in the script.
function unreadable(error: z.core.$ZodError): ProblemError {
  const isAboutPeople = error.issues.every(({ path }) => path[0] === 'people' || path[0] === 'coordinator')
  return refuseInvalid(error, isAboutPeople ? 'invalid-answers' : 'malformed')
}
