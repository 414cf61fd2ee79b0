import { OpenAPIHono, z } from '@hono/zod-openapi'
import { MessageTemplate, MessageTemplateInput, MessageTemplateList } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { deleteTemplate, listTemplates, saveTemplate } from '../../../core/messages/message-templates.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json, jsonBody } from '../../../platform/http/api/api-route.ts'

const admin = { tags: ['Messages'] }

const routesOf = {
  list: adminRoute({
    operationId: 'listMessageTemplates',
    needs: 'read-messages',
    ...admin,
    method: 'get',
    path: '/message-templates',
    summary: 'Words for messages that are used again, by name',
    responses: { 200: { description: 'All of them', content: json(MessageTemplateList) } },
  }),
  save: adminRoute({
    operationId: 'saveMessageTemplate',
    needs: 'send-messages',
    ...admin,
    method: 'post',
    path: '/message-templates',
    summary: 'Save words under a name, instead of those that had it before',
    request: { body: jsonBody(MessageTemplateInput) },
    responses: { 200: { description: 'Saved', content: json(MessageTemplate) } },
  }),
  delete: adminRoute({
    operationId: 'deleteMessageTemplate',
    needs: 'send-messages',
    refusals: ['not-found'],
    ...admin,
    method: 'delete',
    path: '/message-templates/{id}',
    summary: 'Delete a template. Messages that began with it stay',
    request: { params: z.object({ id: z.uuid() }) },
    responses: { 204: { description: 'Deleted' } },
  }),
}

/** Creates the routes of the words that are used again. */
export function messageTemplateRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.list, async (c) => c.json({ templates: await listTemplates(app.db.reader) }, 200))
  routes.openapi(routesOf.save, async (c) => c.json(await saveTemplate(app, c.req.valid('json')), 200))
  routes.openapi(routesOf.delete, async (c) => {
    await deleteTemplate(app, c.req.valid('param').id)
    return c.body(null, 204)
  })
  return routes
}
