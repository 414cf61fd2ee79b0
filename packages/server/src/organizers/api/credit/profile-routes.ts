import { OpenAPIHono, z } from '@hono/zod-openapi'
import { CreditProfile, CreditProfileInput, CreditProfileList, slug, TrainingCredits } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import {
  createProfile,
  listProfiles,
  readProfile,
  removeProfile,
  replaceProfile,
} from '../../../core/credit/profiles.ts'
import { readCredits, replaceCredits } from '../../../core/credit/training-credits.ts'
import { lockTrainings } from '../../../core/seats/locked-training.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
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

const admin = { tags: ['Credit'] }
const params = z.object({ id: z.uuid() })
const one = { 200: { description: 'The profile', headers: tagged, content: json(CreditProfile) } }
const ofTraining = { ...admin, of: 'training' as const, path: '/trainings/{slug}/credit' }
const credits = {
  200: { description: 'The profiles that it takes', headers: tagged, content: json(TrainingCredits) },
}

const routesOf = {
  list: adminRoute({
    operationId: 'listCreditProfiles',
    needs: 'read-trainings',
    ...admin,
    method: 'get',
    path: '/credit-profiles',
    summary: 'What boards ask for, as organizers typed it',
    responses: { 200: { description: 'The profiles', content: json(CreditProfileList) } },
  }),
  create: adminRoute({
    operationId: 'createCreditProfile',
    needs: 'change-trainings',
    of: 'everything',
    ...admin,
    method: 'post',
    path: '/credit-profiles',
    summary: 'Create a profile',
    request: { body: jsonBody(CreditProfileInput) },
    responses: { 201: { description: 'Created', headers: { ...created, ...tagged }, content: json(CreditProfile) } },
  }),
  read: adminRoute({
    operationId: 'readCreditProfile',
    needs: 'read-trainings',
    refusals: ['not-found'],
    ...admin,
    method: 'get',
    path: '/credit-profiles/{id}',
    summary: 'Read a profile',
    request: { params },
    responses: one,
  }),
  replace: adminRoute({
    operationId: 'replaceCreditProfile',
    needs: 'change-trainings',
    of: 'everything',
    refusals: ['not-found'],
    ...admin,
    method: 'put',
    path: '/credit-profiles/{id}',
    summary: 'Replace a profile. Certificates that were issued stay as they are',
    request: { params, headers: ifMatchNeeded, body: jsonBody(CreditProfileInput) },
    responses: one,
  }),
  remove: adminRoute({
    operationId: 'removeCreditProfile',
    needs: 'change-trainings',
    of: 'everything',
    refusals: ['not-found'],
    ...admin,
    method: 'delete',
    path: '/credit-profiles/{id}',
    summary: 'Delete a profile, or archive it where trainings use it: they keep it, and no other can take it',
    request: { params, headers: ifMatch },
    responses: { 204: { description: 'Deleted or archived' } },
  }),
  readCredits: adminRoute({
    operationId: 'readTrainingCredit',
    needs: 'read-trainings',
    ...ofTraining,
    method: 'get',
    summary: 'What a training counts for, and who gets it',
    request: { params: z.object({ slug }) },
    responses: credits,
  }),
  replaceCredits: adminRoute({
    operationId: 'replaceTrainingCredit',
    needs: 'change-trainings',
    ...ofTraining,
    method: 'put',
    summary: 'Replace what a training counts for. Certificates that were issued stay as they are',
    request: { params: z.object({ slug }), headers: ifMatchNeeded, body: jsonBody(TrainingCredits) },
    responses: credits,
  }),
}

/** Creates the routes to profiles, and to what trainings count for. */
export function creditProfileRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  const { config, db } = app
  routes.openapi(routesOf.list, async (c) => c.json({ profiles: await listProfiles(db.reader) }, 200))
  routes.openapi(routesOf.create, async (c) => {
    const profile = await createProfile(app, c.req.valid('json'))
    return c.json(
      withTag(c, profile, inputIn(profile)),
      201,
      locationOf(config, `/admin/credit-profiles/${profile.id}`),
    )
  })
  routes.openapi(routesOf.read, async (c) => {
    const profile = await readProfile(db.reader, c.req.valid('param').id)
    return c.json(withTag(c, profile, inputIn(profile)), 200)
  })
  routes.openapi(routesOf.replace, async (c) => {
    const profile = await replaceProfile(app, c.req.valid('param').id, (present) => {
      requireMatch(c, present)
      return c.req.valid('json')
    })
    return c.json(withTag(c, profile, inputIn(profile)), 200)
  })
  routes.openapi(routesOf.remove, async (c) => {
    await removeProfile(app, c.req.valid('param').id, (present) => refuseStale(c, present))
    return c.body(null, 204)
  })
  trainingRoutes(app, routes)
  return routes
}

function trainingRoutes(app: App, routes: OpenAPIHono): void {
  const { db } = app
  routes.openapi(routesOf.readCredits, async (c) => {
    const id = await trainingIdOf(app, c.req.valid('param').slug)
    return c.json(withTag(c, await readCredits(db.reader, id)), 200)
  })
  routes.openapi(routesOf.replaceCredits, async (c) => {
    const id = await trainingIdOf(app, c.req.valid('param').slug)
    const replaced = await db.transaction(async (tx) => {
      await lockTrainings(db, tx, [id])
      requireMatch(c, await readCredits(tx, id))
      await replaceCredits(app, tx, id, c.req.valid('json'))
      return readCredits(tx, id)
    })
    return c.json(withTag(c, replaced), 200)
  })
}

/** The part of a profile that organizers can change, with its members in one order. */
const inputIn = (profile: CreditProfile): CreditProfileInput => CreditProfileInput.strip().parse(profile)
