import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  AdminTraining,
  AdminTrainingList,
  language,
  oldFaults,
  slug as slugSchema,
  TrainingAnswer,
  TrainingChangePreview,
  TrainingInput,
  TrainingPatch,
} from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../../core/context.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { callerOf } from '../../../platform/access/caller.ts'
import { refuseInvalid, refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import {
  created,
  ifMatch,
  ifMatchNeeded,
  json,
  jsonBody,
  locationOf,
  tagged,
} from '../../../platform/http/api/api-route.ts'
import { refuseStale, requireMatch, withTag } from '../../../platform/http/api/if-match.ts'
import { pagedByText } from '../../../platform/http/api/paging.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { previewAnswer } from '../../../visitors/api/training-answer.ts'
import { listAdminTrainings, readAdminTraining } from './admin-training.ts'
import { createTraining, deleteTraining, mergePatch, withOrganizerLogo } from './change-training.ts'
import { parseKeepingOld } from './keep-old.ts'
import { requireStartToCome } from './require-times.ts'
import { previewChange, saveTraining } from './save-training.ts'

const adminParams = z.object({ slug: slugSchema })
const admin = { tags: ['Trainings'] }
const one = {
  200: { description: 'The training', headers: tagged, content: json(AdminTraining) },
}
const body = jsonBody(TrainingInput)

const notifying = z.strictObject({
  notify: z.enum(['true', 'false']).default('true').meta({
    description:
      '`false` saves a new time or place without an email. That a training is called off, or takes place after all, everyone is told in any case',
  }),
})

const adminRoutes = {
  list: adminRoute({
    operationId: 'listTrainings',
    needs: 'read-trainings',
    ...admin,
    method: 'get',
    path: '/',
    summary: 'Trainings with exact seats, by their start',
    request: { query: z.strictObject(pagedByText()) },
    responses: {
      200: { description: 'The trainings', content: json(AdminTrainingList) },
    },
  }),
  create: adminRoute({
    operationId: 'createTraining',
    needs: 'change-trainings',
    of: 'everything',
    refusals: ['slug-taken'],
    ...admin,
    method: 'post',
    path: '/',
    summary: 'Create a training',
    request: { body },
    responses: {
      201: { description: 'Created', headers: { ...created, ...tagged }, content: json(AdminTraining) },
    },
  }),
  read: adminRoute({
    operationId: 'readTraining',
    needs: 'read-trainings',
    of: 'training',
    ...admin,
    method: 'get',
    path: '/{slug}',
    summary: 'Read a training',
    request: { params: adminParams },
    responses: one,
  }),
  replace: adminRoute({
    operationId: 'replaceTraining',
    needs: 'change-trainings',
    of: 'training',
    ...admin,
    method: 'put',
    path: '/{slug}',
    summary: 'Replace a training. Added seats go to the waiting list',
    request: { params: adminParams, query: notifying, headers: ifMatchNeeded, body },
    responses: one,
  }),
  patch: adminRoute({
    operationId: 'changeTraining',
    needs: 'change-trainings',
    of: 'training',
    ...admin,
    method: 'patch',
    path: '/{slug}',
    summary: 'Change some properties of a training (RFC 7396: null removes one)',
    request: { params: adminParams, query: notifying, headers: ifMatch, body: jsonBody(TrainingPatch) },
    responses: one,
  }),
  preview: adminRoute({
    operationId: 'previewTrainingChange',
    needs: 'change-trainings',
    of: 'training',
    ...admin,
    method: 'post',
    path: '/{slug}/preview-change',
    summary: 'What a change would lead to: the emails, and how many. Changes nothing',
    request: { params: adminParams, query: notifying, body: jsonBody(TrainingPatch) },
    responses: { 200: { description: 'What the change would lead to', content: json(TrainingChangePreview) } },
  }),
  show: adminRoute({
    operationId: 'previewTraining',
    needs: 'change-trainings',
    of: 'training',
    ...admin,
    method: 'post',
    path: '/{slug}/preview',
    summary: 'The training as visitors would get it after a change, with its form. Changes nothing',
    request: {
      params: adminParams,
      query: z.strictObject({ lang: language.default('en') }),
      body: jsonBody(TrainingPatch),
    },
    responses: { 200: { description: 'The training', content: json(TrainingAnswer) } },
  }),
  delete: adminRoute({
    operationId: 'deleteTraining',
    needs: 'change-trainings',
    of: 'training',
    refusals: ['has-registrations'],
    ...admin,
    method: 'delete',
    path: '/{slug}',
    summary: 'Delete a training without registrations',
    request: { params: adminParams, headers: ifMatch },
    responses: { 204: { description: 'Deleted' } },
  }),
}

export function adminTrainingRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(adminRoutes.list, async (c) =>
    c.json(await listAdminTrainings(app, callerOf(c).scope, c.req.valid('query')), 200),
  )
  routes.openapi(adminRoutes.create, async (c) => {
    const input = await withOrganizerLogo(app, c.req.valid('json'))
    const training = await createAndRead(app, input)
    return c.json(tagTraining(c, training), 201, locationOf(app.config, `/admin/trainings/${input.slug}`))
  })
  routes.openapi(adminRoutes.read, async (c) =>
    c.json(tagTraining(c, await readAdminTraining(app, c.req.valid('param').slug)), 200),
  )
  mountChanges(app, routes)
  mountPreviews(app, routes)
  routes.openapi(adminRoutes.delete, async (c) => {
    const { slug } = c.req.valid('param')
    await app.db.transaction((tx) => deleteTraining(app, tx, slug, (present) => refuseStale(c, present)))
    return c.body(null, 204)
  })
  return routes
}

