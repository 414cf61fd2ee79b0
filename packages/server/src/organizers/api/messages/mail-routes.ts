import { OpenAPIHono, z } from '@hono/zod-openapi'
import { MailList, MailState, slug } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { callerOf } from '../../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json } from '../../../platform/http/api/api-route.ts'
import { pagedById } from '../../../platform/http/api/paging.ts'
import { searched } from '../people/lists/filters.ts'
import { listMails, markMailReturned, retryMail, unmarkMailReturned } from '../people/mail-list.ts'

const admin = { tags: ['Mails'] }

const routesOf = {
  list: adminRoute({
    operationId: 'listMails',
    needs: 'read-messages',
    refusals: ['not-found'],
    ...admin,
    method: 'get',
    path: '/mails',
    summary: 'Emails that were sent or wait, latest first, without what they say',
    request: {
      query: z.strictObject({
        training: slug.optional(),
        state: MailState.optional(),
        kind: z.string().max(40).optional().meta({ description: 'Needs `training`' }),
        q: searched
          .optional()
          .meta({ description: 'Finds the people that the emails are about, as `findPeople` does' }),
        ...pagedById,
      }),
    },
    responses: {
      200: {
        description: 'A page; with `training`, totals per state',
        content: json(MailList),
      },
    },
  }),
  retry: adminRoute({
    operationId: 'retryMail',
    needs: 'send-messages',
    of: 'mail',
    refusals: ['wrong-status'],
    ...admin,
    method: 'post',
    path: '/mails/{id}/retry',
    summary: 'Retry a failed email',
    request: { params: z.object({ id: z.uuid() }) },
    responses: {
      204: { description: 'It is due now' },
    },
  }),
  returned: adminRoute({
    operationId: 'markMailReturned',
    needs: 'send-messages',
    of: 'mail',
    refusals: ['wrong-status'],
    ...admin,
    method: 'put',
    path: '/mails/{id}/returned',
    summary: 'Note that an email which was sent came back later: it counts like a refused one',
    request: { params: z.object({ id: z.uuid() }) },
    responses: { 204: { description: 'Its state is `failed`' } },
  }),
  arrived: adminRoute({
    operationId: 'unmarkMailReturned',
    needs: 'send-messages',
    of: 'mail',
    refusals: ['wrong-status'],
    ...admin,
    method: 'delete',
    path: '/mails/{id}/returned',
    summary: 'Take back that an email came back',
    request: { params: z.object({ id: z.uuid() }) },
    responses: { 204: { description: 'Its state is `sent`' } },
  }),
}

export function adminMailRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.list, async (c) =>
    c.json(await listMails(app, { ...c.req.valid('query'), scope: callerOf(c).scope }), 200),
  )
  routes.openapi(routesOf.retry, async (c) => {
    await retryMail(app, c.req.valid('param').id)
    return c.body(null, 204)
  })
  routes.openapi(routesOf.returned, async (c) => {
    await markMailReturned(app, c.req.valid('param').id)
    return c.body(null, 204)
  })
  routes.openapi(routesOf.arrived, async (c) => {
    await unmarkMailReturned(app, c.req.valid('param').id)
    return c.body(null, 204)
  })
  return routes
}
