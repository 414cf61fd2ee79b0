import { OpenAPIHono, z } from '@hono/zod-openapi'
import { RegistrationInput, RegistrationResult } from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { formatResult } from '../../core/seats/result.ts'
import { register } from '../../core/sign-up/register.ts'
import { requireTaking } from '../../core/sign-up/require-taking.ts'
import { refuseInvalid } from '../../platform/http/api/answer-problem.ts'
import { created, json, jsonBody, locationOf, publicRoute } from '../../platform/http/api/api-route.ts'
import { idempotencyHeader, readIdempotency } from '../../platform/http/api/idempotency-key.ts'
import { readJsonIn } from '../../platform/http/api/read-json.ts'
import { createGrid } from '../../platform/http/limits/answer-grid.ts'
import { publicResult } from '../../platform/http/response-headers.ts'
import type { ProblemError } from '../../platform/problem.ts'

const postRegistration = publicRoute({
  operationId: 'signUp',
  refusals: [
    'invalid-answers',
    'key-reused',
    'not-correctable',
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
  summary: 'Register for a training',
  description:
    'Returns 201 once the registration is on disk. The response is the same whether or not the person was already registered; if they were, nothing changes and the organizer sees the duplicate. With an Idempotency-Key, a request repeated byte for byte gets the first response again for 24 hours; the same key with different bytes is refused.',
  request: {
    params: z.object({ slug: z.string().max(63) }),
    headers: idempotencyHeader,
    body: jsonBody(RegistrationInput),
  },
  responses: {
    201: {
      description: 'Stored. Only organizers can read its address',
      headers: created,
      content: json(RegistrationResult),
    },
  },
})

export function publicRegistrationRoutes(app: App) {
  const routes = new OpenAPIHono()
  const onGrid = createGrid(app)
  routes.openAPIRegistry.registerPath(postRegistration)
  // The OpenAPI registry describes it, but it is parsed by hand: validators for each part of a
  // request cost more than the sign-up itself.
  routes.post('/trainings/:slug/registrations', (c) =>
    onGrid(c, async (body) => {
      app.limits.take('sign-ups', c)
      const slug = c.req.param('slug')
      const { input, fault } = parseInput(c, body)
      if (fault) {
        await requireTaking(app, slug)
        throw fault
      }
      const request = {
        input,
        idempotency: readIdempotency(c, body),
        channel: 'embed',
        origin: readOrigin(c.req.header('origin')),
        lang: input.lang ?? 'en',
      } as const
      const { result } = await app.limits.signUp(c, { slug, count: input.people.length }, () =>
        register(app, slug, request),
      )
      const path = `/trainings/${slug}/registrations/${result.reference}`
      return publicResult(formatResult(result), 201, locationOf(app.config, path))
    }),
  )
  return routes
}

type Parsed = { input: RegistrationInput; fault?: undefined } | { input?: undefined; fault: ProblemError }

function parseInput(c: Context, body: string): Parsed {
  const given = readJsonIn(c, body)
  const { data, error } = RegistrationInput.safeParse(given)
  return error ? { fault: refuseInvalid(c, error, given) } : { input: data }
}

// Nearly every sign-up comes from the same page as the one before it.
let lastOrigin = ''

/** Returns the origin; null if the browser hides it or the header is not an origin. */
function readOrigin(header: string | undefined): string | null {
  if (header === undefined || header.length > 300) return null
  if (header !== lastOrigin && URL.parse(header)?.origin !== header) return null
  lastOrigin = header
  return header
}
