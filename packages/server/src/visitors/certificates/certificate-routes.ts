import type { Language } from '@training-signup/contract'
import { type Context, Hono } from 'hono'
import type { App } from '../../core/context.ts'
import { answerPage, messagePage, type Page } from '../../platform/html/layout.ts'
import { setRetryAfter } from '../../platform/http/api/answer-problem.ts'
import { limitBody } from '../../platform/http/limits/limit-body.ts'
import { refuseOtherSites } from '../../platform/http/refuse-other-sites.ts'
import { languageOf } from '../../platform/http/request-language.ts'
import { requirePress } from '../../platform/http/require-press.ts'
import { isProblem, type ProblemError } from '../../platform/problem.ts'
import { say } from '../../words/index.ts'
import { answerPageError } from '../pages/hosted-pages.ts'
import { createVerifying } from './certificate-pages.ts'
import { createOwnCertificate } from './own-certificate.ts'

/** Creates the pages that check a number. Numbers that are unknown count like wrong links. */
export function verifyRoutes(app: App) {
  const { ask, show } = createVerifying(app)
  const limit = app.limits.each('lookups')
  return new Hono().onError(orLater(app)).get('/c', limit, ask).get('/c/:serial', limit, show)
}

/** Says to those who have tried too many numbers when they can try the next. */
const orLater = (app: App) => (error: Error, c: Context) => {
  if (!isProblem(error, 'too-many-requests')) return answerPageError(app)(error, c)
  setRetryAfter(c, error)
  return answerPage(c, app.config, tooManyPage(languageOf(c), error), 429)
}

function tooManyPage(lang: Language, { retryAfterSeconds = 1 }: ProblemError): Page {
  const text = say(lang, 'check.many', { count: Math.ceil(retryAfterSeconds / 60) })
  return messagePage(lang, say(lang, 'check.title'), text)
}

/** Creates the pages of one’s own certificate, which an email leads to. */
export function ownCertificateRoutes(app: App) {
  const own = createOwnCertificate(app)
  return new Hono()
    .onError(answerPageError(app))
    .use(refuseOtherSites(app.config), limitBody, app.limits.each('lookups'), requirePress(app.config))
    .get('/:token', own.show)
    .get('/:token/pdf', own.pdf)
    .get('/:token/credential', own.credential)
    .get('/:token/erase', own.askToErase)
    .post('/:token/erase', own.erase)
}
