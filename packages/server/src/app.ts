import { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { getPath } from 'hono/utils/url'
import { requireAdmin } from './access/require-admin.ts'
import { ownAccountRoutes } from './accounts/own-routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { adminAssetRoutes } from './admin/assets.ts'
import { referenceRoutes } from './api-reference/routes.ts'
import { builderRoutes } from './builder/routes.ts'
import { basePath, type Config } from './config.ts'
import type { App } from './context.ts'
import { embedRoutes } from './embed/routes.ts'
import { accommodationRoutes } from './exports/accommodation-routes.ts'
import { reportRoutes } from './exports/report-routes.ts'
import { exportRoutes } from './exports/routes.ts'
import { allowOrigins } from './http/allow-origins.ts'
import { answerError, answerUnrouted, refuseInvalidInput } from './http/answer-problem.ts'
import { limitBody } from './http/limit-body.ts'
import { onFirstUse } from './http/on-first-use.ts'
import { describeApi } from './http/openapi.ts'
import { addNoSniff } from './http/response-headers.ts'
import { logoRoutes } from './logos/routes.ts'
import { findRoutes, manageRoutes } from './manage/routes.ts'
import { healthRoutes } from './ops/health.ts'
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
import { pageRoutes } from './pages/routes.ts'
import { unsubscribeRoutes } from './pages/unsubscribe-routes.ts'
import { partnerHealthRoutes } from './partners/health-routes.ts'
import { partnerRoutes, publicPartnerRoutes } from './partners/routes.ts'
import { publicRegistrationRoutes } from './sign-up/routes.ts'
import { publicTrainingRoutes } from './trainings/routes.ts'
import { publicVerificationRoutes } from './verification/routes.ts'
import { webhookRoutes } from './webhooks/routes.ts'

const api = '/api/v1'

/** Returns the whole server as a function from request to response, without a port. */
export function createApp(context: App): OpenAPIHono {
  const app = new OpenAPIHono({ getPath: withoutPrefix(context.config), defaultHook: refuseInvalidInput })
  app.onError(answerError(context))
  app.notFound(answerUnrouted(app))
  app.use(async (c, next) => {
    await next()
    // The next request on this connection belongs to another process.
    if (context.isStopping()) c.res.headers.set('Connection', 'close')
  })
  app.use(addNoSniff)
  app.use(`${api}/trainings`, allowOrigins(context.config))
  app.use(`${api}/trainings/*`, allowOrigins(context.config))
  // Stands before every organizer's route, so that new ones are protected too.
  app.use(`${api}/admin/*`, requireAdmin(context, context.limits))
  // Before the limit below: an image is larger than other bodies, and no text.
  app.route('/', logoRoutes(context))
  app.use(`${api}/*`, limitBody)
  app.use(`${api}/trainings/:slug/registrations/:reference/*`, context.limits.each('codes'))

  app.route('/', healthRoutes(context))
  app.route(api, publicTrainingRoutes(context))
  app.route(api, publicRegistrationRoutes(context))
  app.route(api, publicVerificationRoutes(context))
  app.route(api, publicPartnerRoutes(context))
  mountOrganizersRoutes(app, context)
  app.route('/', pageRoutes(context))
  app.route('/r', manageRoutes(context))
  app.route('/t', findRoutes(context))
  app.route('/', unsubscribeRoutes(context))
  app.route('/', builderRoutes(context))
  app.route('/', embedRoutes(context))
  const pages = onFirstUse(() => loadOrganizersPages(context))
  app.all('/admin', pages).all('/admin/*', pages)
  app.route('/', adminAssetRoutes())
  app.route('/', referenceRoutes(context.config, describeApi(app, context.config)))
  return app
}

/** Returns the organizers' pages, below `/admin`. */
export async function loadOrganizersPages(context: App): Promise<Hono> {
  const { adminPageRoutes } = await import('./admin/routes.ts')
  const pages = new Hono({ getPath: withoutPrefix(context.config) })
  pages.onError(answerError(context))
  pages.notFound(answerUnrouted(pages))
  return pages.route('/admin', adminPageRoutes(context))
}

function mountOrganizersRoutes(app: OpenAPIHono, context: App) {
  app.route(`${api}/admin/trainings`, adminTrainingRoutes(context))
  app.route(`${api}/admin/partners`, partnerRoutes(context))
  app.route(`${api}/admin/partners`, partnerHealthRoutes(context))
  // Before the actions: a move is one of them to a router, but has a body.
  app.route(`${api}/admin`, personRoutes(context))
  app.route(`${api}/admin`, adminRegistrationRoutes(context))
  app.route(`${api}/admin`, adminGroupRoutes(context))
  app.route(`${api}/admin`, bulkActionRoutes(context))
  app.route(`${api}/admin`, adminRequestRoutes(context))
  app.route(`${api}/admin`, todayRoutes(context))
  app.route(`${api}/admin`, agencyRoutes(context))
  app.route(`${api}/admin`, pairRoutes(context))
  app.route(`${api}/admin`, exportRoutes(context))
  app.route(`${api}/admin`, accommodationRoutes(context))
  app.route(`${api}/admin`, reportRoutes(context))
  app.route(`${api}/admin`, adminMailRoutes(context))
  app.route(`${api}/admin`, adminMessageRoutes(context))
  app.route(`${api}/admin`, auditRoutes(context))
  app.route(`${api}/admin`, numbersRoutes(context))
  app.route(`${api}/admin/webhooks`, webhookRoutes(context))
  app.route(`${api}/admin`, accountRoutes(context))
  app.route(`${api}/admin`, ownAccountRoutes(context))
}

/**
 * Accepts paths with and without the public URL's prefix: some proxies strip it, others pass it on.
 */
function withoutPrefix(config: Config) {
  const prefix = basePath(config)
  return (request: Request) => {
    const path = getPath(request)
    return prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path
  }
}
