import { type Context, Hono } from 'hono'
import { basePath, isLoopback } from '../../platform/config.ts'
import { sendAsset } from '../../platform/html/assets.ts'
import { answerPage } from '../../platform/html/layout.ts'
import { answerEmail, answerFile } from '../../platform/http/answer-email.ts'
import { languageOf } from '../../platform/http/request-language.ts'
import type { System } from '../../platform/system.ts'
import { answerPageError } from '../../visitors/pages/hosted-pages.ts'
import type { Inbox, KeptEmail } from './inbox.ts'
import { assets, elsewherePage, emailList, emailPage, goneEmailPage } from './inbox-views.ts'

/** Returns the pages where the emails of the demo are read. No other server has them. */
export function inboxPages(system: System, inbox: Inbox): Hono {
  const { config } = system
  const viewOf = (c: Context) => ({ config, path: `${basePath(config)}/emails`, lang: languageOf(c) })
  const found = (show: (c: Context, email: KeptEmail) => Response | Promise<Response>) => (c: Context) => {
    const email = inbox.find(c.req.param('id') ?? '')
    return email ? show(c, email) : answerPage(c, config, goneEmailPage(viewOf(c)), 404)
  }
  const showHtml = found((c, { html }) => answerEmail(c, html))
  const showCalendar = found((c, { calendar }) => answerFile(c, calendar?.file ?? '', 'text/calendar; charset=utf-8'))
  const app = new Hono()
    .onError(answerPageError(system))
    // The name of a page elsewhere can be made to lead to this machine, in any browser on it.
    .use('/emails/*', async (c, next) => {
      if (isLoopback(new URL(c.req.url).hostname)) return next()
      return answerPage(c, config, elsewherePage(viewOf(c)), 403)
    })
    .get('/emails', (c) => answerPage(c, config, emailList(viewOf(c), inbox.list())))
    .get('/emails/newest', (c) => answerFile(c, inbox.list()[0]?.id ?? '', 'text/plain'))
    .get(
      '/emails/:id',
      found((c, email) => answerPage(c, config, emailPage(viewOf(c), email))),
    )
    .get('/emails/:id/html', showHtml)
    .get('/emails/:id/training.ics', showCalendar)
    .get(
      '/emails/:id/email.eml',
      found((c, { source }) => answerFile(c, source, 'message/rfc822')),
    )
  for (const asset of Object.values(assets)) app.get(`/assets/${asset.name}`, sendAsset(asset))
  return app
}
