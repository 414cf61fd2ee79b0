import { OpenAPIHono, z } from '@hono/zod-openapi'
import { adminRoute } from '../access/admin-route.ts'
import type { App } from '../context.ts'
import { refuseInvalidInput } from '../http/answer-problem.ts'
import { logFailure } from '../ops/log-failure.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { columnSets, writeCsv } from './csv.ts'
import { filters, flag, readFilter } from './filters.ts'

const csvQuery = z.strictObject({
  ...filters,
  columns: z.enum(Object.keys(columnSets) as [keyof typeof columnSets]).default('all'),
  sensitive: flag,
})

const getCsv = adminRoute({
  operationId: 'exportRegistrations',
  needs: 'export-people',
  refusals: ['not-found'],
  tags: ['Registrations'],
  method: 'get',
  path: '/registrations.csv',
  summary: 'Registrations as CSV, oldest first. `roster` and `credit` list only people with a seat, by name',
  request: { query: csvQuery },
  responses: {
    200: {
      description: 'UTF-8 with a byte order mark. Cells that look like formulas are escaped',
      content: { 'text/csv': { schema: z.string(), example: 'reference,givenName\r\nK7Q-2MX,Ada\r\n' } },
    },
  },
})

export function exportRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(getCsv, async (c) => {
    const query = readFilter(c.req.valid('query'))
    // Checked before the response begins: afterwards it cannot be refused.
    await trainingIdOf(app, query.training)
    const name = `registrations-${query.training ?? 'all'}-${app.now().toISOString().slice(0, 10)}.csv`
    const body = ReadableStream.from(logged(app, writeCsv(app, query))).pipeThrough(new TextEncoderStream())
    return c.body(body as ReadableStream, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
    })
  })
  return routes
}

/** Logs an error in the middle of a file. The connection breaks, so only the log can say why. */
async function* logged(app: App, rows: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield* rows
  } catch (error) {
    logFailure(app.log, error, {}, 'an export was interrupted')
    throw error
  }
}
