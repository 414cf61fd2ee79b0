import { OpenAPIHono, z } from '@hono/zod-openapi'
import { AdminPendingSignUp, AdminPendingSignUpList, Registrations, slug } from '@training-signup/contract'
import type { App } from '../../core/context.ts'
import { vouchFor } from '../../core/pending-sign-ups/complete.ts'
import { endPending } from '../../core/pending-sign-ups/end.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { callerOf, may } from '../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { json } from '../../platform/http/api/api-route.ts'
import { pagedById } from '../../platform/http/api/paging.ts'
import { readRegistration } from './people/lists/list-registrations.ts'
import { listPendingSignUps, openPendingSignUp } from './people/pending-sign-ups.ts'

const admin = { tags: ['Sign-ups that wait for a code'] }
const params = z.object({ id: z.uuid('Use the id of a request, not its reference.') })

const list = adminRoute({
  operationId: 'listRequests',
  needs: 'read-people',
  refusals: ['not-found'],
  ...admin,
  method: 'get',
  path: '/requests',
  summary: 'Requests that wait for their code, oldest first',
  request: {
    query: z.strictObject({
      training: slug,
      ...pagedById,
    }),
  },
  responses: {
    200: { description: 'A page', content: json(AdminPendingSignUpList) },
  },
})

const read = adminRoute({
  operationId: 'readRequest',
  needs: 'read-people',
  of: 'request',
  ...admin,
  method: 'get',
  path: '/requests/{id}',
  summary: 'Read a request, including sensitive answers if your role reads them',
  request: { params },
  responses: {
    200: { description: 'The request', content: json(AdminPendingSignUp) },
  },
})

const vouch = adminRoute({
  operationId: 'vouchForRequest',
  needs: 'change-people',
  of: 'request',
  refusals: ['wrong-status', 'verification-over', 'training-cancelled', 'training-withdrawn'],
  ...admin,
  method: 'post',
  path: '/requests/{id}/vouch',
  summary: 'Complete a request without its code',
  description: 'Like any registration, it gets seats, places on the waiting list, or waits for approval.',
  request: { params },
  responses: {
    200: { description: 'Admitted', content: json(Registrations) },
  },
})

const end = adminRoute({
  operationId: 'endRequest',
  needs: 'change-people',
  of: 'request',
  refusals: ['wrong-status'],
  ...admin,
  method: 'delete',
  path: '/requests/{id}',
  summary: 'End it: the seats it holds are free, and its code and link no longer work',
  description: 'For a group as for one person. No email is sent, because no one has proven the address.',
  request: { params },
  responses: { 204: { description: 'Ended' } },
})

/** Creates the routes to read unverified sign-ups, to vouch for them, and to end them. */
export function pendingSignUpRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(list, async (c) =>
    c.json(await listPendingSignUps(app, { ...c.req.valid('query'), scope: callerOf(c).scope }), 200),
  )
  routes.openapi(read, async (c) => {
    const sensitive = may(callerOf(c), 'read-sensitive')
    return c.json(await openPendingSignUp(app, c.req.valid('param').id, { sensitive }), 200)
  })
  routes.openapi(vouch, async (c) => {
    const ids = await vouchFor(app, c.req.valid('param').id)
    return c.json({ registrations: await Promise.all(ids.map((id) => readRegistration(app.db.reader, id))) }, 200)
  })
  routes.openapi(end, async (c) => {
    await endPending(app, c.req.valid('param').id)
    return c.body(null, 204)
  })
  return routes
}
