import type { Context } from 'hono'
import type { App } from '../../../core/context.ts'
import { authorize } from '../../../platform/access/admin-route.ts'
import { callerOf } from '../../../platform/access/caller.ts'
import { confirmSession } from '../../../platform/access/confirmed.ts'
import { sessionIdOf } from '../../../platform/access/require-admin.ts'
import { beginSession } from '../../../platform/access/session.ts'
import { readJson } from '../../../platform/http/api/read-json.ts'
import { limitBody } from '../../../platform/http/limits/limit-body.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { readAccount } from '../../accounts/accounts.ts'
import { askForPasskey, takePasskey } from '../../accounts/passkeys.ts'
import { sendConfirmCode } from '../../accounts/send-confirm-code.ts'
import { browserOf } from '../../accounts/sign-in-browser.ts'
import { takeCode } from '../../accounts/sign-in-codes.ts'
import { personOf } from '../accounts/account.ts'
import { ownPath } from '../accounts/own-path.ts'
import { adminPath } from '../frame.ts'
import { createPages, type Pages, type SentFields } from '../pages.ts'
import { confirmCodePage, confirmPage, type Interrupted, ownFields } from './confirm-view.ts'
import { askingPageOf, markName } from './form-mark.ts'

const guard = { needs: 'own-account' } as const

/**
 * The pages on which someone who is signed in shows that it is them, before they change who can
 * sign in. What they were about to do goes on afterward, with the form as they sent it.
 */
export function confirmPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/confirm', guard, async ({ c, lang, caller }) => {
    const interrupted = { path: pathAfterAdmin(c.req.query('to') ?? '') }
    return {
      ...(await confirmPage(app, { lang, caller: personOf(caller), interrupted, asked: undefined })),
      status: 200,
    }
  })
  pages.action('/confirm', guard, async ({ c, form, lang, caller }) => {
    await sendConfirmCode(app, c, personOf(caller))
    return confirmCodePage(app, { lang, caller, interrupted: interruptedBy(form), asked: askingPageOf(c) }, 'asked')
  })
  pages.action('/confirm/code', guard, async ({ c, form, lang, caller }) => {
    const { email } = await readAccount(app.db.reader, personOf(caller).id)
    const code = form.get(ownFields.code).replaceAll(/\D/g, '')
    const interrupted = interruptedBy(form)
    if (!(await takeCode(app, { browser: browserOf(app, c).id, address: email, use: 'confirm' }, code))) {
      refuse(app, c)
      return confirmCodePage(app, { lang, caller, interrupted, asked: askingPageOf(c) }, 'wrong')
    }
    await confirmSession(app, sessionIdOf(c) ?? '')
    // 307 has the browser send the whole form again, there: what is ours in it has no meaning to it.
    return c.redirect(adminPath(app.config, interrupted.path), interrupted.form ? 307 : 303)
  })
  addPasskeyRoutes(app, pages)
  return pages
}

/** What the script asks for. */
function addPasskeyRoutes(app: App, { routes }: Pages) {
  routes.post('/confirm/passkey/options', limitBody, authorize(guard), async (c) => {
    const { id } = personOf(callerOf(c))
    return c.json(await askForPasskey(app, c, id))
  })
  routes.post('/confirm/passkey', limitBody, authorize(guard), async (c) => {
    const { id } = personOf(callerOf(c))
    if ((await takePasskey(app, c, await readJson(c), id)) === undefined) {
      refuse(app, c)
      throw new ProblemError('wrong-code')
    }
    await beginSession(app, c, id, { isConfirmed: true })
    return c.body(null, 204)
  })
}

/** Logs a failure without what was tried, and makes its sender wait after many. */
function refuse(app: App, c: Context) {
  app.log.warn({ by: 'confirming' }, 'someone could not show that it is them')
  app.limits.take('wrong-tokens', c)
}

function interruptedBy(form: SentFields): Interrupted {
  const ours = new Set<string>([...Object.values(ownFields), markName])
  const fields = form.entries.filter(([name]) => !ours.has(name))
  return { path: pathAfterAdmin(form.get(ownFields.path)), form: form.has(ownFields.isSent) ? fields : undefined }
}

const pathAfterAdmin = (path: string) => ownPath(`/admin${path}`).slice('/admin'.length)
