import type { Handler, Hono } from 'hono'

/**
 * Makes a handler of routes that are loaded with the first request to them, so that a server on
 * which no one needs them does not hold them.
 */
export function onFirstUse(load: () => Promise<Hono>): Handler {
  let loading: Promise<Hono> | undefined
  return async (c) => {
    loading ??= load()
    return (await loading).fetch(c.req.raw, c.env)
  }
}
