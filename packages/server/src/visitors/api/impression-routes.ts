import { OpenAPIHono, z } from '@hono/zod-openapi'
import { Impression } from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { noteImpression } from '../../core/partners/impressions.ts'
import { refuseInvalid } from '../../platform/http/api/answer-problem.ts'
import { publicRoute } from '../../platform/http/api/api-route.ts'
import { parseJson } from '../../platform/http/api/read-json.ts'
import { readText } from '../../platform/http/limits/limit-body.ts'
import { ProblemError } from '../../platform/problem.ts'

const impressionBytes = 1024
// Of pages, browsers send only this without asking first.
const plainText = /^text\/plain[\t ]*(;|$)/i

const postImpression = publicRoute({
  operationId: 'countImpression',
  refusals: ['training-withdrawn'],
  method: 'post',
  path: '/trainings/{slug}/seen',
  tags: ['Public'],
  summary: 'Count that a form came into view, or that a visitor started filling it in',
  description:
    'Sent as text/plain, so browsers don’t need to ask first. Counts per partner, training, and day. Keeps nothing about the person.',
  request: {
    params: z.object({ slug: z.string().max(63) }),
    body: { required: true, content: { 'text/plain': { schema: Impression } } },
  },
  responses: {
    204: { description: 'Counted' },
  },
})

/** Counts views of forms, and visitors who start to fill them in. */
export function impressionRoutes(app: App): OpenAPIHono {
  const routes = new OpenAPIHono()
  routes.openAPIRegistry.registerPath(postImpression)
  // Described above but read by hand: zod-openapi would treat the body as text.
  routes.post('/trainings/:slug/seen', async (c) => {
    app.limits.take('views', c)
    const impression = await readImpression(c)
    await noteImpression(app, c.req.param('slug'), { ...impression, origin: c.req.header('origin') })
    return c.body(null, 204, { 'Cache-Control': 'no-store' })
  })
  return routes
}

async function readImpression(c: Context): Promise<Impression> {
  if (!plainText.test(c.req.header('content-type') ?? '')) throw new ProblemError('unsupported-media-type')
  const given = parseJson(await readText(c, impressionBytes))
  const parsed = Impression.safeParse(given)
  if (!parsed.success) throw refuseInvalid(c, parsed.error, given)
  return parsed.data
}
