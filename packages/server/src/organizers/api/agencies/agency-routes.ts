import { OpenAPIHono, z } from '@hono/zod-openapi'
import { AgencyList, AgencyMerge, AgencyMergeInput, AgencyMerges, AgencySplitInput } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { actingAs, callerOf } from '../../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json, jsonBody } from '../../../platform/http/api/api-route.ts'
import { pagedByText } from '../../../platform/http/api/paging.ts'
import { listAgencies } from './agencies.ts'
import { describeAgencyEdit } from './describe-agency-edit.ts'
import { listMerges, mergeAgencies, previewMerge, splitAgency, undoMerge } from './merge-agencies.ts'

const admin = { tags: ['Registrations'], needs: 'change-people' as const }
/** A name counts in all trainings. */
const ofAll = { ...admin, of: 'everything' as const }

const list = adminRoute({
  operationId: 'listAgencies',
  ...admin,
  method: 'get',
  path: '/agencies',
  summary: 'Agencies as people spell them: first those that may be one, next to each other',
  request: { query: z.strictObject(pagedByText(100)) },
  responses: { 200: { description: 'A page', content: json(AgencyList) } },
})

const preview = adminRoute({
  operationId: 'previewAgencyMerge',
  ...ofAll,
  method: 'post',
  path: '/agencies/merge/preview',
  summary: 'What a merge would change',
  request: { body: jsonBody(AgencyMergeInput) },
  responses: { 200: { description: 'Nothing was changed', content: json(AgencyMerge) } },
})

const merge = adminRoute({
  operationId: 'mergeAgencies',
  ...ofAll,
  method: 'post',
  path: '/agencies/merge',
  summary: 'Merge spellings of an agency into one, also for people who type one of them later',
  description: 'No one is emailed. An account that reaches one of them reaches the whole agency then; see `access`.',
  request: { body: jsonBody(AgencyMergeInput) },
  responses: { 200: { description: 'Merged', content: json(AgencyMerge) } },
})

const split = adminRoute({
  operationId: 'splitAgency',
  ...ofAll,
  refusals: ['not-found'],
  method: 'post',
  path: '/agencies/split',
  summary: 'Let a merged spelling count as its own agency again',
  description: 'Everyone who typed it has it again, unless someone corrected their agency since.',
  request: { body: jsonBody(AgencySplitInput) },
  responses: { 204: { description: 'It counts as its own agency' } },
})

const merges = adminRoute({
  operationId: 'listAgencyMerges',
  ...ofAll,
  method: 'get',
  path: '/agencies/merges',
  summary: 'The latest merges that can be undone, the last one first',
  responses: { 200: { description: 'Up to 5', content: json(AgencyMerges) } },
})

const undo = adminRoute({
  operationId: 'undoAgencyMerge',
  ...ofAll,
  refusals: ['not-found'],
  method: 'post',
  path: '/agencies/merges/{id}/undo',
  summary: 'Undo a merge: what was merged before counts as it did before',
  description: 'Everyone has the agency that they typed or were corrected to, also people who came since.',
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'Undone' } },
})

/** Creates the routes to the spellings of agencies. */
export function agencyRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(list, async (c) => c.json(await listAgencies(app, callerOf(c).scope, c.req.valid('query')), 200))
  routes.openapi(preview, async (c) => c.json(await previewMerge(app, c.req.valid('json')), 200))
  routes.openapi(merge, async (c) => {
    const id = await describeAgencyEdit(app, c)
    return c.json(await mergeAgencies(actingAs(app, callerOf(c)), c.req.valid('json'), { id }), 200)
  })
  routes.openapi(split, async (c) => {
    const id = await describeAgencyEdit(app, c)
    await splitAgency(actingAs(app, callerOf(c)), [c.req.valid('json').spelling], id)
    return c.body(null, 204)
  })
  routes.openapi(merges, async (c) => {
    const found = await listMerges(app.db.reader)
    const listed = found.map(({ agency, name, ...one }) => ({ ...one, name: agency ?? '', by: name }))
    return c.json({ merges: listed }, 200)
  })
  routes.openapi(undo, async (c) => {
    const id = await describeAgencyEdit(app, c)
    await undoMerge(actingAs(app, callerOf(c)), c.req.valid('param').id, id)
    return c.body(null, 204)
  })
  return routes
}
