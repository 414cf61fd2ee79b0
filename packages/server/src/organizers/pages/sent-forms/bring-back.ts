import type { Context, MiddlewareHandler } from 'hono'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { callerOf } from '../../../platform/access/caller.ts'
import { basePath } from '../../../platform/config.ts'
import { errorNote } from '../../../platform/html/form/fault-summary.ts'
import { formOf, type SentFields } from '../../../platform/html/form/sent-fields.ts'
import { readKept } from '../../../platform/http/keep.ts'
import { say } from '../../../words/admin.ts'
import { adminPath, answerAdminPage, pageLanguage } from '../frame.ts'
import { Carried } from './carried.ts'

const key = 'kept-form'

/** Returns the form of this very page as it was sent when the session had ended. */
export function keptFormOf(c: Context): SentFields | undefined {
  const kept = c.get(key) as Carried | undefined
  return kept && new URL(kept.path, 'http://own').pathname === c.req.path ? formOf(kept.fields) : undefined
}

/**
 * Fills a page's form with what was typed when the session had ended. Nothing has been done yet:
 * the person looks, and presses again.
 */
export const bringBack =
  (app: App): MiddlewareHandler =>
  async (c, next) => {
    const token = c.req.method === 'GET' ? c.req.query('kept') : undefined
    const kept = token === undefined ? undefined : Carried.safeParse(await readKept(app, callerOf(c), token)).data
    if (!kept) return next()
    c.set(key, kept)
    await next()
    const [lang, base] = [pageLanguage(c, callerOf(c)), basePath(app.config)]
    const { fillForm } = await import('./fill-form.ts')
    const isPage = c.res.status === 200 && c.res.headers.get('content-type')?.startsWith('text/html')
    const filled = isPage
      ? await fillForm(await c.res.text(), { ...kept, path: base + kept.path, asked: base + kept.asked, lang })
      : undefined
    c.res = filled === undefined ? await answerTyped(app, c, kept) : new Response(filled, c.res)
  }

/** Shows what was typed where the page has no form for it any more, like that of a deleted training. */
function answerTyped({ config }: App, c: Context, { fields }: Carried) {
  const caller = callerOf(c)
  const lang = pageLanguage(c, caller)
  const title = say(lang, 'admin.kept.lost')
  const typed = fields.filter(([, value]) => value.trim() !== '')
  const body = html`<h1>${title}</h1>${errorNote(say(lang, 'admin.kept.lost.text'))}<dl class="card">${typed.map(
    ([name, value]) => html`<dt>${name}</dt><dd><pre tabindex="0">${value}</pre></dd>`,
  )}</dl><p><a class="button" href="${adminPath(config)}">${say(lang, 'admin.home')}</a></p>`
  return answerAdminPage(c, config, caller, { title, section: 'trainings', isNarrow: true, body })
}
