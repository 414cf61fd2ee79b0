import type { Context } from 'hono'
import { html } from 'hono/html'
import { isLikeToken } from '../../core/registrations/manage-token.ts'
import { basePath, type Config } from '../../platform/config.ts'
import { answerPage, messagePage, pageHeaders } from '../../platform/html/layout.ts'
import { languageOf } from '../../platform/http/request-language.ts'
import { isProblem, ProblemError, type ProblemName } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { answerPageError } from '../pages/hosted-pages.ts'
import { siteOf } from '../pages/site.ts'
import type { LinkOwner } from './link-owner.ts'

/**
 * Redirects from an action to a page, so that a reload shows the page and does not repeat the
 * action.
 */
export const seeOther = (config: Config, to: string): Response =>
  new Response(null, { status: 303, headers: { ...pageHeaders(config), Location: to } })

/**
 * Returns the same page for everything that is wrong with a link: it must not reveal whose link it
 * was, or that it once worked.
 */
export const answerManageError = (system: System) => async (error: Error, c: Context) => {
  if (!isProblem(error, 'not-found')) return answerPageError(system)(error, c)
  const lang = languageOf(c)
  const list = html`<p><a href="${basePath(system.config)}/?lang=${lang}">${say(lang, 'page.back')}</a></p>`
  const page = messagePage(lang, say(lang, 'manage.dead'), say(lang, 'manage.dead.text'), list)
  // What cannot be a link costs the database nothing.
  const site = isLikeToken(c.req.param('token') ?? '') ? await siteOf(system, lang) : undefined
  return answerPage(c, system.config, { ...page, training: site, backToList: false }, 404)
}

/**
 * Answers an action. If the status has changed since its page was shown, redirects to the page with
 * a notice that says so.
 */
export async function unlessOvertaken(
  config: Config,
  { at }: Pick<LinkOwner, 'at'>,
  act: () => Promise<Response>,
): Promise<Response> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof ProblemError) || !overtaken.includes(error.problemName)) throw error
    return seeOther(config, at('', 'otherwise'))
  }
}

const overtaken: readonly ProblemName[] = ['wrong-status', 'training-cancelled']

/** An action that needs one button only. */
export interface OneClick {
  /** The notice to show afterwards. */
  done: string
  /** Whether it is done already, which gets the same notice. */
  isDone?: boolean
  isPossible: boolean
  act: () => Promise<void>
}

/**
 * Runs an action and redirects to the page with its notice.
 * @throws {ProblemError} `wrong-status` if it is not possible any more
 */
export async function carryOut(
  config: Config,
  { at }: Pick<LinkOwner, 'at'>,
  { done, isDone = false, isPossible, act }: OneClick,
): Promise<Response> {
  if (!isDone && !isPossible) throw new ProblemError('wrong-status')
  if (!isDone) await act()
  return seeOther(config, at('', done))
}
