import type { Language } from '@training-signup/contract'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { App } from '../../core/context.ts'
import { authorize, type Guard } from '../../platform/access/admin-route.ts'
import { type Caller, callerOf, findCaller } from '../../platform/access/caller.ts'
import { endDoorPass } from '../../platform/access/door-pass.ts'
import { basePath } from '../../platform/config.ts'
import { errorIdLine } from '../../platform/html/error-id.ts'
import { readForm, type SentFields } from '../../platform/html/form/sent-fields.ts'
import { askStranger } from '../../platform/http/answer-at-address.ts'
import { refusalOf, setRetryAfter } from '../../platform/http/api/answer-problem.ts'
import { limitBodyTo, limitForm } from '../../platform/http/limits/limit-body.ts'
import { languageOf } from '../../platform/http/request-language.ts'
import { ProblemError } from '../../platform/problem.ts'
import { say, sayIfKnown } from '../../words/admin.ts'
import { listPasskeys } from '../accounts/own-account.ts'
import { sendConfirmCode } from '../accounts/send-confirm-code.ts'
import { signInPath } from './accounts/sign-in-language.ts'
import { answerEmailPage } from './accounts/sign-in-view.ts'
import { type AdminPage, adminPath, answerAdminPage, answerOutside, leadInLanguage, pageLanguage } from './frame.ts'
import { leadBeside } from './roster/beside-list.ts'
import { keptFormOf } from './sent-forms/bring-back.ts'
import { carriedMinutes, carry } from './sent-forms/carried.ts'
import { confirmCodePage, confirmPage, type ProofView } from './sent-forms/confirm-view.ts'
import { accountMark, askingPageOf, markName, readMark, setAskingPage } from './sent-forms/form-mark.ts'
import { pressOnce } from './sent-forms/press-once.ts'

/** Long texts in two languages take three times their size in a form. */
const mostFormBytes = 128 * 1024

/** Without `needs`, everyone who is signed in may open it. */
export type PageGuard = Partial<Guard>

/** What a page knows about its request. */
export interface Visit {
  c: Context
  caller: Caller
  lang: Language
  /**
   * The page's own form as it was sent when the session had ended: for pages whose form has other
   * fields after what was typed.
   */
  kept?: SentFields | undefined
}

type Answer = AdminPage | Response
export type Show = (visit: Visit) => Answer | Promise<Answer>
export type Act = (press: Press) => Answer | Promise<Answer>
/** A form that was sent. */
export interface Press extends Visit {
  form: SentFields
  leadTo: LeadTo
}
/**
 * Leads on after a change, so that going back or reloading does not repeat it. Paths start after
 * `/admin`.
 */
export type LeadTo = (path: string) => Response

export type { SentFields }

export interface Pages {
  /** What `app.ts` mounts at `/admin`. */
  routes: Hono
  /** Adds a page. It changes nothing. */
  page: (path: string, guard: PageGuard, show: Show) => void
  /** Adds what a form of a page does. It leads on to a page, or shows the form again. */
  action: (path: string, guard: PageGuard, act: Act, size?: FormSize) => void
}

/** How large a form may be, if it is larger than a request of the API or holds files. */
export interface FormSize {
  mostBytes: number
}

/**
 * Collects the pages of one feature. Each names what its visitor must be allowed, like the API's
 * routes.
 */
export function createPages(app: App): Pages {
  const routes = new Hono().onError((error, c) => answerFailure(app, c, error))
  const answer = (c: Context, given: Answer, caller: Caller) =>
    given instanceof Response ? leadInLanguage(c, given) : answerAdminPage(c, app.config, caller, given)
  const visitOf = (c: Context): Visit => {
    const caller = callerOf(c)
    return { c, caller, lang: pageLanguage(c, caller), kept: keptFormOf(c) }
  }
  return {
    routes,
    page(path, guard, show) {
      routes.get(path, authorize(guard), async (c) => {
        const visit = visitOf(c)
        return answer(c, await show(visit), visit.caller)
      })
    },
    action(path, guard, act, size) {
      const limit = size ? limitForm(size.mostBytes) : limitBodyTo(mostFormBytes)
      routes.post(path, limit, requireOwnForm(app), authorize(guard), async (c) => {
        const visit = visitOf(c)
        const form = await readForm(c)
        const mark = readMark(form)
        const press = async () =>
          act({ ...visit, form, leadTo: (to) => c.redirect(adminPath(app.config, leadBeside(c, to)), 303) })
        const given = mark && !guard.changesNothing ? await pressOnce(app, c, { form, mark }, press) : await press()
        return answer(c, given, visit.caller)
      })
    },
  }
}

/**
 * Refuses a form from the page of another account than the one that is signed in in this browser
 * now. It is brought back once its own has signed in.
 */
const requireOwnForm =
  (app: App): MiddlewareHandler =>
  async (c, next) => {
    const mark = readMark(await readForm(c))
    if (mark) {
      setAskingPage(c, mark)
      if (mark.account !== accountMark(app, callerOf(c)) && !isSignOut(c)) throw new ProblemError('unauthorized')
    }
    return next()
  }

