import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, Handler, Hono } from 'hono'
import { getPath } from 'hono/utils/url'
import type { App } from '../core/context.ts'
import { adminAssetRoutes } from '../organizers/pages/assets.ts'
import { basePath, type Config } from '../platform/config.ts'
import { answerPreflight, refuseOrigins } from '../platform/http/allow-origins.ts'
import { answerError, answerUnrouted, refuseInvalidInput } from '../platform/http/api/answer-problem.ts'
import { describeApi } from '../platform/http/api/openapi.ts'
import { noteRoutes } from '../platform/http/note-routes.ts'
import { onFirstUse } from '../platform/http/on-first-use.ts'
import { addHeaders } from '../platform/http/response-headers.ts'
import { currentRequest, inRequest } from '../platform/ops/current-request.ts'
import { ProblemError } from '../platform/problem.ts'
import { impressionRoutes } from '../visitors/api/impression-routes.ts'
import { logoRoutes } from '../visitors/api/logo-routes.ts'
import { publicRegistrationRoutes } from '../visitors/api/sign-up-routes.ts'
import { publicTrainingRoutes } from '../visitors/api/training-routes.ts'
import { publicVerificationRoutes } from '../visitors/api/verification-routes.ts'
import { referenceRoutes } from '../visitors/api-reference/routes.ts'
import { builderRoutes } from '../visitors/builder/routes.ts'
import { ownCertificateRoutes, verifyRoutes } from '../visitors/certificates/certificate-routes.ts'
import { credentialRoutes } from '../visitors/certificates/credential-routes.ts'
import { embedRoutes } from '../visitors/embed/routes.ts'
import { findRoutes, manageRoutes } from '../visitors/manage/routes.ts'
import { answerPageError } from '../visitors/pages/hosted-pages.ts'
import { pageRoutes } from '../visitors/pages/routes.ts'
import { unsubscribeRoutes } from '../visitors/pages/unsubscribe/unsubscribe-routes.ts'
import { healthRoutes } from './health.ts'
import { metricsRoutes } from './metrics.ts'

const api = '/api/v1'
const isPublicApi = (path: string) => `${path}/`.startsWith(`${api}/trainings/`)

/** Returns the whole server as a function from request to response, without a port. */
export function createApp(context: App): OpenAPIHono {
  const app = emptyApp(context)
  for (const path of [`${api}/trainings`, `${api}/trainings/*`]) {
    app.options(path, answerPreflight)
    // Only where there is a list: every layer that a request goes through costs a fiftieth of a sign-up.
    if (context.config.allowedOrigins) app.use(path, refuseOrigins(context.config))
  }
  const organizersApi = onFirstUse(() => loadOrganizersApi(context))
  app.all(`${api}/admin/*`, organizersApi.handle)
  app.use(`${api}/trainings/:slug/registrations/:reference/*`, context.limits.each('codes'))

  app.route('/', healthRoutes(context))
  if (context.config.metrics && !context.config.metrics.own) app.route('/', metricsRoutes(context))
  app.route(api, publicTrainingRoutes(context))
  app.route(api, publicRegistrationRoutes(context))
  app.route(api, publicVerificationRoutes(context))
  app.route(api, impressionRoutes(context))
  app.route('/', logoRoutes(context))
  app.route('/', pageRoutes(context))
  app.route('/t', findRoutes(context))
  app.route('/', builderRoutes(context))
  app.route('/', verifyRoutes(context))
  app.route('/', credentialRoutes(context))
  // Here one place of a path is a name or a value, for which a router of its own looks step by
  // step. All other paths are one regular expression.
  app.all('/r/certificate/*', apart(context, '/r/certificate', ownCertificateRoutes(context)))
  app.all('/r/*', apart(context, '/r', manageRoutes(context)))
  app.all('/unsubscribe/*', apart(context, '/', unsubscribeRoutes(context)))
  app.all('/embed/*', apart(context, '/', embedRoutes(context)))
  app.route('/', adminAssetRoutes())
  app.all('/admin/*', onFirstUse(() => loadOrganizersPages(context)).handle)
  app.route('/', referenceRoutes(context.config, describeApi(app, organizersApi.load, context.config)))
  answerEach(context, app)
  return app
}

/** Gives each answer what all have, and counts it where that is asked for. */
function answerEach(context: App, app: OpenAPIHono): void {
  const { meter, steadyClock } = context
  const answer = app.fetch
  app.fetch = (request, env, execution) =>
    inRequest(context, request.headers, async () => {
      const began = steadyClock.now()
      const response = await answer(request, env, execution)
      meter?.request(currentRequest()?.route, response.status, steadyClock.now() - began)
      addHeaders(response, () => isPublicApi(app.getPath(request)))
      // The next request on this connection belongs to another process.
      if (context.isStopping()) response.headers.set('Connection', 'close')
      return response
    })
}

/** Returns the organizers' pages, below `/admin`. */
export async function loadOrganizersPages(context: App): Promise<OpenAPIHono> {
  const { adminPageRoutes } = await import('../organizers/pages/routes.ts')
  const pages = emptyApp(context)
  pages.route('/admin', adminPageRoutes(context))
  return pages
}

/** Returns the organizers' part of the API, below `/api/v1/admin`. */
export async function loadOrganizersApi(context: App): Promise<OpenAPIHono> {
  const { organizersApiRoutes } = await import('../organizers/api/organizers-api.ts')
  const routes = emptyApp(context)
  routes.route(`${api}/admin`, organizersApiRoutes(context))
  return routes
}

/** Returns a handler that finds these routes by a router of their own. */
function apart(context: App, path: string, routes: Hono): Handler {
  const app = emptyApp(context)
  app.route(path, routes)
  return (c) => app.fetch(c.req.raw, c.env)
}

/** Returns an app without routes, which answers whatever goes wrong in them. */
function emptyApp(context: App): OpenAPIHono {
  const app = new OpenAPIHono({ getPath: withoutPrefix(context.config), defaultHook: refuseInvalidInput })
  app.onError(answerError(context))
  const refuse = answerUnrouted(app)
  const showError = answerPageError(context)
  app.notFound(async (c) => {
    const refused = await refuse(c)
    return refused.status === 404 && isForReading(c) ? showError(new ProblemError('not-found'), c) : refused
  })
  if (context.meter) app.router = noteRoutes(app.router)
  return app
}

/** Returns whether a person opens the address, and no program. */
const isForReading = ({ req }: Context) =>
  req.header('accept')?.includes('text/html') === true && !`${req.path}/`.startsWith('/api/')

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
