import type { Language } from '@training-signup/contract'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { authorize, type Guard } from '../access/admin-route.ts'
import { type Caller, callerOf, findCaller } from '../access/caller.ts'
import type { App } from '../context.ts'
import { refusalOf, setRetryAfter } from '../http/answer-problem.ts'
import { limitBodyTo, limitForm } from '../http/limit-body.ts'
import { languageOf } from '../http/request-language.ts'
import { ProblemError } from '../problem.ts'
import { say } from '../words/admin.ts'
import { type AdminPage, adminPath, answerAdminPage, answerOutside, pageLanguage } from './frame.ts'

/** Long texts in two languages take three times their size in a form. */
const mostFormBytes = 128 * 1024

/** Without `needs`, everyone who is signed in may open it. */
export type PageGuard = Partial<Guard>

/** What a page knows about its request. */
export interface Visit {
  c: Context
  caller: Caller
  lang: Language
}

type Answer = AdminPage | Response
export type Show = (visit: Visit) => Answer | Promise<Answer>
export type Act = (visit: Visit & { form: Form; leadTo: LeadTo }) => Answer | Promise<Answer>
/**
 * Leads on after a change, so that going back or reloading does not repeat it. Paths start after
 * `/admin`.
 */
export type LeadTo = (path: string) => Response

/** The fields of a form. A name that stands in it several times has several values. */
export interface Form {
  get: (name: string) => string
  all: (name: string) => string[]
  has: (name: string) => boolean
  /** A file that was chosen. Only forms with `mostBytes` take any. */
  file: (name: string) => File | undefined
}

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
    given instanceof Response ? given : answerAdminPage(c, app.config, caller, given)
  const visitOf = (c: Context): Visit => {
    const caller = callerOf(c)
    return { c, caller, lang: pageLanguage(c, caller) }
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
      routes.post(path, limit, authorize(guard), async (c) => {
        const visit = visitOf(c)
        return answer(
          c,
          await act({ ...visit, form: await readForm(c), leadTo: (to) => c.redirect(adminPath(app.config, to), 303) }),
          visit.caller,
        )
      })
    },
  }
}

/** @throws {ProblemError} `malformed` for a body that is no form */
export async function readForm(c: Context): Promise<Form> {
  const fields = await c.req.parseBody({ all: true }).catch((error: unknown) => {
    throw error instanceof TypeError ? new ProblemError('malformed', { cause: error }) : error
  })
  const valuesOf = (name: string) => [fields[name] ?? []].flat()
  const all = (name: string) => valuesOf(name).filter((value) => typeof value === 'string')
  return {
    all,
    get: (name) => all(name)[0]?.trim() ?? '',
    has: (name) => Object.hasOwn(fields, name),
    file: (name) => valuesOf(name).find((value) => value instanceof File && value.size > 0) as File | undefined,
  }
}

/** Shows what went wrong. Someone who is not signed in is asked to sign in, and then led back. */
export function answerFailure(app: App, c: Context, error: unknown): Response | Promise<Response> {
  const refusal = refusalOf(app, c, error)
  const { problemName, problem } = refusal
  if (problemName === 'unauthorized') return leadToSignIn(app, c)
  setRetryAfter(c, refusal)
  const caller = findCaller(c)
  const lang = caller ? pageLanguage(c, caller) : languageOf(c)
  const title = say(lang, `problem.${problemName}`)
  const text = problem.detail ?? say(lang, `problem.${problemName}.text`)
  const body = html`<div class="card"><h1>${title}</h1><p>${text}</p><p><a class="button" href="${adminPath(app.config)}">${say(lang, 'admin.home')}</a></p></div>`
  const status = problem.status as ContentfulStatusCode
  if (!caller) return answerOutside(c, app.config, lang, { title, body }, status)
  return answerAdminPage(c, app.config, caller, { title, section: 'trainings', isNarrow: true, status, body })
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
  const back = c.req.method === 'GET' ? `?to=${encodeURIComponent(`${c.req.path}${search}`)}` : ''
  return c.redirect(adminPath(config, `/sign-in${back}`), 303)
}
