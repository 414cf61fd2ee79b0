import { OpenAPIHono } from '@hono/zod-openapi'
import { requireAdmin } from './access/require-admin.ts'
import { ownAccountRoutes } from './accounts/own-routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import type { App } from './context.ts'
import { accommodationRoutes } from './exports/accommodation-routes.ts'
import { reportRoutes } from './exports/report-routes.ts'
import { exportRoutes } from './exports/routes.ts'
import { refuseInvalidInput } from './http/answer-problem.ts'
import { limitBody } from './http/limit-body.ts'
import { logoUploadRoutes } from './logos/upload-routes.ts'
import { agencyRoutes } from './organizers/agency-routes.ts'
import { auditRoutes } from './organizers/audit-routes.ts'
import { bulkActionRoutes } from './organizers/bulk-routes.ts'
import { adminGroupRoutes } from './organizers/group-routes.ts'
import { adminMailRoutes } from './organizers/mail-routes.ts'
import { adminMessageRoutes } from './organizers/message-routes.ts'
import { numbersRoutes } from './organizers/numbers-routes.ts'
import { pairRoutes } from './organizers/pair-routes.ts'
import { personRoutes } from './organizers/person-routes.ts'
import { adminRegistrationRoutes } from './organizers/registration-routes.ts'
import { adminRequestRoutes } from './organizers/request-routes.ts'
import { todayRoutes } from './organizers/today-routes.ts'
import { adminTrainingRoutes } from './organizers/training-routes.ts'
import { partnerHealthRoutes } from './partners/health-routes.ts'
import { partnerRoutes } from './partners/routes.ts'
import { webhookRoutes } from './webhooks/routes.ts'

/**
 * Returns the routes of the organizers' part of the API. It is loaded with the first request to it.
 */
export function organizersApiRoutes(app: App): OpenAPIHono {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  // Stands before every route, so that new ones are protected too.
  routes.use(requireAdmin(app, app.limits))
  // Before the limit below: an image is larger than other bodies, and no text.
  routes.route('/', logoUploadRoutes(app))
  routes.use(limitBody)
  routes.route('/trainings', adminTrainingRoutes(app))
  routes.route('/partners', partnerRoutes(app))
  routes.route('/partners', partnerHealthRoutes(app))
  // Before the actions: a move is one of them to a router, but has a body.
  routes.route('/', personRoutes(app))
  routes.route('/', adminRegistrationRoutes(app))
  routes.route('/', adminGroupRoutes(app))
  routes.route('/', bulkActionRoutes(app))
  routes.route('/', adminRequestRoutes(app))
  routes.route('/', todayRoutes(app))
  routes.route('/', agencyRoutes(app))
  routes.route('/', pairRoutes(app))
  routes.route('/', exportRoutes(app))
  routes.route('/', accommodationRoutes(app))
  routes.route('/', reportRoutes(app))
  routes.route('/', adminMailRoutes(app))
  routes.route('/', adminMessageRoutes(app))
  routes.route('/', auditRoutes(app))
  routes.route('/', numbersRoutes(app))
  routes.route('/webhooks', webhookRoutes(app))
  routes.route('/', accountRoutes(app))
  routes.route('/', ownAccountRoutes(app))
  return routes
}
