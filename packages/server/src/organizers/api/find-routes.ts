import { OpenAPIHono, z } from '@hono/zod-openapi'
import { FoundPeople } from '@training-signup/contract'
import type { App } from '../../core/context.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { callerOf } from '../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { json } from '../../platform/http/api/api-route.ts'
import { pagedByText } from '../../platform/http/api/paging.ts'
import { searched } from './people/lists/filters.ts'
import { findPeople } from './people/lists/find-people.ts'

const find = adminRoute({
  operationId: 'findPeople',
  needs: 'read-people',
  tags: ['Registrations'],
  method: 'get',
  path: '/find',
  summary: 'Find people in every training, the newest registrations first',
  request: { query: z.strictObject({ q: searched, ...pagedByText() }) },
  responses: { 200: { description: 'A page', content: json(FoundPeople) } },
})

/** Creates the route to find people in all trainings. */
export function findRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(find, async (c) => c.json(await findPeople(app, callerOf(c).scope, c.req.valid('query')), 200))
  return routes
}
