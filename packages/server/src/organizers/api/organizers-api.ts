import { OpenAPIHono } from '@hono/zod-openapi'
import type { App } from '../../core/context.ts'
import { requireAdmin } from '../../platform/access/require-admin.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { limitBody } from '../../platform/http/limits/limit-body.ts'
import { ownAccountRoutes } from '../accounts/own-routes.ts'
import { accountRoutes } from '../accounts/routes.ts'
import { accommodationRoutes } from '../files/accommodation-routes.ts'
import { periodRoutes } from '../files/period-routes.ts'
import { reportRoutes } from '../files/report-routes.ts'
import { exportRoutes } from '../files/routes.ts'
import { agencyRoutes } from './agency-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { bulkActionRoutes } from './bulk-routes.ts'
import { checklistRoutes } from './checklist-routes.ts'
import { coordinatorRoutes } from './coordinator-routes.ts'
import { findRoutes } from './find-routes.ts'
import { adminGroupRoutes } from './group-routes.ts'
import { partnerHealthRoutes } from './health-routes.ts'
import { importRoutes } from './import-routes.ts'
import { likelyPairRoutes } from './likely-pair-routes.ts'
import { logoUploadRoutes } from './logo-routes.ts'
import { adminMailRoutes } from './mail-routes.ts'
import { adminMessageRoutes } from './message-routes.ts'
import { messageTemplateRoutes } from './message-template-routes.ts'
import { numbersRoutes } from './numbers-routes.ts'
import { organizerRoutes } from './organizer-routes.ts'
import { partnerRoutes } from './partner-routes.ts'
import { pendingSignUpRoutes } from './pending-sign-up-routes.ts'
import { personRoutes } from './person-routes.ts'
import { adminRegistrationRoutes } from './registration-routes.ts'
import { reminderRoutes } from './reminder-routes.ts'
import { todayRoutes } from './today-routes.ts'
import { adminTrainingRoutes } from './training-routes.ts'
import { webhookRoutes } from './webhook-routes.ts'

/**
 * Returns the routes of the organizers' part of the API. It is loaded with the first request to it.
 */
export function organizersApiRoutes(app: App): OpenAPIHono {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  // Stands before every route, so that new ones are protected too.
  routes.use(requireAdmin(app, app.limits))
  // Before the limit below: an image is larger than other bodies, and no text.
  routes.route('/', logoUploadRoutes(app))
  // So is a list of people.
  routes.route('/', importRoutes(app))
  routes.use(limitBody)
  routes.route('/trainings', adminTrainingRoutes(app))
  routes.route('/trainings', checklistRoutes(app))
  routes.route('/', organizerRoutes(app))
  routes.route('/partners', partnerRoutes(app))
  routes.route('/partners', partnerHealthRoutes(app))
  // Before the actions: a move is one of them to a router, but has a body.
  routes.route('/', personRoutes(app))
  routes.route('/', coordinatorRoutes(app))
  routes.route('/', adminRegistrationRoutes(app))
  routes.route('/', findRoutes(app))
  routes.route('/', adminGroupRoutes(app))
  routes.route('/', bulkActionRoutes(app))
  routes.route('/', pendingSignUpRoutes(app))
  routes.route('/', todayRoutes(app))
  routes.route('/', agencyRoutes(app))
  routes.route('/', likelyPairRoutes(app))
  routes.route('/', exportRoutes(app))
  routes.route('/', accommodationRoutes(app))
  routes.route('/', reportRoutes(app))
  routes.route('/', periodRoutes(app))
  routes.route('/', adminMailRoutes(app))
  routes.route('/', adminMessageRoutes(app))
  routes.route('/', messageTemplateRoutes(app))
  routes.route('/', reminderRoutes(app))
  routes.route('/', auditRoutes(app))
  routes.route('/', numbersRoutes(app))
  routes.route('/webhooks', webhookRoutes(app))
  routes.route('/', accountRoutes(app))
  routes.route('/', ownAccountRoutes(app))
  return routes
}
