import type { App } from '../../../core/context.ts'
import { endDoorPass } from '../../../platform/access/door-pass.ts'
import { endSession } from '../../../platform/access/session.ts'
import { createPages, type Pages } from '../pages.ts'

/** What ends a session in its own browser. */
export function signOutPages(app: App): Pages {
  const pages = createPages(app)
  pages.action('/sign-out', {}, async ({ c, leadTo }) => {
    await endDoorPass(app, c)
    await endSession(app, c)
    return leadTo('/sign-in?out=1')
  })
  return pages
}
