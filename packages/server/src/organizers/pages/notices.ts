import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { App } from '../../core/context.ts'
import { callerOf } from '../../platform/access/caller.ts'
import { secretFor } from '../../platform/access/secret-for.ts'
import { basePath } from '../../platform/config.ts'
import { addressOf } from './accounts/own-path.ts'
import { adminPath } from './frame.ts'

const name = 'organizer-notice'
/** A page is opened right after what it says has been done. */
const seconds = 120

/** Whether an address says that something was done, or was not. */
const isNotice = ({ searchParams }: URL) => ['done', 'failed', 'undone', 'deleted'].some((one) => searchParams.has(one))

/**
 * Shows what was done on the page to which doing it has led, and nowhere else: anyone can write an
 * address, and a page that is loaded again or kept as a bookmark has nothing new to say. Programs
 * write their own addresses, and are told what these say.
 */
export const showNoticesOnce =
  (app: App): MiddlewareHandler =>
  async (c, next) => {
    const isRead = c.req.method === 'GET' && callerOf(c).kind === 'person' && isNotice(new URL(c.req.url))
    if (isRead && !takeNotice(app, c))
      return c.redirect(adminPath(app.config, addressOf(c).slice('/admin'.length)), 303)
    await next()
    const to = c.res.headers.get('location')
    if (to !== null && callerOf(c).kind === 'person' && isNotice(new URL(to, 'http://own'))) allowNotice(app, c, to)
    return undefined
  }

/** Lets the browser open this address once with what it says. */
export function allowNotice(app: App, c: Context, to: string): void {
  setCookie(c, name, markOf(app, c, to), { ...optionsOf(app), maxAge: seconds })
}

function takeNotice(app: App, c: Context): boolean {
  const { prefix } = optionsOf(app)
  const [given, right] = [
    Buffer.from((prefix ? getCookie(c, name, prefix) : getCookie(c, name)) ?? ''),
    Buffer.from(markOf(app, c, `${basePath(app.config)}${new URL(c.req.url).pathname}${new URL(c.req.url).search}`)),
  ]
  deleteCookie(c, name, optionsOf(app))
  return given.length === right.length && timingSafeEqual(given, right)
}

/** Where on a page an address leads is not sent to the server. */
const markOf = ({ authSecret }: App, c: Context, to: string) =>
  createHmac('sha256', secretFor(authSecret, 'notices'))
    .update(JSON.stringify([callerOf(c).id, to.replace(/#.*/s, '')]))
    .digest('base64url')

const optionsOf = ({ config }: App) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'Strict' as const,
  ...(config.publicUrl.startsWith('https:') ? { secure: true, prefix: 'host' as const } : {}),
})
