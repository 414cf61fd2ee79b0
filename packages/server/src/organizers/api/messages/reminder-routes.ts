import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  Reminder,
  ReminderInput,
  ReminderList,
  ReminderPreview,
  ReminderPreviewInput,
  reminderKinds,
  slug,
} from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { readReminders, storeReminder } from '../../../core/messages/reminder-texts.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json, jsonBody } from '../../../platform/http/api/api-route.ts'
import { previewReminder } from '../trainings/preview-reminder.ts'

const admin = { tags: ['Trainings'], of: 'training' as const }
const params = z.object({ slug })
const oneOf = params.extend({ kind: z.enum(reminderKinds) })

const routesOf = {
  read: adminRoute({
    operationId: 'readReminders',
    needs: 'read-trainings',
    ...admin,
    method: 'get',
    path: '/trainings/{slug}/reminders',
    summary: 'What the reminders of a training say, and when they go out',
    request: { params },
    responses: { 200: { description: 'The reminders', content: json(ReminderList) } },
  }),
  change: adminRoute({
    operationId: 'changeReminder',
    needs: 'change-trainings',
    ...admin,
    method: 'put',
    path: '/trainings/{slug}/reminders/{kind}',
    summary: 'Write what a reminder says, or bring back the usual words',
    request: { params: oneOf, body: jsonBody(ReminderInput) },
    responses: { 200: { description: 'The reminder', content: json(Reminder) } },
  }),
  preview: adminRoute({
    operationId: 'previewReminder',
    needs: 'change-trainings',
    ...admin,
    method: 'post',
    path: '/trainings/{slug}/reminders/{kind}/preview',
    summary: 'A reminder with these words, as an example person would read it. Changes nothing',
    request: { params: oneOf, body: jsonBody(ReminderPreviewInput) },
    responses: { 200: { description: 'The preview', content: json(ReminderPreview) } },
  }),
}

/** Creates the routes of what reminders say. */
export function reminderRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.read, async (c) => {
    const id = await trainingIdOf(app, c.req.valid('param').slug)
    return c.json({ reminders: await readReminders(app.db.reader, id) }, 200)
  })
  routes.openapi(routesOf.change, async (c) => {
    const { slug: name, kind } = c.req.valid('param')
    const id = await trainingIdOf(app, name)
    const changed = await app.db.transaction(async (tx) => {
      await storeReminder(tx, id, kind, c.req.valid('json').text)
      return (await readReminders(tx, id)).find((one) => one.kind === kind) as Reminder
    })
    return c.json(changed, 200)
  })
  routes.openapi(routesOf.preview, async (c) => {
    const { slug: name, kind } = c.req.valid('param')
    const id = await trainingIdOf(app, name)
    return c.json({ mail: await previewReminder(app, id, { kind, ...c.req.valid('json') }) }, 200)
  })
  return routes
}