function mountPreviews(app: App, routes: OpenAPIHono) {
  routes.openapi(adminRoutes.preview, async (c) => {
    const { slug } = c.req.valid('param')
    const change = await patchOf(app, c, slug, c.req.valid('json'))
    const { training, emails } = await previewChange(app, slug, change, notifyOf(c.req.valid('query')))
    return c.json({ training: training.training, warnings: training.warnings, emails }, 200)
  })
  routes.openapi(adminRoutes.show, async (c) => {
    const { slug } = c.req.valid('param')
    const { training } = await readAdminTraining(app, slug)
    const input = keepSlug(readPatched(c, training, c.req.valid('json')), slug)
    return c.json(await previewAnswer(app, input, c.req.valid('query').lang), 200)
  })
}

function mountChanges(app: App, routes: OpenAPIHono) {
  routes.openapi(adminRoutes.replace, async (c) => {
    const { slug } = c.req.valid('param')
    const input = await withOrganizerLogo(app, c.req.valid('json'))
    const { training } = await saveTraining(
      app,
      slug,
      (present) => {
        requireMatch(c, present)
        return keepSlug(input, slug)
      },
      notifyOf(c.req.valid('query')),
    )
    return c.json(tagTraining(c, training), 200)
  })
  routes.openapi(adminRoutes.patch, async (c) => {
    const { slug } = c.req.valid('param')
    const change = await patchOf(app, c, slug, c.req.valid('json'))
    const { training } = await saveTraining(
      app,
      slug,
      (present) => {
        refuseStale(c, present)
        return change(present)
      },
      notifyOf(c.req.valid('query')),
    )
    return c.json(tagTraining(c, training), 200)
  })
}

const createAndRead = (app: App, input: TrainingInput) =>
  app.db.transaction(async (tx) => {
    await createTraining(app, tx, input)
    requireStartToCome(input, app.now())
    return readAdminTraining(app, input.slug, tx)
  })

const notifyOf = ({ notify }: z.output<typeof notifying>) => ({ notify: notify === 'true' })

/** Returns the change that a merge patch makes. */
async function patchOf(app: App, c: Context, slug: string, given: Record<string, unknown>) {
  const patch = await withOrganizerLogo(app, given)
  return (present: TrainingInput): TrainingInput => keepSlug(readPatched(c, present, patch), slug)
}

const tagTraining = (c: Context, answer: AdminTraining) => withTag(c, answer, answer.training)

function readPatched(c: Context, present: TrainingInput, patch: Record<string, unknown>): TrainingInput {
  const patched = mergePatch(present, patch)
  const parsed = parseKeepingOld(patched, oldFaults(present))
  if (parsed.success) return parsed.data
  throw refuseInvalid(c, parsed.error, patched)
}

/** Refuses a new slug: links and snippets on partners' pages contain it. */
function keepSlug(input: TrainingInput, slug: string): TrainingInput {
  if (input.slug === slug) return input
  throw new ProblemError('invalid-input', {
    errors: [
      { pointer: '/slug', code: 'fixed', message: `The slug can’t change from ${slug}: other sites link to it.` },
    ],
  })
}
