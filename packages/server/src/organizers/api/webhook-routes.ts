import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  deliveryOutcomes,
  Webhook,
  WebhookDelivery,
  WebhookDeliveryList,
  WebhookInput,
  WebhookList,
  WebhookPatch,
  WebhookWithSecret,
} from '@training-signup/contract'
import type { App } from '../../core/context.ts'
import { listDeliveries, replayDelivery, sendTest } from '../../core/webhooks/deliveries.ts'
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  finishRotation,
  listWebhooks,
  readWebhook,
  rotateSecret,
} from '../../core/webhooks/webhooks.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { created, json, jsonBody, locationOf } from '../../platform/http/api/api-route.ts'
import { pagedById, pagedByText, pageOf } from '../../platform/http/api/paging.ts'

const admin = { tags: ['Webhooks'] }
const params = z.object({ id: z.uuid() })
const one = {
  200: { description: 'The webhook', content: json(Webhook) },
}
const queued = {
  202: { description: 'It will be sent in a moment', content: json(WebhookDelivery) },
}
const deliveriesQuery = z.strictObject({
  status: z.enum(deliveryOutcomes).optional(),
  ...pagedById,
})

const routesOf = {
  list: adminRoute({
    operationId: 'listWebhooks',
    needs: 'manage-webhooks',
    of: 'everything',
    ...admin,
    method: 'get',
    path: '/',
    summary: 'Webhooks, oldest first',
    request: { query: z.strictObject(pagedByText()) },
    responses: { 200: { description: 'The webhooks', content: json(WebhookList) } },
  }),
  create: adminRoute({
    operationId: 'createWebhook',
    needs: 'manage-webhooks',
    of: 'everything',
    ...admin,
    method: 'post',
    path: '/',
    summary: 'Create a webhook',
    description:
      'Signed according to https://www.standardwebhooks.com. Deliveries contain ids, never personal data; look up the rest with a token. A request that is repeated within 24 hours, before anyone changed its webhook, creates no other: it is answered with the same one and its secret. A delivery can arrive twice, with the same webhook-id, and out of order.',
    request: { body: jsonBody(WebhookInput) },
    responses: {
      201: { description: 'Created, with its secret', headers: created, content: json(WebhookWithSecret) },
    },
  }),
  read: adminRoute({
    operationId: 'readWebhook',
    needs: 'manage-webhooks',
    of: 'everything',
    ...admin,
    method: 'get',
    path: '/{id}',
    summary: 'Read a webhook',
    request: { params },
    responses: one,
  }),
  change: adminRoute({
    operationId: 'changeWebhook',
    needs: 'manage-webhooks',
    of: 'everything',
    ...admin,
    method: 'patch',
    path: '/{id}',
    summary: 'Change a webhook, or turn it on or off. Waiting deliveries are kept',
    request: { params, body: jsonBody(WebhookPatch) },
    responses: one,
  }),
  delete: adminRoute({
    operationId: 'deleteWebhook',
    needs: 'manage-webhooks',
    of: 'everything',
    ...admin,
    method: 'delete',
    path: '/{id}',
    summary: 'Delete a webhook and its deliveries',
    request: { params },
    responses: { 204: { description: 'Deleted' } },
  }),
  rotate: adminRoute({
    operationId: 'rotateSecret',
    needs: 'manage-webhooks',
    of: 'everything',
    refusals: ['rotation-open'],
    ...admin,
    method: 'post',
    path: '/{id}/rotate',
    summary: 'Start rotating the secret. Both secrets sign until you finish',
    request: { params },
    responses: {
      200: { description: 'The webhook with its new secret', content: json(WebhookWithSecret) },
    },
  }),
  finishRotation: adminRoute({
    operationId: 'finishRotation',
    needs: 'manage-webhooks',
    of: 'everything',
    ...admin,
    method: 'post',
    path: '/{id}/rotate/finish',
    summary: 'Finish rotating the secret. The old one stops signing',
    request: { params },
    responses: one,
  }),
  test: adminRoute({
    operationId: 'testWebhook',
    needs: 'manage-webhooks',
    of: 'everything',
    refusals: ['webhook-off'],
    ...admin,
    method: 'post',
    path: '/{id}/test',
    summary: 'Send an event of the type webhook.test',
    request: { params },
    responses: queued,
  }),
  deliveries: adminRoute({
    operationId: 'listDeliveries',
    needs: 'manage-webhooks',
    of: 'everything',
    ...admin,
    method: 'get',
    path: '/{id}/deliveries',
    summary: 'Deliveries, sent and waiting, newest first. Kept for 30 days',
    request: { params, query: deliveriesQuery },
    responses: {
      200: { description: 'A page', content: json(WebhookDeliveryList) },
    },
  }),
  replay: adminRoute({
    operationId: 'replayDelivery',
    needs: 'manage-webhooks',
    of: 'everything',
    refusals: ['webhook-off'],
    ...admin,
    method: 'post',
    path: '/deliveries/{id}/replay',
    summary: 'Send a delivery again',
    request: { params },
    responses: queued,
  }),
}

export function webhookRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.list, async (c) => {
    const { page, nextCursor } = pageOf(await listWebhooks(app), c.req.valid('query'), ({ id }) => id)
    return c.json({ webhooks: page, nextCursor }, 200)
  })
  routes.openapi(routesOf.create, async (c) => {
    const webhook = await createWebhook(app, c.req.valid('json'))
    return c.json(webhook, 201, locationOf(app.config, `/admin/webhooks/${webhook.id}`))
  })
  routes.openapi(routesOf.read, async (c) => c.json(await readWebhook(app, c.req.valid('param').id), 200))
  routes.openapi(routesOf.change, async (c) => {
    const { id } = c.req.valid('param')
    await changeWebhook(app, id, c.req.valid('json'))
    return c.json(await readWebhook(app, id), 200)
  })
  routes.openapi(routesOf.delete, async (c) => {
    await deleteWebhook(app, c.req.valid('param').id)
    return c.body(null, 204)
  })
  routes.openapi(routesOf.rotate, async (c) => {
    const { id } = c.req.valid('param')
    const secret = await rotateSecret(app, id)
    return c.json({ ...(await readWebhook(app, id)), secret }, 200)
  })
  routes.openapi(routesOf.finishRotation, async (c) => {
    const { id } = c.req.valid('param')
    await finishRotation(app, id)
    return c.json(await readWebhook(app, id), 200)
  })
  routes.openapi(routesOf.test, async (c) => c.json(await sendTest(app, c.req.valid('param').id), 202))
  routes.openapi(routesOf.deliveries, async (c) =>
    c.json(await listDeliveries(app, c.req.valid('param').id, c.req.valid('query')), 200),
  )
  routes.openapi(routesOf.replay, async (c) => c.json(await replayDelivery(app, c.req.valid('param').id), 202))
  return routes
}
