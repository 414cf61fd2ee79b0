import type { Context } from 'hono'
import { html } from 'hono/html'
import { basePath, type Config } from '../config.ts'
import { answerPageError } from '../pages/hosted-pages.ts'
import { answerPage, messagePage, pageHeaders } from '../pages/layout.ts'
import { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'
import { say } from '../words/index.ts'
import { type LinkOwner, languageOfRequest } from './link-owner.ts'

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
export const answerManageError = (system: System) => (error: Error, c: Context) => {
  if (!(error instanceof ProblemError) || error.problemName !== 'not-found') return answerPageError(system)(error, c)
  const lang = languageOfRequest(c)
  const list = html`<p><a href="${basePath(system.config)}/?lang=${lang}">${say(lang, 'page.back')}</a></p>`
  const page = messagePage(lang, say(lang, 'manage.dead'), say(lang, 'manage.dead.text'), list)
  return answerPage(c, system.config, { ...page, backToList: false }, 404)
}

/**
 * Returns whether an action was refused because the status has changed since its page was shown.
 */
export const isOvertaken = (error: unknown): boolean =>
  error instanceof ProblemError && ['wrong-status', 'training-cancelled'].includes(error.problemName)

/**
 * Runs an action and redirects to the page with a notice. An action that is already done (`isDone`)
 * gets the same notice. If the status has changed since the page was shown, the notice says so.
 */
export async function carryOut(
  config: Config,
  { at }: Pick<LinkOwner, 'at'>,
  { done, isDone = false, act }: { done: string; isDone?: boolean; act: () => Promise<unknown> },
): Promise<Response> {
  try {
    if (!isDone) await act()
    return seeOther(config, at('', done))
  } catch (error) {
    if (!isOvertaken(error)) throw error
    return seeOther(config, at('', 'otherwise'))
  }
}
