import { Hono } from 'hono'
import type { App } from '../../core/context.ts'
import { limitBody } from '../../platform/http/limits/limit-body.ts'
import { refuseOtherSites } from '../../platform/http/refuse-other-sites.ts'
import { requirePress } from '../../platform/http/require-press.ts'
import { answerPageError } from '../pages/hosted-pages.ts'
import { createVerifying } from './certificate-pages.ts'
import { createOwnCertificate } from './own-certificate.ts'

/** Creates the pages that check a number. Numbers that are unknown count like wrong links. */
export function verifyRoutes(app: App) {
  const { ask, show } = createVerifying(app)
  const limit = app.limits.each('lookups')
  return new Hono().onError(answerPageError(app)).get('/c', limit, ask).get('/c/:serial', limit, show)
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
