import type { App } from '../../../core/context.ts'
import { endDoorPass } from '../../../platform/access/door-pass.ts'
import { openSignIn } from '../../../platform/access/sign-in.ts'
import { createPages, type Pages } from '../pages.ts'

/** What ends a session in its own browser. */
export function signOutPages(app: App): Pages {
  const pages = createPages(app)
  pages.action('/sign-out', {}, async ({ c, leadTo }) => {
    await endDoorPass(app, c)
    const signIn = await openSignIn(app)
    const cookies = await signIn.endSession(c.req.raw.headers)
    const response = leadTo('/sign-in?out=1')
    for (const cookie of cookies) response.headers.append('Set-Cookie', cookie)
    return response
  })
  return pages
}
