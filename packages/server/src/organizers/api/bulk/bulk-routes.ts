import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  BulkAction,
  BulkActionInput,
  BulkActionList,
  BulkActionPreview,
  BulkActionReport,
  bulkActionNames,
  CreatedBulkAction,
  slug,
} from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../../core/context.ts'
import { statusesThatCan } from '../../../core/seats/transitions.ts'
import { adminRoute, requireTraining } from '../../../platform/access/admin-route.ts'
import { callerOf, requirePermission } from '../../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { created, json, jsonBody, locationOf } from '../../../platform/http/api/api-route.ts'
import { pagedById } from '../../../platform/http/api/paging.ts'
import { noteBy } from '../people/decision-note.ts'
import { createBulkAction, listBulkActions, reportOnBulkAction, undoBulkAction } from './bulk-actions.ts'
import { runBulkAction } from './carry-out.ts'
import { describeBulkAction } from './describe-bulk-action.ts'
import { previewBulkAction } from './preview-bulk-action.ts'

const admin = { tags: ['Registrations'] }
const params = z.object({ id: z.uuid() })

const routesOf = {
  create: adminRoute({
    operationId: 'createBulkAction',
    needs: 'change-people',
    refusals: ['not-found', 'wrong-status', 'training-cancelled', 'precondition-failed'],
    ...admin,
    method: 'post',
    path: '/bulk-actions',
    summary:
      'Decide about several people of a training. It is carried out in ten minutes, and can be undone until then',
    description: [
      ...bulkActionNames.map(
        (action) => `\`${action}\` is about people who are ${statusesThatCan(action).join(', ')}.`,
      ),
      'Others are left out, and so is someone who waits for another bulk action.',
    ].join(' '),
    request: { body: jsonBody(BulkActionInput) },
    responses: {
      201: { description: 'It waits', headers: created, content: json(CreatedBulkAction) },
    },
  }),
  preview: adminRoute({
    operationId: 'previewBulkAction',
    needs: 'change-people',
    refusals: ['not-found'],
    ...admin,
    method: 'post',
    path: '/bulk-actions/preview',
    summary: 'How many people it would be about, who is left out, and what one of them would read',
    request: { body: jsonBody(BulkActionInput) },
    responses: { 200: { description: 'The preview', content: json(BulkActionPreview) } },
  }),
  list: adminRoute({
    operationId: 'listBulkActions',
    needs: 'read-people',
    refusals: ['not-found'],
    ...admin,
    method: 'get',
    path: '/bulk-actions',
    summary: 'Bulk actions that wait, or were carried out within a day, latest first',
    request: { query: z.strictObject({ training: slug.optional(), ...pagedById }) },
    responses: { 200: { description: 'A page', content: json(BulkActionList) } },
  }),
  read: adminRoute({
    operationId: 'readBulkAction',
    needs: 'read-people',
    of: 'bulk-action',
    ...admin,
    method: 'get',
    path: '/bulk-actions/{id}',
    summary: 'A bulk action and what came of it for each person',
    request: { params },
    responses: { 200: { description: 'The bulk action', content: json(BulkActionReport) } },
  }),
  run: adminRoute({
    operationId: 'runBulkAction',
    needs: 'change-people',
    of: 'bulk-action',
    ...admin,
    method: 'post',
    path: '/bulk-actions/{id}/run',
    summary: 'Carry it out now. Calling this again changes nothing',
    request: { params },
    responses: { 200: { description: 'Being carried out, or done', content: json(BulkAction) } },
  }),
  undo: adminRoute({
    operationId: 'undoBulkAction',
    needs: 'change-people',
    of: 'bulk-action',
    refusals: ['wrong-status'],
    ...admin,
    method: 'delete',
    path: '/bulk-actions/{id}',
    summary: 'Undo it before it is carried out: nothing changes, and no one is told',
    request: { params },
    responses: { 204: { description: 'Undone' } },
  }),
}

/** Creates the routes to decide about several people, and to undo that. */
export function bulkActionRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.create, async (c) => {
    const input = c.req.valid('json')
    await requireReach(c, input)
    const id = app.newId()
    await describeBulkAction(c, id, input)
    const note = noteBy(callerOf(c), input.note)
    const action = await createBulkAction(app, callerOf(c), input, { id, note })
    return c.json(action, 201, locationOf(app.config, `/admin/bulk-actions/${id}`))
  })
  routes.openapi(routesOf.preview, async (c) => {
    const input = c.req.valid('json')
    await requireReach(c, input)
    return c.json(await previewBulkAction(app, callerOf(c).scope, input), 200)
  })
  routes.openapi(routesOf.list, async (c) =>
    c.json(await listBulkActions(app, { ...c.req.valid('query'), scope: callerOf(c).scope }), 200),
  )
  routes.openapi(routesOf.read, async (c) => c.json(await reportOnBulkAction(app, c.req.valid('param').id), 200))
  routes.openapi(routesOf.run, async (c) => c.json(await runBulkAction(app, c.req.valid('param').id), 200))
  routes.openapi(routesOf.undo, async (c) => {
    await undoBulkAction(app, c.req.valid('param').id)
    return c.body(null, 204)
  })
  return routes
}

async function requireReach(c: Context, { training, filter }: BulkActionInput): Promise<void> {
  if (filter?.needs) requirePermission(c, 'read-sensitive')
  await requireTraining(c, training)
}
