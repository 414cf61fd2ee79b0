import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  Partner,
  PartnerInput,
  PartnerList,
  PartnerReport,
  PartnerTotals,
  slug as slugSchema,
} from '@training-signup/contract'
import type { App } from '../../core/context.ts'
import {
  createPartner,
  deletePartner,
  findPartner,
  listPartnersWithin,
  replacePartner,
  withLogo,
} from '../../core/partners/partners.ts'
import { reportOnAll, reportOnPartner } from '../../core/partners/report.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { callerOf } from '../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import {
  created,
  ifMatch,
  ifMatchNeeded,
  json,
  jsonBody,
  locationOf,
  tagged,
} from '../../platform/http/api/api-route.ts'
import { refuseStale, requireMatch, withTag } from '../../platform/http/api/if-match.ts'
import { pagedByText } from '../../platform/http/api/paging.ts'
import { ProblemError } from '../../platform/problem.ts'

const admin = { tags: ['Partners'] }
const params = z.object({ slug: slugSchema })
const body = jsonBody(PartnerInput)
const one = {
  200: { description: 'The partner', headers: tagged, content: json(Partner) },
}

const days = {
  training: slugSchema.optional(),
  from: z.iso.date().optional().meta({ description: 'The first day, like 2027-03-01' }),
  to: z.iso.date().optional().meta({ description: 'The last day' }),
}
const isInOrder = ({ from = '', to }: { from?: string | undefined; to?: string | undefined }) =>
  to === undefined || from <= to
const order = { path: ['to'], message: 'Use the same day as from, or a later one.' }
const period = z.strictObject(days).refine(isInOrder, order)
const pagedPeriod = z.strictObject({ ...days, ...pagedByText(200) }).refine(isInOrder, order)

const routesOf = {
  list: adminRoute({
    operationId: 'listPartners',
    needs: 'read-partners',
    ...admin,
    method: 'get',
    path: '/',
    summary: 'Partners, by their slug',
    request: { query: z.strictObject(pagedByText()) },
    responses: { 200: { description: 'The partners', content: json(PartnerList) } },
  }),
  create: adminRoute({
    operationId: 'createPartner',
    needs: 'change-partners',
    of: 'everything',
    refusals: ['slug-taken'],
    ...admin,
    method: 'post',
    path: '/',
    summary: 'Create a partner',
    request: { body },
    responses: { 201: { description: 'Created', headers: { ...created, ...tagged }, content: json(Partner) } },
  }),
  reportOnAll: adminRoute({
    operationId: 'reportOnPartners',
    needs: 'read-numbers',
    refusals: ['not-found'],
    ...admin,
    method: 'get',
    path: '/report',
    summary: 'Views, starts, and registrations from all partners’ pages. Counts only, no people',
    request: { query: pagedPeriod },
    responses: { 200: { description: 'The counts', content: json(PartnerTotals) } },
  }),
  report: adminRoute({
    operationId: 'reportOnPartner',
    needs: 'read-numbers',
    of: 'partner',
    ...admin,
    method: 'get',
    path: '/{slug}/report',
    summary: 'Views, starts, and registrations from a partner’s pages, per training and day',
    request: { params, query: period },
    responses: { 200: { description: 'The counts', content: json(PartnerReport) } },
  }),
  read: adminRoute({
    operationId: 'readPartner',
    needs: 'read-partners',
    of: 'partner',
    ...admin,
    method: 'get',
    path: '/{slug}',
    summary: 'Read a partner',
    request: { params },
    responses: one,
  }),
  replace: adminRoute({
    operationId: 'replacePartner',
    needs: 'change-partners',
    of: 'partner',
    ...admin,
    method: 'put',
    path: '/{slug}',
    summary: 'Replace a partner',
    request: { params, headers: ifMatchNeeded, body },
    responses: one,
  }),
  delete: adminRoute({
    operationId: 'deletePartner',
    needs: 'change-partners',
    of: 'partner',
    refusals: ['in-use'],
    ...admin,
    method: 'delete',
    path: '/{slug}',
    summary: 'Delete a partner that sponsors no training',
    request: { params, headers: ifMatch },
    responses: { 204: { description: 'Deleted' } },
  }),
}

export function partnerRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.list, async (c) =>
    c.json(await listPartnersWithin(app, callerOf(c).scope, c.req.valid('query')), 200),
  )
  routes.openapi(routesOf.create, async (c) => {
    const input = await withLogo(app, c.req.valid('json'))
    const partner = await app.db.transaction(async (tx) => {
      await createPartner(app, tx, input)
      return findPartner(tx, input.slug)
    })
    return c.json(withTag(c, partner), 201, locationOf(app.config, `/admin/partners/${partner.slug}`))
  })
  reportRoutes(app, routes)
  routes.openapi(routesOf.read, async (c) =>
    c.json(withTag(c, await findPartner(app.db.reader, c.req.valid('param').slug)), 200),
  )
  routes.openapi(routesOf.replace, async (c) => {
    const { slug } = c.req.valid('param')
    requireSlug(c.req.valid('json'), slug)
    const input = await withLogo(app, c.req.valid('json'))
    const partner = await app.db.transaction(async (tx) => {
      await replacePartner(app, tx, input, (present) => requireMatch(c, present))
      return findPartner(tx, slug)
    })
    return c.json(withTag(c, partner), 200)
  })
  routes.openapi(routesOf.delete, async (c) => {
    const { slug } = c.req.valid('param')
    await app.db.transaction((tx) => deletePartner(app, tx, slug, (present) => refuseStale(c, present)))
    return c.body(null, 204)
  })
  return routes
}

function reportRoutes(app: App, routes: OpenAPIHono) {
  routes.openapi(routesOf.reportOnAll, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    return c.json(await reportOnAll(app, { ...filter, scope: callerOf(c).scope }, { limit, cursor }), 200)
  })
  routes.openapi(routesOf.report, async (c) =>
    c.json(
      await reportOnPartner(app, c.req.valid('param').slug, { ...c.req.valid('query'), scope: callerOf(c).scope }),
      200,
    ),
  )
}

function requireSlug(input: PartnerInput, slug: string): void {
  if (input.slug === slug) return
  const message = `The slug can’t change from ${slug}: other sites use it in their code.`
  throw new ProblemError('invalid-input', { errors: [{ pointer: '/slug', code: 'fixed', message }] })
}