const isSignOut = ({ req }: Context) => req.method === 'POST' && req.path === '/admin/sign-out'

/** Shows what went wrong. Someone who is not signed in is asked to sign in, and then led back. */
export function answerFailure(app: App, c: Context, error: unknown): Response | Promise<Response> {
  const refusal = refusalOf(app, c, error)
  const { problemName, problem } = refusal
  if (problemName === 'unauthorized') return askToSignIn(app, c)
  if (problemName === 'not-confirmed') return askToConfirm(app, c)
  setRetryAfter(c, refusal)
  const caller = findCaller(c)
  const lang = caller ? pageLanguage(c, caller) : languageOf(c)
  const asked = problemName === 'not-found' ? askingPageOf(c) : undefined
  const title = say(lang, asked === undefined ? `problem.${problemName}` : 'admin.gone')
  const text = asked === undefined ? reasonText(refusal, lang) : goneText(c, lang)
  const back =
    asked === undefined
      ? html`<a class="button" href="${adminPath(app.config)}">${say(lang, 'admin.home')}</a>`
      : html`<a class="button" href="${basePath(app.config)}${asked}">${say(lang, 'manage.back')}</a>`
  const body = html`<div class="card"><h1>${title}</h1><p>${text}</p><p>${back}</p>${errorIdLine(refusal, lang)}</div>`
  const status = problem.status as ContentfulStatusCode
  if (!caller) return answerOutside(c, app.config, lang, { title, body }, status)
  return answerAdminPage(c, app.config, caller, { title, section: 'trainings', isNarrow: true, status, body })
}

/**
 * Says why something is refused. A detail is the API's, in English, unless a page has said it in its
 * own language. What the API says about requests is said in other words to people.
 */
const reasonText = ({ problem, problemName, lang: spoken }: ProblemError, lang: Language): string =>
  (spoken === lang ? problem.detail : undefined) ??
  sayIfKnown(lang, `admin.problem.${problemName}`) ??
  say(lang, `problem.${problemName}.text`)

/** Says what happened to something whose button was still on someone's page. */
const goneText = ({ req }: Context, lang: Language) =>
  say(lang, /\/bulk-actions\/[^/]+\/(?:undo|run)$/.test(req.path) ? 'admin.gone.undone' : 'admin.gone.text')

/** Asks someone to sign in, who is then led back. A form that was sent is carried along. */
async function askToSignIn(app: App, c: Context): Promise<Response> {
  if (isSignOut(c)) {
    await endDoorPass(app, c)
    return c.redirect(adminPath(app.config, '/sign-in?out=1'), 303)
  }
  const carried = await carry(app, c)
  if (carried === '') return leadToSignIn(app, c)
  const page = await answerEmailPage(app, c, { to: '/admin', carried, why: findCaller(c) ? 'other' : 'ended' })
  return askStranger(app, c, page, { path: '/admin/sign-in', minutes: carriedMinutes })
}

/**
 * Leads to signing in. A link from an email brings no cookie, because it is of another site: the
 * page then asks for itself once more, as its own site.
 */
function leadToSignIn({ config }: App, c: Context) {
  const { pathname, search } = new URL(c.req.url)
  if (c.req.method === 'GET' && c.req.header('sec-fetch-site') === 'cross-site') {
    const lang = languageOf(c)
    const href = `${pathname}${search}`
    const title = say(lang, 'admin.signIn.onward')
    const body = html`<div class="card"><p><a href="${href}">${title}</a></p></div>`
    c.header('Refresh', '0')
    return answerOutside(c, config, lang, { title, body })
  }
  const back = c.req.method === 'GET' ? { to: `${c.req.path}${search}` } : {}
  return c.redirect(signInPath(config, c, '', back), 303)
}

/** Asks someone to show that it is them, and keeps what they sent. */
async function askToConfirm(app: App, c: Context) {
  const caller = callerOf(c)
  const { search } = new URL(c.req.url)
  const form = c.req.method === 'POST' ? (await readForm(c)).entries.filter(([name]) => name !== markName) : undefined
  const interrupted = { path: `${c.req.path.replace(/^.*?\/admin/, '')}${search}`, form }
  const shown = { lang: pageLanguage(c, caller), caller, interrupted, asked: askingPageOf(c) }
  return answerAdminPage(c, app.config, caller, await proofPage(app, c, shown))
}

/**
 * Emails the code if a form of ours was sent and a code is the only way: pressing its button asked for
 * it. Otherwise asks first.
 */
async function proofPage(app: App, c: Context, shown: ProofView): Promise<AdminPage> {
  const isPressed = shown.interrupted.form !== undefined && shown.asked !== undefined
  if (!isPressed || !app.sendMail || (await listPasskeys(app, shown.caller.id)).length > 0)
    return confirmPage(app, shown)
  await sendConfirmCode(app, c, shown.caller)
  return confirmCodePage(app, shown, 'interrupted')
}
