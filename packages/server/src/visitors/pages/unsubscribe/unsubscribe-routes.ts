import { Hono } from 'hono'
import type { App } from '../../../core/context.ts'
import { answerVisitors } from '../../../platform/http/answer-at-address.ts'
import { limitBody } from '../../../platform/http/limits/limit-body.ts'
import { createAlertLinks } from '../alerts/alert-links.ts'
import { answerPageError } from '../hosted-pages.ts'
import { createUnsubscribePages } from './unsubscribe-page.ts'

export function unsubscribeRoutes(app: App) {
  const pages = createUnsubscribePages(app)
  const links = createAlertLinks(app)
  const limit = app.limits.each('unsubscribing')
  return new Hono()
    .onError(answerPageError(app))
    .use('/unsubscribe/*', answerVisitors(app))
    .get('/unsubscribe/:token', limit, pages.ask)
    .post('/unsubscribe/:token', limitBody, limit, pages.take)
    .get('/unsubscribe/notify/:token', limit, links.askToStop)
    .post('/unsubscribe/notify/:token', limitBody, limit, links.stop)
}
