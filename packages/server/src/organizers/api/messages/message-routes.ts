import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  MailState,
  Message,
  MessageChange,
  MessageInput,
  MessageList,
  MessagePreview,
  MessageReport,
  MessageSchedule,
  PreviewInput,
  slug,
} from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import {
  changeMessage,
  deleteDraft,
  draftMessage,
  listMessages,
  reportOnMessage,
} from '../../../core/messages/messages.ts'
import { scheduleMessage, unscheduleMessage } from '../../../core/messages/schedule-message.ts'
import { adminRoute, requireTraining } from '../../../platform/access/admin-route.ts'
import { callerOf } from '../../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { created, ifMatch, json, jsonBody, locationOf, tagged } from '../../../platform/http/api/api-route.ts'
import { refuseStale, withTag } from '../../../platform/http/api/if-match.ts'
import { pagedById } from '../../../platform/http/api/paging.ts'
import { previewMessage, sendMessage } from './preview-message.ts'
import { testMessage } from './test-message.ts'

const admin = { tags: ['Messages'] }
const params = z.object({ id: z.uuid() })

const tag = z.string().max(100).optional().meta({
  description: 'The `tag` of a preview. Nothing is sent if it would reach other people by now',
})

const routesOf = {
  draft: adminRoute({
    operationId: 'draftMessage',
    needs: 'send-messages',
    refusals: ['not-found'],
    ...admin,
    method: 'post',
    path: '/messages',
    summary: 'Write a message to people in a training. Sends nothing yet',
    request: { body: jsonBody(MessageInput) },
    responses: {
      201: { description: 'A draft', headers: { ...created, ...tagged }, content: json(Message) },
    },
  }),
  list: adminRoute({
    operationId: 'listMessages',
    needs: 'read-messages',
    refusals: ['not-found'],
    ...admin,
    method: 'get',
    path: '/messages',
    summary: 'Messages, latest first',
    request: { query: z.strictObject({ training: slug.optional(), ...pagedById }) },
    responses: { 200: { description: 'A page', content: json(MessageList) } },
  }),
  read: adminRoute({
    operationId: 'readMessage',
    needs: 'read-messages',
    of: 'message',
    ...admin,
    method: 'get',
    path: '/messages/{id}',
    summary: 'A message and its delivery status per recipient',
    request: { params, query: z.strictObject({ state: MailState.optional(), ...pagedById }) },
    responses: { 200: { description: 'The message', headers: tagged, content: json(MessageReport) } },
  }),
  change: adminRoute({
    operationId: 'changeMessage',
    needs: 'send-messages',
    of: 'message',
    refusals: ['wrong-status'],
    ...admin,
    method: 'patch',
    path: '/messages/{id}',
    summary: 'Change a draft. Preview it again before you send it',
    request: { params, headers: ifMatch, body: jsonBody(MessageChange) },
    responses: {
      200: { description: 'The draft', headers: tagged, content: json(Message) },
    },
  }),
  delete: adminRoute({
    operationId: 'deleteMessage',
    needs: 'send-messages',
    of: 'message',
    refusals: ['wrong-status'],
    ...admin,
    method: 'delete',
    path: '/messages/{id}',
    summary: 'Delete a draft',
    request: { params, headers: ifMatch },
    responses: { 204: { description: 'Deleted' } },
  }),
  preview: adminRoute({
    operationId: 'previewMessage',
    needs: 'send-messages',
    of: 'message',
    ...admin,
    method: 'post',
    path: '/messages/{id}/preview',
    summary: 'How many people would get it now, and what one of them would read. Sends nothing',
    request: { params, body: { content: json(PreviewInput) } },
    responses: { 200: { description: 'The preview', content: json(MessagePreview) } },
  }),
  test: adminRoute({
    operationId: 'testMessage',
    needs: 'send-messages',
    of: 'message',
    ...admin,
    method: 'post',
    path: '/messages/{id}/test',
    summary: 'Send it to you only: to your account’s address or, with a key or token, to the training’s contact.email',
    request: { params },
    responses: { 204: { description: 'The email is on its way' } },
  }),
  schedule: adminRoute({
    operationId: 'scheduleMessage',
    needs: 'send-messages',
    of: 'message',
    refusals: ['wrong-status'],
    ...admin,
    method: 'put',
    path: '/messages/{id}/schedule',
    summary: 'Send it at a time, to everyone it is for by then. Again, it sets another time',
    request: { params, body: jsonBody(MessageSchedule) },
    responses: { 200: { description: 'It waits', content: json(Message) } },
  }),
  unschedule: adminRoute({
    operationId: 'unscheduleMessage',
    needs: 'send-messages',
    of: 'message',
    refusals: ['wrong-status'],
    ...admin,
    method: 'delete',
    path: '/messages/{id}/schedule',
    summary: 'Take it back before its time: it is a draft again',
    request: { params },
    responses: { 200: { description: 'A draft', headers: tagged, content: json(Message) } },
  }),
  send: adminRoute({
    operationId: 'sendMessage',
    needs: 'send-messages',
    of: 'message',
    ...admin,
    method: 'post',
    path: '/messages/{id}/send',
    summary: 'Send it to everyone it is for. Calling this again sends nothing',
    refusals: ['precondition-failed'],
    request: { params, query: z.strictObject({ tag }) },
    responses: { 200: { description: 'Already being sent or sent', content: json(Message) } },
  }),
}

export function adminMessageRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.draft, async (c) => {
    await requireTraining(c, c.req.valid('json').training)
    const message = await draftMessage(app, callerOf(c).scope, c.req.valid('json'))
    return c.json(withTag(c, message), 201, locationOf(app.config, `/admin/messages/${message.id}`))
  })
  routes.openapi(routesOf.list, async (c) =>
    c.json(await listMessages(app, { ...c.req.valid('query'), scope: callerOf(c).scope }), 200),
  )
  routes.openapi(routesOf.read, async (c) => {
    const report = await reportOnMessage(app, c.req.valid('param').id, c.req.valid('query'))
    return c.json(withTag(c, report, report.message), 200)
  })
  routes.openapi(routesOf.change, async (c) => {
    const { id } = c.req.valid('param')
    const { scope } = callerOf(c)
    const changed = await changeMessage(app, scope, id, c.req.valid('json'), (present) => refuseStale(c, present))
    return c.json(withTag(c, changed), 200)
  })
  routes.openapi(routesOf.delete, async (c) => {
    await deleteDraft(app, c.req.valid('param').id, (present) => refuseStale(c, present))
    return c.body(null, 204)
  })
  routes.openapi(routesOf.preview, async (c) =>
    c.json(await previewMessage(app, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  sendingRoutes(app, routes)
  return routes
}

/** Creates the routes that send a message: to oneself, at a time, or now. */
function sendingRoutes(app: App, routes: OpenAPIHono) {
  routes.openapi(routesOf.test, async (c) => {
    await testMessage(app, c.req.valid('param').id, callerOf(c))
    return c.body(null, 204)
  })
  routes.openapi(routesOf.schedule, async (c) =>
    c.json(await scheduleMessage(app, c.req.valid('param').id, c.req.valid('json').sendAt), 200),
  )
  routes.openapi(routesOf.unschedule, async (c) =>
    c.json(withTag(c, await unscheduleMessage(app, c.req.valid('param').id)), 200),
  )
  routes.openapi(routesOf.send, async (c) =>
    c.json(await sendMessage(app, c.req.valid('param').id, c.req.valid('query').tag), 200),
  )
}
