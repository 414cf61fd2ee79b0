import { OpenAPIHono, z } from '@hono/zod-openapi'
import { Imported, ImportInput, ImportPreview, ImportRequest, importLimits, slug } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { actingAs, callerOf } from '../../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json, jsonBody } from '../../../platform/http/api/api-route.ts'
import { limitBodyTo } from '../../../platform/http/limits/limit-body.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { importPeople, previewImport } from './import-people.ts'
import { readRowsOf } from './read-import.ts'
import { UnreadableList } from './unreadable.ts'

const admin = { needs: 'change-people' as const, of: 'training' as const, tags: ['Registrations'] }
const params = z.object({ slug })
/** A file in Base64 takes a third more. */
const mostBytes = 2 * importLimits.bytes

const routesOf = {
  preview: adminRoute({
    operationId: 'previewImport',
    refusals: ['not-found', 'training-cancelled', 'training-withdrawn'],
    ...admin,
    method: 'post',
    path: '/trainings/{slug}/import/preview',
    summary: 'How a list of people would turn out: who gets a seat, who waits, and what is wrong. Stores nothing',
    description:
      'Up to 2,000 people, as rows of cells, a CSV text, or a file. Columns are guessed from headings and cells unless `columns` says what they hold. People whose row has a fault, who are listed twice, or who are registered already are not added.',
    request: { params, body: jsonBody(ImportInput) },
    responses: { 200: { description: 'The preview', content: json(ImportPreview) } },
  }),
  add: adminRoute({
    operationId: 'importPeople',
    refusals: ['not-found', 'precondition-failed', 'training-cancelled', 'training-withdrawn'],
    ...admin,
    method: 'post',
    path: '/trainings/{slug}/import',
    summary: 'Add the people of a list, all of them or none, if it still turns out as its preview said',
    description:
      'Each is added like someone who called: they get a seat if one is free, or join the waiting list, and are emailed if they have an address. Send the same list as to the preview. Calling this again finds everyone registered, and is refused.',
    request: { params, body: jsonBody(ImportRequest) },
    responses: { 200: { description: 'Added', content: json(Imported) } },
  }),
}

/** Creates the routes to add people from a list. */
export function importRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  for (const { path } of Object.values(routesOf)) routes.use(path.replace('{slug}', ':slug'), limitBodyTo(mostBytes))
  routes.openapi(routesOf.preview, async (c) => {
    const { rows, text, file, ...input } = c.req.valid('json')
    const list = await readable(() => readRowsOf({ rows, text, file }))
    const request = { slug: c.req.valid('param').slug, rows: list, input, shown: 'en' as const }
    const preview = await previewImport(app, request)
    return c.json(ImportPreview.parse(preview), 200)
  })
  routes.openapi(routesOf.add, async (c) => {
    const { rows, text, file, tag, ...input } = c.req.valid('json')
    const list = await readable(() => readRowsOf({ rows, text, file }))
    const request = { slug: c.req.valid('param').slug, rows: list, input, shown: 'en' as const, tag }
    return c.json(await importPeople(actingAs(app, callerOf(c)), request), 200)
  })
  return routes
}

/** @throws {ProblemError} `invalid-input` that says what to do about a list that can't be read */
async function readable<Rows>(read: () => Promise<Rows>): Promise<Rows> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof UnreadableList)) throw error
    const { reason, row } = error
    const fault = say('en', `admin.import.fault.${reason}`)
    const message = row === undefined ? fault : say('en', 'admin.import.fault.row', { row, fault })
    throw new ProblemError('invalid-input', { errors: [{ pointer: '', code: reason, message }] })
  }
}
