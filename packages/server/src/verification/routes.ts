import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { CodeInput, CodeRequest, CodeSent, RegistrationResult } from '@training-signup/contract'
import type { HonoRequest } from 'hono'
import type { App } from '../context.ts'
import { publicResponse } from '../http/allow-origins.ts'
import { answerOnGrid } from '../http/answer-grid.ts'
import { problemAnswer, refuseInvalid } from '../http/answer-problem.ts'
import { ProblemError } from '../problem.ts'
import { codePauseSeconds, sendCode } from './send-code.ts'
import { verifyByCode } from './verify.ts'

const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } })
const params = z.object({ slug: z.string().max(63), reference: z.string().max(20) })
const refusals = {
  400: problemAnswer('The request could not be read'),
  403: problemAnswer('The page’s origin is not allowed'),
  404: problemAnswer('There is no such sign-up, or it is another one’s secret'),
  409: problemAnswer('The time is over, or the training was canceled: sign up again'),
  413: problemAnswer('The body is larger than 64 KiB'),
  415: problemAnswer('It is not JSON'),
  503: problemAnswer('Busy; Retry-After tells when to try again'),
}

const postCode = createRoute({
  method: 'post',
  path: '/trainings/{slug}/registrations/{reference}/verification',
  tags: ['Public'],
  summary: 'Finish a sign-up with the code that was sent to its address',
  description:
    'Until then a sign-up of a training that verifies addresses holds its seat for an hour and is not counted as a registration. The right code may be sent again and is answered the same.',
  request: { params, body: { required: true, content: json(CodeInput) } },
  responses: {
    200: { description: 'The result of the sign-up', content: json(RegistrationResult) },
    ...refusals,
    422: problemAnswer('The code is wrong or more than 10 minutes old, or five were wrong; `type` tells'),
  },
})

const postCodeRequest = createRoute({
  method: 'post',
  path: '/trainings/{slug}/registrations/{reference}/verification/code',
  tags: ['Public'],
  summary: 'Have another code sent',
  description: 'The one before no longer works. One a minute and five an hour can be had.',
  request: { params, body: { required: true, content: json(CodeRequest) } },
  responses: {
    202: { description: 'It is on its way', content: json(CodeSent) },
    ...refusals,
    429: problemAnswer('Too soon or too often; Retry-After tells when to try again'),
  },
})

/** Creates the routes that verify the address of a sign-up, for pages of any origin. */
export function publicVerificationRoutes(app: App) {
  const routes = new OpenAPIHono()
  const onGrid = answerOnGrid(app)
  routes.openAPIRegistry.registerPath(postCode)
  routes.openAPIRegistry.registerPath(postCodeRequest)
  // Described in the OpenAPI registry and parsed by hand, like the sign-up itself.
  routes.post('/trainings/:slug/registrations/:reference/verification', onGrid, async (c) => {
    const { secret, code } = await readBody(c.req, CodeInput)
    return answer(await verifyByCode(app, { ...c.req.param(), secret, code }), 200)
  })
  routes.post('/trainings/:slug/registrations/:reference/verification/code', onGrid, async (c) => {
    const { secret } = await readBody(c.req, CodeRequest)
    await sendCode(app, { ...c.req.param(), secret })
    return answer({ waitSeconds: codePauseSeconds } satisfies CodeSent, 202)
  })
  return routes
}

const answer = (body: RegistrationResult | CodeSent, status: number) =>
  publicResponse(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })

const isJson = /^application\/json[\t ]*(;|$)/i

async function readBody<T extends z.ZodType>(request: HonoRequest, schema: T): Promise<z.output<T>> {
  if (!isJson.test(request.header('content-type') ?? '')) throw new ProblemError('unsupported-media-type')
  const given = await request.json().catch(() => {
    throw new ProblemError('malformed')
  })
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw refuseInvalid(parsed.error, 'malformed')
  return parsed.data
}
