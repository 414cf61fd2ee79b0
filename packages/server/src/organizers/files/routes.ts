import { OpenAPIHono, z } from '@hono/zod-openapi'
import { slug } from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { callerOf } from '../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { filters, readFilter } from '../api/people/lists/filters.ts'
import { openBadgeFile, openSheetFile } from '../paper/paper.ts'
import { badgeChoice, fileChoice, sheetChoice } from './choices.ts'
import { type FileType, fileTypes, openFile } from './files.ts'
import { sendFile } from './send-file.ts'

const fileQuery = z.strictObject({ ...filters, ...fileChoice })

const description =
  '`roster` and `credit` list only people with a seat, by name, and `catering` counts meals. Needs the right to export; `sensitive` and `catering` also the right to read sensitive answers. Times are written as instants, and in the training’s time zone.'

const about = {
  needs: 'export-people' as const,
  refusals: ['not-found'] as const,
  tags: ['Registrations'],
  method: 'get' as const,
  description,
  request: { query: fileQuery },
}

const getCsv = adminRoute({
  ...about,
  operationId: 'exportRegistrations',
  path: '/registrations.csv',
  summary: 'Registrations as CSV, oldest first',
  responses: {
    200: {
      description: 'UTF-8 with a byte order mark. Cells that look like formulas are escaped',
      content: { 'text/csv': { schema: z.string(), example: 'reference,givenName\r\nK7Q-2MX,Ada\r\n' } },
    },
  },
})

const getXlsx = adminRoute({
  ...about,
  operationId: 'exportWorkbook',
  path: '/registrations.xlsx',
  summary: 'Registrations as a workbook for spreadsheets, oldest first',
  responses: {
    200: {
      description: 'Texts are texts, and local times are dates',
      content: { [fileTypes.xlsx]: { schema: z.string(), example: 'PK…' } },
    },
  },
})

const ofTraining = {
  needs: 'export-people' as const,
  of: 'training' as const,
  tags: ['Registrations'],
  method: 'get' as const,
}
const params = z.object({ slug })
const pdf = { content: { 'application/pdf': { schema: z.string(), example: '%PDF-1.7…' } } }

const getSheet = adminRoute({
  ...ofTraining,
  operationId: 'printSignInSheet',
  path: '/trainings/{slug}/sign-in-sheet.pdf',
  summary: 'The people with a seat, to sign when they come and go. Letter paper, without addresses',
  request: { params, query: z.strictObject(sheetChoice) },
  responses: { 200: { description: 'A PDF', ...pdf } },
})

const getBadges = adminRoute({
  ...ofTraining,
  operationId: 'printBadges',
  path: '/trainings/{slug}/badges.pdf',
  summary: 'Badges of the people with a seat, for sheets of labels on Letter paper',
  request: { params, query: z.strictObject(badgeChoice) },
  responses: { 200: { description: 'A PDF', ...pdf } },
})

/** Mounts the files of registrations, and what is printed of them. */
export function exportRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  const send = async (c: Context, type: FileType, query: z.output<typeof fileQuery>) =>
    sendFile(app, c, await openFile(app, callerOf(c), type, readFilter(query)))
  routes.openapi(getCsv, (c) => send(c, 'csv', c.req.valid('query')))
  routes.openapi(getXlsx, (c) => send(c, 'xlsx', c.req.valid('query')))
  routes.openapi(getSheet, async (c) => {
    const { slug: training } = c.req.valid('param')
    return sendFile(app, c, await openSheetFile(app, callerOf(c), training, c.req.valid('query')))
  })
  routes.openapi(getBadges, async (c) => {
    const { slug: training } = c.req.valid('param')
    return sendFile(app, c, await openBadgeFile(app, callerOf(c), training, c.req.valid('query')))
  })
  return routes
}
