import { OpenAPIHono, z } from '@hono/zod-openapi'
import { Accommodation, AccommodationInput, AccommodationList, language, slug } from '@training-signup/contract'
import type { App } from '../../core/context.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { callerOf } from '../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { json, jsonBody } from '../../platform/http/api/api-route.ts'
import { pagedById } from '../../platform/http/api/paging.ts'
import { openAccommodationFile } from './accommodation-file.ts'
import { listAccommodations, noteAccommodation } from './accommodations.ts'
import { sendFile } from './send-file.ts'

const admin = { needs: 'read-sensitive' as const, tags: ['Registrations'] }
const params = z.object({ slug })

const routesOf = {
  list: adminRoute({
    ...admin,
    operationId: 'listAccommodations',
    of: 'training',
    method: 'get',
    path: '/trainings/{slug}/accommodations',
    summary: 'What people who may still come asked for, and what is arranged',
    request: { params, query: z.strictObject(pagedById) },
    responses: { 200: { description: 'A page', content: json(AccommodationList) } },
  }),
  csv: adminRoute({
    ...admin,
    operationId: 'exportAccommodations',
    of: 'training',
    method: 'get',
    path: '/trainings/{slug}/accommodations.csv',
    summary: 'The same as CSV',
    request: { params, query: z.strictObject({ lang: language.default('en') }) },
    responses: {
      200: {
        description: 'UTF-8 with a byte order mark',
        content: { 'text/csv': { schema: z.string(), example: '"last name","first name"\r\n"Reyes","Ada"\r\n' } },
      },
    },
  }),
  note: adminRoute({
    ...admin,
    operationId: 'noteAccommodation',
    of: 'registration',
    method: 'put',
    path: '/registrations/{id}/accommodation',
    summary: 'Note who takes care of a request, and whether it is arranged',
    request: { params: z.object({ id: z.uuid() }), body: jsonBody(AccommodationInput) },
    responses: { 200: { description: 'The request', content: json(Accommodation) } },
  }),
}

/** Mounts the list of what people need. */
export function accommodationRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.list, async (c) => {
    const { scope } = callerOf(c)
    const { slug: training } = c.req.valid('param')
    return c.json(await listAccommodations(app, { ...c.req.valid('query'), training, scope }), 200)
  })
  routes.openapi(routesOf.csv, async (c) => {
    const { slug: training } = c.req.valid('param')
    return sendFile(app, c, await openAccommodationFile(app, callerOf(c), training, c.req.valid('query').lang))
  })
  routes.openapi(routesOf.note, async (c) =>
    c.json(await noteAccommodation(app, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  return routes
}
