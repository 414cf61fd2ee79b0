import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  PartnerHostList,
  PartnerPage,
  PartnerPageInput,
  PartnerPageList,
  ReportLink,
  slug,
} from '@training-signup/contract'
import type { App } from '../../core/context.ts'
import { listHosts } from '../../core/partners/hosts.ts'
import {
  addPartnerPage,
  checkPartnerPage,
  listPartnerPages,
  removePartnerPage,
} from '../../core/partners/page-checks.ts'
import { findPartner } from '../../core/partners/partners.ts'
import { endReportLink, makeReportLink } from '../../core/partners/report-link.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { created, json, jsonBody, locationOf } from '../../platform/http/api/api-route.ts'
import { readReleases } from '../../visitors/embed/manifest.ts'

const admin = { tags: ['Partners'] }
const params = z.object({ slug })
const partnerPageParams = params.extend({ id: z.uuid() })

const routesOf = {
  hosts: adminRoute({
    operationId: 'listPartnerHosts',
    needs: 'read-partners',
    of: 'partner',
    ...admin,
    method: 'get',
    path: '/{slug}/hosts',
    summary: 'Sites on which a partner’s sign-up was seen, and the scripts that they load',
    request: { params },
    responses: { 200: { description: 'The sites, seen last first', content: json(PartnerHostList) } },
  }),
  list: adminRoute({
    operationId: 'listPlacements',
    needs: 'read-partners',
    of: 'partner',
    ...admin,
    method: 'get',
    path: '/{slug}/placements',
    summary: 'A partner’s pages that carry the sign-up, and what the server last found there',
    request: { params },
    responses: { 200: { description: 'The pages', content: json(PartnerPageList) } },
  }),
  add: adminRoute({
    operationId: 'addPlacement',
    needs: 'change-partners',
    of: 'partner',
    ...admin,
    method: 'post',
    path: '/{slug}/placements',
    summary: 'Add a page. The server looks at it within minutes, and then every day',
    request: { params, body: jsonBody(PartnerPageInput) },
    responses: { 201: { description: 'Added', headers: created, content: json(PartnerPage) } },
  }),
  check: adminRoute({
    operationId: 'checkPlacement',
    needs: 'change-partners',
    of: 'partner',
    ...admin,
    method: 'post',
    path: '/{slug}/placements/{id}/check',
    summary: 'Load a page now and look for the sign-up in it',
    request: { params: partnerPageParams },
    responses: { 200: { description: 'What is there', content: json(PartnerPage) } },
  }),
  remove: adminRoute({
    operationId: 'removePlacement',
    needs: 'change-partners',
    of: 'partner',
    ...admin,
    method: 'delete',
    path: '/{slug}/placements/{id}',
    summary: 'Take a page off the list',
    request: { params: partnerPageParams },
    responses: { 204: { description: 'Removed' } },
  }),
  makeLink: adminRoute({
    operationId: 'makeReportLink',
    needs: 'change-partners',
    of: 'partner',
    ...admin,
    method: 'post',
    path: '/{slug}/report-link',
    summary: 'Make a secret link to the partner’s report. An earlier link ends',
    request: { params },
    responses: { 200: { description: 'The link', content: json(ReportLink) } },
  }),
  endLink: adminRoute({
    operationId: 'endReportLink',
    needs: 'change-partners',
    of: 'partner',
    ...admin,
    method: 'delete',
    path: '/{slug}/report-link',
    summary: 'End the link to the partner’s report',
    request: { params },
    responses: { 204: { description: 'Ended' } },
  }),
}

export function partnerHealthRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.hosts, async (c) => {
    const { slug: partner } = c.req.valid('param')
    await findPartner(app.db.reader, partner)
    return c.json({ hosts: await listHosts(app.db.reader, partner) }, 200)
  })
  routes.openapi(routesOf.list, async (c) =>
    c.json({ placements: await listPartnerPages(app, c.req.valid('param').slug) }, 200),
  )
  routes.openapi(routesOf.add, async (c) => {
    const { slug: partner } = c.req.valid('param')
    const partnerPage = await addPartnerPage(app, partner, c.req.valid('json').url)
    return c.json(partnerPage, 201, locationOf(app.config, `/admin/partners/${partner}/placements`))
  })
  routes.openapi(routesOf.check, async (c) => {
    const { slug: partner, id } = c.req.valid('param')
    return c.json(await checkPartnerPage(app, partner, id, readReleases), 200)
  })
  routes.openapi(routesOf.remove, async (c) => {
    const { slug: partner, id } = c.req.valid('param')
    await removePartnerPage(app, partner, id)
    return c.body(null, 204)
  })
  routes.openapi(routesOf.makeLink, async (c) =>
    c.json({ url: await makeReportLink(app, c.req.valid('param').slug) }, 200),
  )
  routes.openapi(routesOf.endLink, async (c) => {
    await endReportLink(app, c.req.valid('param').slug)
    return c.body(null, 204)
  })
  return routes
}
