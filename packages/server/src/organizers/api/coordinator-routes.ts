import { OpenAPIHono, z } from '@hono/zod-openapi'
import { AdminRegistration, AgencyPersonInput, AgencyReplacementInput, slug } from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { callerOf, may } from '../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { created, json, jsonBody, locationOf } from '../../platform/http/api/api-route.ts'
import { idempotencyHeader, readIdempotency } from '../../platform/http/api/idempotency-key.ts'
import { describeAdded } from './people/describe-added.ts'
import { giveUpForAgency, registerForAgency, replaceForAgency } from './people/for-agency.ts'
import { readRegistration } from './people/lists/list-registrations.ts'

const admin = { tags: ['Registrations'], needs: 'coordinate' as const }
const params = z.object({ id: z.uuid('Use the id of a registration, not its reference; find it with q.') })
const ended = ['coordinators-off', 'registration-closed', 'training-cancelled', 'training-withdrawn'] as const

const add = adminRoute({
  operationId: 'registerAgencyPerson',
  of: 'training',
  refusals: [
    'not-found',
    'invalid-answers',
    'already-registered',
    'key-reused',
    'training-full',
    'registration-not-open',
    ...ended,
  ],
  ...admin,
  method: 'post',
  path: '/trainings/{slug}/agency-people',
  summary: 'Register someone of your agency, if the training lets agency coordinators do that',
  description:
    'They are admitted like a visitor, without a code, and get the same emails. Only people on your agency’s list count as registered already. With an Idempotency-Key, a request repeated byte for byte registers no one and gets the same registration for 24 hours',
  request: { params: z.object({ slug }), headers: idempotencyHeader, body: jsonBody(AgencyPersonInput) },
  responses: { 201: { description: 'The registration', headers: created, content: json(AdminRegistration) } },
})

const replace = adminRoute({
  operationId: 'replaceAgencyPerson',
  of: 'registration',
  refusals: ['wrong-status', 'invalid-answers', 'already-registered', ...ended],
  ...admin,
  method: 'post',
  path: '/registrations/{id}/replace',
  summary: 'Give the seat of someone that a coordinator registered to a colleague of their agency',
  description: 'Both get an email',
  request: { params, body: jsonBody(AgencyReplacementInput) },
  responses: {
    201: { description: 'The colleague’s registration', headers: created, content: json(AdminRegistration) },
  },
})

const giveUp = adminRoute({
  operationId: 'giveUpAgencySeat',
  of: 'registration',
  refusals: ['wrong-status', ...ended],
  ...admin,
  method: 'post',
  path: '/registrations/{id}/give-up',
  summary: 'Give up the seat of someone that a coordinator registered',
  request: { params },
  responses: { 200: { description: 'The registration', content: json(AdminRegistration) } },
})

/** Creates the routes with which coordinators of agencies register, replace, and cancel their people. */
export function coordinatorRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  const present = (c: Context, id: string) => readRegistration(app.db.reader, id, may(callerOf(c), 'read-sensitive'))
  const at = (id: string) => locationOf(app.config, `/admin/registrations/${id}`)
  routes.openapi(add, async (c) => {
    const { slug: training } = c.req.valid('param')
    const idempotency = readIdempotency(c, await c.req.text())
    const id = await registerForAgency(app, callerOf(c), training, c.req.valid('json'), idempotency)
    await describeAdded(c, { training, ids: [id] })
    return c.json(await present(c, id), 201, at(id))
  })
  routes.openapi(replace, async (c) => {
    const id = await replaceForAgency(app, callerOf(c), c.req.valid('param').id, c.req.valid('json'))
    return c.json(await present(c, id), 201, at(id))
  })
  routes.openapi(giveUp, async (c) => {
    const { id } = c.req.valid('param')
    await giveUpForAgency(app, callerOf(c), id)
    return c.json(await present(c, id), 200)
  })
  return routes
}
