import { OpenAPIHono, z } from '@hono/zod-openapi'
import { AuditAction, AuditList, timeZone } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { listAudit } from '../../../platform/audit/list-audit.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json } from '../../../platform/http/api/api-route.ts'
import { pagedById } from '../../../platform/http/api/paging.ts'
import { writeAuditCsv } from './audit-csv.ts'
import { findInAudit } from './audit-names.ts'

const filter = {
  action: AuditAction.optional(),
  caller: z.string().max(100).optional().meta({ description: 'The id of an account or API key, or `operator`' }),
  object: z.string().max(100).optional().meta({ description: 'The id, slug, or reference of what it was about' }),
  person: z
    .string()
    .trim()
    .min(2)
    .max(100)
    .optional()
    .meta({ description: 'Who it was about: a reference, or the beginning of a name or an address' }),
  day: z.iso.date().optional().meta({ description: 'A day, in UTC unless there is a `timeZone`' }),
  timeZone: timeZone.optional().meta({ description: 'Where it is that day' }),
}
const admin = { tags: ['Audit log'] }

const routesOf = {
  list: adminRoute({
    operationId: 'listAuditEntries',
    needs: 'read-audit',
    of: 'everything',
    shows: true,
    ...admin,
    method: 'get',
    path: '/audit',
    summary: 'What organizers viewed, exported, changed, and deleted, latest first',
    request: { query: z.strictObject({ ...filter, ...pagedById }) },
    responses: { 200: { description: 'A page', content: json(AuditList) } },
  }),
  csv: adminRoute({
    operationId: 'exportAuditEntries',
    needs: 'read-audit',
    of: 'everything',
    shows: true,
    ...admin,
    method: 'get',
    path: '/audit.csv',
    summary: 'The same as CSV, with the hashes that chain the entries',
    request: { query: z.strictObject(filter) },
    responses: {
      200: {
        description: 'UTF-8 with a byte order mark',
        content: {
          'text/csv': { schema: z.string(), example: 'time (UTC),who\r\n2027-03-06T15:00:00.000Z,operator\r\n' },
        },
      },
    },
  }),
}

export function auditRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.list, async (c) => {
    const { limit, cursor, ...search } = c.req.valid('query')
    return c.json(await listAudit(app, { ...(await findInAudit(app.db.reader, search)), limit, cursor }), 200)
  })
  routes.openapi(routesOf.csv, async (c) => {
    const wanted = await findInAudit(app.db.reader, c.req.valid('query'))
    const name = `audit-${app.now().toISOString().slice(0, 10)}.csv`
    const body = ReadableStream.from(writeAuditCsv(app, wanted)).pipeThrough(new TextEncoderStream())
    return c.body(body as ReadableStream, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
    })
  })
  return routes
}
