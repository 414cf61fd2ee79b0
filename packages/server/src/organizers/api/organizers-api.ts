import { OpenAPIHono } from '@hono/zod-openapi'
import type { Hono } from 'hono'
import type { App } from '../../core/context.ts'
import { requireAdmin } from '../../platform/access/require-admin.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { limitBody } from '../../platform/http/limits/limit-body.ts'
import { ownAccountRoutes } from '../accounts/own-routes.ts'
import { accountRoutes } from '../accounts/routes.ts'
import { accommodationRoutes } from '../files/accommodation-routes.ts'
import { periodRoutes } from '../files/reports/period-routes.ts'
import { reportRoutes } from '../files/reports/report-routes.ts'
import { exportRoutes } from '../files/routes.ts'
import { agencyRoutes } from './agencies/agency-routes.ts'
import { attendanceRoutes } from './attendance/attendance-routes.ts'
import { dayRoutes } from './attendance/day-routes.ts'
import { doorRoutes } from './attendance/door-routes.ts'
import { auditRoutes } from './audit/audit-routes.ts'
import { bulkActionRoutes } from './bulk/bulk-routes.ts'
import { coordinatorRoutes } from './coordinator-routes.ts'
import { certificateRoutes } from './credit/certificate-routes.ts'
import { creditProfileRoutes } from './credit/profile-routes.ts'
import { evaluationRoutes } from './evaluation-routes.ts'
import { findRoutes } from './find-routes.ts'
import { adminGroupRoutes } from './group-routes.ts'
import { partnerHealthRoutes } from './health-routes.ts'
import { importRoutes } from './import/import-routes.ts'
import { likelyPairRoutes } from './likely-pair-routes.ts'
import { logoUploadRoutes } from './logo-routes.ts'
import { adminMailRoutes } from './messages/mail-routes.ts'
import { adminMessageRoutes } from './messages/message-routes.ts'
import { messageTemplateRoutes } from './messages/message-template-routes.ts'
import { reminderRoutes } from './messages/reminder-routes.ts'
import { numbersRoutes } from './numbers-routes.ts'
import { organizerRoutes } from './organizer-routes.ts'
import { partnerRoutes } from './partner-routes.ts'
import { pendingSignUpRoutes } from './pending-sign-up-routes.ts'
import { personRoutes } from './person-routes.ts'
import { adminRegistrationRoutes } from './registration-routes.ts'
import { checklistRoutes } from './today/checklist-routes.ts'
import { todayRoutes } from './today/today-routes.ts'
import { adminTrainingRoutes } from './trainings/training-routes.ts'
import { webhookRoutes } from './webhook-routes.ts'

/** In this order, after what takes larger bodies. */
// oxlint-disable-next-line typescript/no-explicit-any
const parts: readonly [path: string, create: (app: App) => Hono<any>][] = [
  ['/trainings', adminTrainingRoutes],
  ['/trainings', checklistRoutes],
  ['/', organizerRoutes],
  ['/partners', partnerRoutes],
  ['/partners', partnerHealthRoutes],
  // Before the actions: a move is one of them to a router, but has a body.
  ['/', personRoutes],
  ['/', attendanceRoutes],
  ['/', doorRoutes],
  ['/', dayRoutes],
  ['/', coordinatorRoutes],
  ['/', adminRegistrationRoutes],
  ['/', findRoutes],
  ['/', adminGroupRoutes],
  ['/', bulkActionRoutes],
  ['/', pendingSignUpRoutes],
  ['/', todayRoutes],
  ['/', agencyRoutes],
  ['/', likelyPairRoutes],
  ['/', exportRoutes],
  ['/', accommodationRoutes],
  ['/', reportRoutes],
  ['/', periodRoutes],
  ['/', adminMailRoutes],
  ['/', adminMessageRoutes],
  ['/', messageTemplateRoutes],
  ['/', creditProfileRoutes],
  ['/', certificateRoutes],
  ['/', reminderRoutes],
  ['/', evaluationRoutes],
  ['/', auditRoutes],
  ['/', numbersRoutes],
  ['/webhooks', webhookRoutes],
  ['/', accountRoutes],
  ['/', ownAccountRoutes],
]

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
  for (const [path, create] of parts) routes.route(path, create(app))
  return routes
}
