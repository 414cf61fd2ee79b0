import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { limitBody } from '../http/limit-body.ts'
import { answerPageError } from './hosted-pages.ts'
import { createUnsubscribePages } from './unsubscribe-page.ts'

export function unsubscribeRoutes(deps: Deps) {
  const pages = createUnsubscribePages(deps)
  const limit = deps.limits.each('unsubscribing')
  return new Hono()
    .onError(answerPageError(deps))
    .get('/unsubscribe/:token', limit, pages.ask)
    .post('/unsubscribe/:token', limitBody, limit, pages.take)
}
