import { OpenAPIHono, z } from '@hono/zod-openapi'
import { AdminTraining, slug as slugSchema, TrainingInput } from '@training-signup/contract'
import type { App } from '../context.ts'
import { refuseInvalid, refuseInvalidInput } from '../http/answer-problem.ts'
import { adminRoute, created, json, jsonBody } from '../http/api-route.ts'
import { ProblemError } from '../problem.ts'
import { listAdminTrainings, readAdminTraining } from './admin-training.ts'
import { changeTraining, createTraining, deleteTraining, mergePatch } from './change-training.ts'

const adminParams = z.object({ slug: slugSchema })
const admin = { tags: ['Trainings'] }
const one = {
  200: { description: 'The training', content: json(AdminTraining) },
}
const body = jsonBody(TrainingInput)

const adminRoutes = {
  list: adminRoute({
    operationId: 'listTrainings',
    ...admin,
    method: 'get',
    path: '/',
    summary: 'All trainings with exact seats',
    responses: {
      200: { description: 'The trainings', content: json(z.object({ trainings: z.array(AdminTraining) })) },
    },
  }),
  create: adminRoute({
    operationId: 'createTraining',
    refusals: ['slug-taken'],
    ...admin,
    method: 'post',
    path: '/',
    summary: 'Create a training',
    request: { body },
    responses: {
      201: { description: 'Created', headers: created, content: json(AdminTraining) },
    },
  }),
  read: adminRoute({
    operationId: 'readTraining',
    ...admin,
    method: 'get',
    path: '/{slug}',
    summary: 'Read a training',
    request: { params: adminParams },
    responses: one,
  }),
  replace: adminRoute({
    operationId: 'replaceTraining',
    ...admin,
    method: 'put',
    path: '/{slug}',
    summary: 'Replace a training; seats that this adds go to the waiting list',
    request: { params: adminParams, body },
    responses: one,
  }),
  patch: adminRoute({
    operationId: 'changeTraining',
    ...admin,
    method: 'patch',
    path: '/{slug}',
    summary: 'Change members of a training (RFC 7396: null removes)',
    request: { params: adminParams, body: { required: true, content: json(z.record(z.string(), z.unknown())) } },
    responses: one,
  }),
  delete: adminRoute({
    operationId: 'deleteTraining',
    refusals: ['has-registrations'],
    ...admin,
    method: 'delete',
    path: '/{slug}',
    summary: 'Delete a training without registrations',
    request: { params: adminParams },
    responses: { 204: { description: 'Deleted' } },
  }),
}

export function adminTrainingRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(adminRoutes.list, async (c) => c.json({ trainings: await listAdminTrainings(app) }, 200))
  routes.openapi(adminRoutes.create, async (c) => {
    const input = c.req.valid('json')
    await app.db.transaction((tx) => createTraining(app, tx, input))
    return c.json(await readAdminTraining(app, input.slug), 201, {
      Location: `${app.config.publicUrl}/api/v1/admin/trainings/${input.slug}`,
    })
  })
  routes.openapi(adminRoutes.read, async (c) => c.json(await readAdminTraining(app, c.req.valid('param').slug), 200))
  routes.openapi(adminRoutes.replace, async (c) => {
    const { slug } = c.req.valid('param')
    const input = c.req.valid('json')
    await app.db.transaction((tx) => changeTraining(app, tx, slug, () => keepSlug(input, slug)))
    return c.json(await readAdminTraining(app, slug), 200)
  })
  routes.openapi(adminRoutes.patch, async (c) => {
    const { slug } = c.req.valid('param')
    const patch = c.req.valid('json')
    await app.db.transaction((tx) =>
      changeTraining(app, tx, slug, (present) => keepSlug(readPatched(present, patch), slug)),
    )
    return c.json(await readAdminTraining(app, slug), 200)
  })
  routes.openapi(adminRoutes.delete, async (c) => {
    await app.db.transaction((tx) => deleteTraining(app, tx, c.req.valid('param').slug))
    return c.body(null, 204)
  })
  return routes
}

function readPatched(present: TrainingInput, patch: Record<string, unknown>): TrainingInput {
  const parsed = TrainingInput.safeParse(mergePatch(present, patch))
  if (!parsed.success) throw refuseInvalid(parsed.error, 'invalid-input')
  return parsed.data
}

/** Refuses a new slug: links and snippets on partners' pages contain it. */
function keepSlug(input: TrainingInput, slug: string): TrainingInput {
  if (input.slug === slug) return input
  throw new ProblemError('invalid-input', {
    errors: [{ pointer: '/slug', code: 'fixed', message: `The slug stays ${slug}: links on other pages use it.` }],
  })
}
