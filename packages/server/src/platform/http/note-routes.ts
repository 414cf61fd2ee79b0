import type { OpenAPIHono } from '@hono/zod-openapi'
import { currentRequest } from '../ops/current-request.ts'

type Router = OpenAPIHono['router']

/**
 * Has a router note what it finds for a request, for metrics. Of routes in routes, the last one is the
 * one that answers. This costs less than a layer around each route.
 */
export const noteRoutes = (router: Router): Router => ({
  name: router.name,
  add: (method, path, handler) => router.add(method, path, handler),
  match(method, path) {
    const found = router.match(method, path)
    const request = currentRequest()
    const routes = found[0].map(([[, route]]) => route)
    // Layers take every method. What is mounted does, too, and names its own routes next.
    const route = routes.findLast((one) => one.method !== 'ALL') ?? routes.at(-1)
    if (request && route) request.route = { method: route.method, path: route.path }
    return found
  },
})
