import type { Context } from 'hono'
import type { App } from '../../../core/context.ts'
import { sessionIdOf } from '../../../platform/access/require-admin.ts'
import { signInTimes } from '../../../platform/access/sign-in-times.ts'
import { pageHeaders } from '../../../platform/html/layout.ts'
import { createPages, type Pages } from '../pages.ts'

/**
 * What pages ask for how much longer the session lasts: asking is no use of it. Someone who types
 * is there without a click, so the page says so with a POST.
 */
export function sessionPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/session', {}, ({ c }) => answerLeft(app, c))
  pages.action('/session', { changesNothing: true }, ({ c }) => answerLeft(app, c))
  return pages
}

/** Answers the seconds until the session ends without a click, and until it ends in any case. */
async function answerLeft({ config, db, now }: App, c: Context) {
  const id = sessionIdOf(c)
  const found =
    id === undefined
      ? undefined
      : await db.reader
          .selectFrom('auth_session')
          .select(['expires_at', 'created_at'])
          .where('id', '=', id)
          .executeTakeFirst()
  const seconds = (until: number) => Math.max(0, Math.floor((until - now().getTime()) / 1000))
  const left = found && {
    idle: seconds(Date.parse(found.expires_at)),
    whole: seconds(Date.parse(found.created_at) + signInTimes.sessionSeconds * 1000),
  }
  return c.json(left ?? {}, 200, pageHeaders(config))
}
