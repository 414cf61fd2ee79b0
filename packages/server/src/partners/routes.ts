import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { Partner, PartnerInput, slug as slugSchema } from '@training-signup/contract'
import { problemAnswer, refuseInvalidInput } from '../answer-problem.ts'
import type { Deps } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import { createPartner, deletePartner, findPartner, listPartners, replacePartner } from './partners.ts'

const admin = { tags: ['Partners'], security: [{ bearer: [] }] }
const params = z.object({ slug: slugSchema })
const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } })
const body = { required: true, content: json(PartnerInput) }
const one = {
  200: { description: 'The partner', content: json(Partner) },
  404: problemAnswer('There is no such partner'),
}

const routesOf = {
  list: createRoute({
    ...admin,
    method: 'get',
    path: '/',
    summary: 'All partners',
    responses: { 200: { description: 'The partners', content: json(z.object({ partners: z.array(Partner) })) } },
  }),
  create: createRoute({
    ...admin,
    method: 'post',
    path: '/',
    summary: 'Create a partner',
    request: { body },
    responses: { 201: { description: 'Created', content: json(Partner) }, 409: problemAnswer('The slug is taken') },
  }),
  read: createRoute({
    ...admin,
    method: 'get',
    path: '/{slug}',
    summary: 'Read a partner',
    request: { params },
    responses: one,
  }),
  replace: createRoute({
    ...admin,
    method: 'put',
    path: '/{slug}',
    summary: 'Replace a partner',
    request: { params, body },
    responses: one,
  }),
  delete: createRoute({
    ...admin,
    method: 'delete',
    path: '/{slug}',
    summary: 'Delete a partner that no training names',
    request: { params },
    responses: { 204: { description: 'Deleted' }, 404: one[404], 409: problemAnswer('Trainings name it') },
  }),
}

export function partnerRoutes(deps: Deps) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.list, async (c) => c.json({ partners: await listPartners(deps) }, 200))
  routes.openapi(routesOf.create, async (c) => {
    const input = c.req.valid('json')
    await deps.db.transaction((tx) => createPartner(deps, tx, input))
    return c.json(input, 201)
  })
  routes.openapi(routesOf.read, async (c) => c.json(await findPartner(deps, c.req.valid('param').slug), 200))
  routes.openapi(routesOf.replace, async (c) => {
    const { slug } = c.req.valid('param')
    const input = c.req.valid('json')
    if (input.slug !== slug)
      throw new ProblemError('invalid-input', {
        errors: [
          { pointer: '/slug', code: 'fixed', message: `The slug stays ${slug}: snippets on other pages use it.` },
        ],
      })
    await deps.db.transaction((tx) => replacePartner(deps, tx, input))
    return c.json(input, 200)
  })
  routes.openapi(routesOf.delete, async (c) => {
    await deps.db.transaction((tx) => deletePartner(deps, tx, c.req.valid('param').slug))
    return c.body(null, 204)
  })
  return routes
}
