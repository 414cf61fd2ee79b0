import type { Handler } from 'hono'

interface Answering {
  fetch: (request: Request, env: object) => Response | Promise<Response>
}

/**
 * Makes a handler of routes that are loaded with the first request to them, so that a server on
 * which no one needs them does not hold them. Who needs the routes themselves calls `load`.
 */
export function onFirstUse<Routes extends Answering>(
  loadOnce: () => Promise<Routes>,
): { load: () => Promise<Routes>; handle: Handler } {
  let loading: Promise<Routes> | undefined
  const load = () => (loading ??= loadOnce())
  return { load, handle: async (c) => (await load()).fetch(c.req.raw, c.env) }
}
