import { OpenAPIHono, z } from '@hono/zod-openapi'
import { Today } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { callerOf } from '../../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json } from '../../../platform/http/api/api-route.ts'
import { readToday } from './today.ts'

const read = adminRoute({
  operationId: 'readToday',
  needs: 'change-people',
  tags: ['Trainings'],
  method: 'get',
  path: '/today',
  summary: 'What needs a decision in the coming trainings',
  request: { query: z.strictObject({}) },
  responses: { 200: { description: 'The most pressing first', content: json(Today) } },
})

/** Creates the route to see what needs a decision. */
export function todayRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(read, async (c) => c.json(await readToday(app, callerOf(c)), 200))
  return routes
}
