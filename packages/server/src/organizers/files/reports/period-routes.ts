import { OpenAPIHono, z } from '@hono/zod-openapi'
import { PeriodReport } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json } from '../../../platform/http/api/api-route.ts'
import { openPeriodPaper } from '../../paper/period-paper.ts'
import { periodChoice } from '../choices.ts'
import { sendFile } from '../send-file.ts'
import { openPeriodFile } from './period-file.ts'
import { type PeriodQuery, periodOf, reportOnPeriod } from './period-report.ts'

const about = {
  needs: 'read-reports' as const,
  of: 'everything' as const,
  refusals: ['not-found'] as const,
  tags: ['Trainings'],
  method: 'get' as const,
  request: { query: periodChoice },
}

const routesOf = {
  read: adminRoute({
    ...about,
    refusals: [...about.refusals],
    operationId: 'reportOnPeriod',
    path: '/report',
    summary: 'What all trainings brought in a period, by partner or month, for sponsors and funders',
    description:
      'Views, starts, and registrations are of the days of the period; seats and who came are of trainings that ended on them, three days after they did. People are counted in steps of 5, also across periods.',
    responses: { 200: { description: 'The counts', content: json(PeriodReport) } },
  }),
  csv: adminRoute({
    ...about,
    refusals: [...about.refusals],
    operationId: 'exportPeriodReport',
    path: '/report.csv',
    summary: 'The same as CSV',
    responses: {
      200: {
        description: 'UTF-8 with a byte order mark',
        content: { 'text/csv': { schema: z.string(), example: '"Partner","Views"\r\n"We The People","900"\r\n' } },
      },
    },
  }),
  pdf: adminRoute({
    ...about,
    refusals: [...about.refusals],
    operationId: 'printPeriodReport',
    path: '/report.pdf',
    summary: 'The same as a PDF to print or send',
    responses: {
      200: {
        description: 'Letter paper',
        content: { 'application/pdf': { schema: { type: 'string', format: 'binary' }, example: '%PDF-1.7' } },
      },
    },
  }),
}

/** Mounts the report about all trainings of a period. */
export function periodRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  const queryOf = (given: z.output<typeof periodChoice>): PeriodQuery => ({ ...given, ...periodOf(app, given) })
  routes.openapi(routesOf.read, async (c) => c.json(await reportOnPeriod(app, queryOf(c.req.valid('query'))), 200))
  routes.openapi(routesOf.csv, async (c) => sendFile(app, c, await openPeriodFile(app, queryOf(c.req.valid('query')))))
  routes.openapi(routesOf.pdf, async (c) => sendFile(app, c, await openPeriodPaper(app, queryOf(c.req.valid('query')))))
  return routes
}
