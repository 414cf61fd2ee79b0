import { Hono } from 'hono'
import type { App } from '../context.ts'
import { limitBody } from '../http/limit-body.ts'
import { answerPageError } from './hosted-pages.ts'
import { createUnsubscribePages } from './unsubscribe-page.ts'

export function unsubscribeRoutes(app: App) {
  const pages = createUnsubscribePages(app)
  const limit = app.limits.each('unsubscribing')
  return new Hono()
    .onError(answerPageError(app))
    .get('/unsubscribe/:token', limit, pages.ask)
    .post('/unsubscribe/:token', limitBody, limit, pages.take)
}
