import { OpenAPIHono, z } from '@hono/zod-openapi'
import { language, RegistrationReport, ReportGrouping, slug } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { callerOf } from '../../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json } from '../../../platform/http/api/api-route.ts'
import { sendFile } from '../send-file.ts'
import { reportOnRegistrations } from './registration-report.ts'
import { openReportFile } from './report-file.ts'

const about = {
  needs: 'read-reports' as const,
  of: 'training' as const,
  tags: ['Registrations'],
  method: 'get' as const,
  request: {
    params: z.object({ slug }),
    query: z.strictObject({ by: ReportGrouping.default('role'), lang: language.default('en') }),
  },
}

const getReport = adminRoute({
  ...about,
  operationId: 'reportOnRegistrations',
  path: '/trainings/{slug}/report',
  summary: 'Registrations by role, agency, or partner, for partners and funders. No group of fewer than 5 people shows',
  responses: { 200: { description: 'The counts', content: json(RegistrationReport) } },
})

const getCsv = adminRoute({
  ...about,
  operationId: 'exportReport',
  path: '/trainings/{slug}/report.csv',
  summary: 'The same as CSV',
  responses: {
    200: {
      description: 'UTF-8 with a byte order mark',
      content: { 'text/csv': { schema: z.string(), example: '"role","registered"\r\n"Dispatcher (911)","<5"\r\n' } },
    },
  },
})

/** Mounts the report for partners and funders. */
export function reportRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(getReport, async (c) => {
    const { scope } = callerOf(c)
    return c.json(
      await reportOnRegistrations(app, { ...c.req.valid('query'), training: c.req.valid('param').slug, scope }),
      200,
    )
  })
  routes.openapi(getCsv, async (c) => {
    const { scope } = callerOf(c)
    const query = { ...c.req.valid('query'), training: c.req.valid('param').slug, scope }
    return sendFile(app, c, await openReportFile(app, query))
  })
  return routes
}
