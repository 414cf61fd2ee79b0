import { OpenAPIHono } from '@hono/zod-openapi'
import { OrganizerDefaults } from '@training-signup/contract'
import type { App } from '../../core/context.ts'
import { readOrganizerDefaults, replaceOrganizerDefaults } from '../../core/trainings/organizer-defaults.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { ifMatchNeeded, json, jsonBody, tagged } from '../../platform/http/api/api-route.ts'
import { requireMatch, withTag } from '../../platform/http/api/if-match.ts'
import { withOrganizerLogo } from './trainings/change-training.ts'

const admin = { tags: ['Trainings'], path: '/organizer' }
const responses = {
  200: { description: 'What new trainings start with', headers: tagged, content: json(OrganizerDefaults) },
}

const read = adminRoute({
  operationId: 'readOrganizer',
  needs: 'read-trainings',
  ...admin,
  method: 'get',
  summary: 'The organizer as new trainings start with it',
  responses,
})

const replace = adminRoute({
  operationId: 'replaceOrganizer',
  needs: 'change-organizer',
  of: 'everything',
  ...admin,
  method: 'put',
  summary: 'Replace what new trainings start with. Trainings that exist keep what they have',
  request: { headers: ifMatchNeeded, body: jsonBody(OrganizerDefaults) },
  responses,
})

/** Creates the routes to what new trainings start with. */
export function organizerRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(read, async (c) => c.json(withTag(c, (await readOrganizerDefaults(app)).defaults), 200))
  routes.openapi(replace, async (c) => {
    const input = await withOrganizerLogo(app, c.req.valid('json'))
    const replaced = await app.db.transaction((tx) =>
      replaceOrganizerDefaults(app, tx, (present) => {
        requireMatch(c, present)
        return input
      }),
    )
    return c.json(withTag(c, replaced), 200)
  })
  return routes
}
