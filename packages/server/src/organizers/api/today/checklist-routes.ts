import { OpenAPIHono, z } from '@hono/zod-openapi'
import { slug as slugSchema, TrainingChecklist } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { callerOf } from '../../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json } from '../../../platform/http/api/api-route.ts'
import { readAdminTraining } from '../trainings/admin-training.ts'
import { checklistOf } from '../trainings/checklist.ts'
import { findClashes } from '../trainings/clashes.ts'
import { testTraining } from '../trainings/test-training.ts'

const params = z.object({ slug: slugSchema })
const admin = { tags: ['Trainings'], of: 'training' as const }

const check = adminRoute({
  operationId: 'checkTraining',
  needs: 'read-trainings',
  ...admin,
  method: 'get',
  path: '/{slug}/checklist',
  summary: 'What to look at before a training is published',
  request: { params },
  responses: { 200: { description: 'The points', content: json(TrainingChecklist) } },
})

const test = adminRoute({
  operationId: 'testTraining',
  needs: 'change-trainings',
  ...admin,
  method: 'post',
  path: '/{slug}/test-email',
  summary: 'Send the email that people with a seat get to the training’s contact. Registers no one',
  request: { params },
  responses: { 204: { description: 'Sent' } },
})

/** Creates the routes to what is looked at before a training is published. */
export function checklistRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(check, async (c) => {
    const { training } = await readAdminTraining(app, c.req.valid('param').slug)
    return c.json({ points: checklistOf(training, app.now(), await findClashes(app, training)) }, 200)
  })
  routes.openapi(test, async (c) => {
    await testTraining(app, c.req.valid('param').slug, callerOf(c))
    return c.body(null, 204)
  })
  return routes
}
