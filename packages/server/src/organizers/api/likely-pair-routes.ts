import { OpenAPIHono, z } from '@hono/zod-openapi'
import { AdminRegistration, LikelyPairKeepInput, LikelyPairList, slug } from '@training-signup/contract'
import type { App } from '../../core/context.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { actingAs, callerOf, may } from '../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { json, jsonBody } from '../../platform/http/api/api-route.ts'
import { pagedById } from '../../platform/http/api/paging.ts'
import { keepOne, listLikelyPairs, tellApart } from './people/likely-pairs.ts'
import { readRegistration } from './people/lists/list-registrations.ts'

const admin = { tags: ['Registrations'], needs: 'change-people' as const }
const params = z.object({ id: z.uuid() })

const list = adminRoute({
  operationId: 'listPairs',
  ...admin,
  of: 'training',
  refusals: ['not-found'],
  method: 'get',
  path: '/trainings/{slug}/duplicates',
  summary: 'Registrations that may be of the same person, in pairs, the latest first',
  description: 'They are found a minute after the sign-up.',
  request: { params: z.object({ slug }), query: z.strictObject(pagedById) },
  responses: { 200: { description: 'A page', content: json(LikelyPairList) } },
})

const keep = adminRoute({
  operationId: 'keepOne',
  ...admin,
  of: 'pair',
  refusals: ['wrong-status'],
  method: 'post',
  path: '/duplicates/{id}/keep',
  summary: 'Keep one registration of a pair, and cancel the other',
  description: 'The person of the other one hears of it, as of any cancellation.',
  request: { params, body: jsonBody(LikelyPairKeepInput) },
  responses: { 200: { description: 'The canceled registration', content: json(AdminRegistration) } },
})

const apart = adminRoute({
  operationId: 'tellApart',
  ...admin,
  of: 'pair',
  method: 'post',
  path: '/duplicates/{id}/apart',
  summary: 'Say that a pair is of two people, or that a later sign-up needs nothing',
  request: { params },
  responses: { 204: { description: 'It is not shown again' } },
})

/** Creates the routes to registrations that may be of the same person. */
export function likelyPairRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(list, async (c) => {
    const query = { ...c.req.valid('query'), training: c.req.valid('param').slug, scope: callerOf(c).scope }
    return c.json(await listLikelyPairs(app, query), 200)
  })
  routes.openapi(keep, async (c) => {
    const caller = callerOf(c)
    const canceled = await keepOne(actingAs(app, caller), c.req.valid('param').id, c.req.valid('json').registration)
    return c.json(await readRegistration(app.db.reader, canceled, may(caller, 'read-sensitive')), 200)
  })
  routes.openapi(apart, async (c) => {
    await tellApart(app, c.req.valid('param').id)
    return c.body(null, 204)
  })
  return routes
}
