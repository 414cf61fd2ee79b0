import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { limitBody } from '../limit-body.ts'
import { answerPageError } from '../pages/hosted-pages.ts'
import { createUnsubscribePages } from './unsubscribe-page.ts'

export function unsubscribeRoutes(deps: Deps) {
  const pages = createUnsubscribePages(deps)
  return new Hono()
    .onError(answerPageError(deps))
    .get('/unsubscribe/:token', pages.ask)
    .post('/unsubscribe/:token', limitBody, pages.take)
}
