import { OpenAPIHono, z } from '@hono/zod-openapi'
import { CodeInput, CodeSent, NewCodeInput, RegistrationResult } from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { sendCode } from '../../core/pending-sign-ups/send-code.ts'
import { verifyByCode } from '../../core/pending-sign-ups/verify.ts'
import { codePauseSeconds } from '../../core/proof/ask-again.ts'
import { readCode } from '../../core/proof/codes.ts'
import { refuseInvalid } from '../../platform/http/api/answer-problem.ts'
import { json, jsonBody, publicRoute } from '../../platform/http/api/api-route.ts'
import { readJsonIn } from '../../platform/http/api/read-json.ts'
import { createGrid } from '../../platform/http/limits/answer-grid.ts'
import { publicResult } from '../../platform/http/response-headers.ts'

const params = z.object({ slug: z.string().max(63), reference: z.string().max(20) })

const postCode = publicRoute({
  operationId: 'verifySignUp',
  refusals: [
    'code-used-up',
    'codes-paused',
    'training-cancelled',
    'training-withdrawn',
    'verification-over',
    'wrong-code',
  ],
  method: 'post',
  path: '/trainings/{slug}/registrations/{reference}/verification',
  tags: ['Public'],
  summary: 'Complete a registration with the emailed code',
  description:
    'Until then, the registration holds its seat for up to an hour and isn’t counted. Sending the right code again returns the same response.',
  request: { params, body: jsonBody(CodeInput) },
  responses: {
    200: { description: 'The result', content: json(RegistrationResult) },
  },
})

const postCodeRequest = publicRoute({
  operationId: 'requestCode',
  refusals: ['too-many-codes', 'training-cancelled', 'verification-over'],
  method: 'post',
  path: '/trainings/{slug}/registrations/{reference}/verification/code',
  tags: ['Public'],
  summary: 'Send a new code',
  description: 'The previous code stops working. At most one per minute and five per hour.',
  request: { params, body: jsonBody(NewCodeInput) },
  responses: {
    202: { description: 'The email is on its way', content: json(CodeSent) },
  },
})

/** Creates the routes that verify the address of a sign-up, for pages of any origin. */
export function publicVerificationRoutes(app: App) {
  const routes = new OpenAPIHono()
  const onGrid = createGrid(app)
  routes.openAPIRegistry.registerPath(postCode)
  routes.openAPIRegistry.registerPath(postCodeRequest)
  // Described in the OpenAPI registry and parsed by hand, like the sign-up itself.
  routes.post('/trainings/:slug/registrations/:reference/verification', (c) =>
    onGrid(c, async (body) => {
      const { secret, code } = parseBody(c, body, CodeInput)
      const judge = () => verifyByCode(app, { ...c.req.param(), secret, code })
      // What is not a code is no guess.
      return answer(await (readCode(code) === undefined ? judge() : app.limits.tryCode(c, judge)), 200)
    }),
  )
  routes.post('/trainings/:slug/registrations/:reference/verification/code', (c) =>
    onGrid(c, async (body) => {
      const { secret } = parseBody(c, body, NewCodeInput)
      const digits = await sendCode(app, { ...c.req.param(), secret })
      return answer({ waitSeconds: codePauseSeconds, digits } satisfies CodeSent, 202)
    }),
  )
  return routes
}

const answer = (body: RegistrationResult | CodeSent, status: number) => publicResult(JSON.stringify(body), status)

function parseBody<T extends z.ZodType>(c: Context, body: string, schema: T): z.output<T> {
  const given = readJsonIn(c, body)
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw refuseInvalid(c, parsed.error, given)
  return parsed.data
}
