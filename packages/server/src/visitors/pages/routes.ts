import { Hono } from 'hono'
import type { App } from '../../core/context.ts'
import { sendAsset } from '../../platform/html/assets.ts'
import { pageAssets } from '../../platform/html/layout.ts'
import { answerVisitors } from '../../platform/http/answer-at-address.ts'
import { compressPublicPages } from '../../platform/http/compress-pages.ts'
import { answerOnGrid } from '../../platform/http/limits/answer-grid.ts'
import { limitBody } from '../../platform/http/limits/limit-body.ts'
import { refuseOtherSites } from '../../platform/http/refuse-other-sites.ts'
import { requirePress } from '../../platform/http/require-press.ts'
import { createAccessibilityPage } from './accessibility-page.ts'
import { createAlertLinks } from './alerts/alert-links.ts'
import { assets, createFrame } from './frame.ts'
import { createHostedPages } from './hosted-pages.ts'
import { keepFormless } from './keep-formless.ts'
import { groupScript } from './live-form.ts'
import { createPartnerReport } from './partner-report.ts'
import { createQrCodes } from './pictures/qr.ts'
import { createTrainingImages } from './pictures/training-image.ts'
import { createProblemPages } from './problem-pages.ts'
import { siteFiles } from './site-files.ts'
import { createCalendarPages } from './training/calendar-pages.ts'
import { createSharePage, shareScript } from './training/share-page.ts'

export function pageRoutes(context: App) {
  const pages = createHostedPages(context)
  const calendars = createCalendarPages(context)
  const codes = createQrCodes(context)
  const problems = createProblemPages(context)
  const [links, onPress] = [createAlertLinks(context), requirePress(context.config)]
  const onGrid = answerOnGrid(context)
  const ownSite = refuseOtherSites(context.config)
  const costing = context.limits.eachByCost('pages')
  const formless = keepFormless(context)
  const app = new Hono()
    .onError(pages.fail)
    .use('/t/*', answerVisitors(context))
    .use('/r/notify/*', answerVisitors(context))
    .get('/', costing, compressPublicPages, formless, pages.list)
    .get('/accessibility', costing, compressPublicPages, formless, createAccessibilityPage(context))
    .get('/problems', compressPublicPages, formless, problems.all)
    .get('/problems/:name', compressPublicPages, formless, problems.one)
    .get('/t/:slug', costing, compressPublicPages, pages.show)
    .post('/t/:slug', ownSite, limitBody, onGrid, pages.send)
    .post('/t/:slug/verify', ownSite, limitBody, context.limits.each('codes'), onGrid, pages.verify)
    .get('/t/:slug/group', costing, compressPublicPages, pages.showGroup)
    .post('/t/:slug/group', ownSite, limitBody, onGrid, pages.sendGroup)
    .post('/t/:slug/group/verify', ownSite, limitBody, context.limits.each('codes'), onGrid, pages.verifyGroup)
    .get('/t/:slug/notify', costing, pages.showNotify)
    .post('/t/:slug/notify', ownSite, limitBody, context.limits.each('links'), onGrid, pages.sendNotify)
    .post('/t/:slug/notify/verify', ownSite, limitBody, context.limits.each('codes'), onGrid, pages.verifyNotify)
    .get('/r/notify/:token', context.limits.each('lookups'), links.ask)
    .post('/r/notify/:token', ownSite, limitBody, context.limits.each('lookups'), onPress, links.prove)
    .get('/t/:slug/calendar', costing, calendars.choices)
    .get('/t/:slug/calendar.ics', costing, calendars.file)
    .get('/t/:slug/calendar/:service', costing, calendars.service)
    .get('/t/:slug/share', costing, compressPublicPages, formless, createSharePage(context))
    .get('/t/:slug/frame', costing, createFrame(context))
    .get('/t/:slug/qr.svg', costing, codes.svg)
    .get('/t/:slug/qr.png', costing, codes.png)
    .get('/t/:slug/image.png', costing, createTrainingImages(context))
    .get('/partner-report/:secret', context.limits.each('lookups'), createPartnerReport(context))
  return app.route('/', assetRoutes()).route('/', siteFiles(context.config))
}

function assetRoutes() {
  const app = new Hono()
  for (const asset of [...pageAssets, ...Object.values(assets), groupScript, shareScript])
    app.get(`/assets/${asset.name}`, sendAsset(asset))
  return app
}
