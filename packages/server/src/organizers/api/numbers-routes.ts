import { OpenAPIHono, z } from '@hono/zod-openapi'
import { slug, TrainingNumbers } from '@training-signup/contract'
import type { App } from '../../core/context.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { json } from '../../platform/http/api/api-route.ts'
import { readNumbers } from './trainings/numbers.ts'
import { writeNumbersCsv } from './trainings/numbers-csv.ts'

const params = z.object({ slug })
const admin = { tags: ['Trainings'] }

const routesOf = {
  read: adminRoute({
    operationId: 'readNumbers',
    needs: 'read-trainings',
    of: 'training',
    ...admin,
    method: 'get',
    path: '/trainings/{slug}/numbers',
    summary: 'What a training’s registrations add up to, by day, role, agency, and partner. No people',
    request: { params },
    responses: { 200: { description: 'The numbers', content: json(TrainingNumbers) } },
  }),
  csv: adminRoute({
    operationId: 'exportNumbers',
    needs: 'read-trainings',
    of: 'training',
    ...admin,
    method: 'get',
    path: '/trainings/{slug}/numbers.csv',
    summary: 'The same as CSV, a row for each number',
    request: { params },
    responses: {
      200: {
        description: 'UTF-8 with a byte order mark',
        content: { 'text/csv': { schema: z.string(), example: 'by,what,people\r\nrole,Firefighter,11\r\n' } },
      },
    },
  }),
}

export function numbersRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.read, async (c) => c.json(await readNumbers(app, c.req.valid('param').slug, 'en'), 200))
  routes.openapi(routesOf.csv, async (c) => {
    const numbers = await readNumbers(app, c.req.valid('param').slug, 'en')
    return c.body(writeNumbersCsv(numbers), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="numbers-${numbers.training}.csv"`,
    })
  })
  return routes
}
