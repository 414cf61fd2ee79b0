import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  Impression,
  Partner,
  PartnerInput,
  PartnerList,
  PartnerReport,
  PartnerTotals,
  slug as slugSchema,
} from '@training-signup/contract'
import type { Context } from 'hono'
import { adminRoute } from '../access/admin-route.ts'
import { callerOf } from '../access/caller.ts'
import type { App } from '../context.ts'
import { refuseInvalid, refuseInvalidInput } from '../http/answer-problem.ts'
import { created, ifMatch, ifMatchNeeded, json, jsonBody, locationOf, publicRoute, tagged } from '../http/api-route.ts'
import { refuseStale, requireMatch, withTag } from '../http/if-match.ts'
import { pagedByText, pageOf } from '../http/paging.ts'
import { parseJson } from '../http/read-json.ts'
import { ProblemError } from '../problem.ts'
import { createPartner, deletePartner, findPartner, listPartners, replacePartner, withLogo } from './partners.ts'
import { noteImpression } from './placements.ts'
import { reportOnAll, reportOnPartner } from './report.ts'

const admin = { tags: ['Partners'] }
const params = z.object({ slug: slugSchema })
const body = jsonBody(PartnerInput)
const one = {
  200: { description: 'The partner', headers: tagged, content: json(Partner) },
}

const period = z
  .strictObject({
    training: slugSchema.optional(),
    from: z.iso.date().optional().meta({ description: 'The first day, like 2027-03-01' }),
    to: z.iso.date().optional().meta({ description: 'The last day' }),
  })
  .refine(({ from = '', to }) => to === undefined || from <= to, {
    path: ['to'],
    message: 'Use the same day as from, or a later one.',
  })

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
    request: { query: period },
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
  routes.openapi(routesOf.list, async (c) => {
    const { page, nextCursor } = pageOf(await listPartners(app), c.req.valid('query'), ({ slug }) => slug)
    return c.json({ partners: page, nextCursor }, 200)
  })
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
  routes.openapi(routesOf.reportOnAll, async (c) =>
    c.json(await reportOnAll(app, { ...c.req.valid('query'), scope: callerOf(c).scope }), 200),
  )
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

const impressionBytes = 1024
// Of pages, browsers send only this without asking first.
const plainText = /^text\/plain[\t ]*(;|$)/i

const postImpression = publicRoute({
  operationId: 'countImpression',
  refusals: ['training-withdrawn'],
  method: 'post',
  path: '/trainings/{slug}/seen',
  tags: ['Public'],
  summary: 'Count that a form came into view, or that a visitor started filling it in',
  description:
    'Sent as text/plain, so browsers don’t need to ask first. Counts per partner, training, and day. Keeps nothing about the person.',
  request: {
    params: z.object({ slug: z.string().max(63) }),
    body: { required: true, content: { 'text/plain': { schema: Impression } } },
  },
  responses: {
    204: { description: 'Counted' },
  },
})

export function publicPartnerRoutes(app: App) {
  const routes = new OpenAPIHono()
  routes.openAPIRegistry.registerPath(postImpression)
  // Described above but read by hand: zod-openapi would treat the body as text.
  routes.post('/trainings/:slug/seen', async (c) => {
    app.limits.take('views', c)
    const impression = await readImpression(c)
    await noteImpression(app, c.req.param('slug'), { ...impression, origin: c.req.header('origin') })
    return c.body(null, 204, { 'Cache-Control': 'no-store' })
  })
  return routes
}

async function readImpression(c: Context): Promise<Impression> {
  if (!plainText.test(c.req.header('content-type') ?? '')) throw new ProblemError('unsupported-media-type')
  if (Number(c.req.header('content-length') ?? 0) > impressionBytes) throw new ProblemError('too-large')
  const text = await c.req.text()
  if (text.length > impressionBytes) throw new ProblemError('too-large')
  const given = parseJson(text)
  const parsed = Impression.safeParse(given)
  if (!parsed.success) throw refuseInvalid(c, parsed.error, given)
  return parsed.data
}
