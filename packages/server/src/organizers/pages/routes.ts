import { type Context, Hono } from 'hono'
import type { App } from '../../core/context.ts'
import { callerOf } from '../../platform/access/caller.ts'
import { requireSignIn } from '../../platform/access/require-admin.ts'
import { answerAtAddress } from '../../platform/http/answer-at-address.ts'
import { compressOwnPages } from '../../platform/http/compress-pages.ts'
import { refuseOtherSites } from '../../platform/http/refuse-other-sites.ts'
import { ProblemError } from '../../platform/problem.ts'
import { accommodationPages } from './accommodations-page.ts'
import { ownAccountPages } from './account.ts'
import { accountPages } from './accounts.ts'
import { agencyPages } from './agencies.ts'
import { answerPages } from './answer-pages.ts'
import { auditPages } from './audit-page.ts'
import { bringBack } from './bring-back.ts'
import { bulkPages } from './bulk-pages.ts'
import { keptMinutes } from './carried.ts'
import { confirmPages } from './confirm.ts'
import { decisionPages } from './decision.ts'
import { doorPages } from './door.ts'
import { duplicatePages } from './duplicates.ts'
import { emailPages } from './emails-pages.ts'
import { erasePages } from './erase-pages.ts'
import { exportPages } from './export-page.ts'
import { askingPageOf } from './form-mark.ts'
import { groupPages } from './group.ts'
import { homePages } from './home.ts'
import { keyPages } from './keys.ts'
import { messagePages } from './messages-pages.ts'
import { showNoticesOnce } from './notices.ts'
import { numbersPages } from './numbers-page.ts'
import { answerFailure } from './pages.ts'
import { partnerPages } from './partner-pages.ts'
import { personPages } from './person.ts'
import { personActions } from './person-actions.ts'
import { reportPages } from './report-page.ts'
import { requestPages } from './requests.ts'
import { rosterPages } from './roster.ts'
import { sessionPages } from './session.ts'
import { settingsPages } from './settings.ts'
import { signInPages } from './sign-in.ts'
import { signOutPages } from './sign-out.ts'
import { trainingPages } from './trainings/training-pages.ts'
import { webhookPages } from './webhooks-pages.ts'

/** The pages of each feature, in the order in which their paths are tried. */
const features = [
  trainingPages,
  settingsPages,
  auditPages,
  homePages,
  sessionPages,
  signOutPages,
  rosterPages,
  bulkPages,
  messagePages,
  emailPages,
  webhookPages,
  exportPages,
  accommodationPages,
  reportPages,
  numbersPages,
  partnerPages,
  accountPages,
  keyPages,
  agencyPages,
  ownAccountPages,
  confirmPages,
  personPages,
  personActions,
  erasePages,
  decisionPages,
  answerPages,
  groupPages,
  requestPages,
  duplicatePages,
  doorPages,
]

/** Programs are answered as they ask, and keep no pages. */
function personOf(c: Context): string | undefined {
  const { id, kind } = callerOf(c)
  return kind === 'person' ? id : undefined
}

/** Mounts the organizers' pages below `/admin`. */
export function adminPageRoutes(app: App): Hono {
  const routes = new Hono().onError((error, c) => answerFailure(app, c, error))
  routes.use(refuseOtherSites(app.config))
  routes.route('/', signInPages(app))
  routes.use(requireSignIn(app, app.limits))
  routes.use(showNoticesOnce(app))
  // A page is filled before it is compressed.
  routes.use(compressOwnPages)
  routes.use(answerAtAddress(app, { ownerOf: personOf, askedOf: askingPageOf, minutes: keptMinutes }))
  routes.use(bringBack(app))
  for (const pagesOf of features) routes.route('/', pagesOf(app).routes)
  routes.use(async (c, next) => {
    if (c.req.method === 'GET') throw new ProblemError('not-found')
    await next()
  })
  return routes
}
