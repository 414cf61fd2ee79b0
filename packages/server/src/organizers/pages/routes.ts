import { type Context, Hono } from 'hono'
import type { App } from '../../core/context.ts'
import { callerOf } from '../../platform/access/caller.ts'
import { requireSignIn } from '../../platform/access/require-admin.ts'
import { answerAtAddress } from '../../platform/http/answer-at-address.ts'
import { compressOwnPages } from '../../platform/http/compress-pages.ts'
import { refuseOtherSites } from '../../platform/http/refuse-other-sites.ts'
import { ProblemError } from '../../platform/problem.ts'
import { ownAccountPages } from './accounts/account.ts'
import { accountPages } from './accounts/accounts.ts'
import { keyPages } from './accounts/keys.ts'
import { languagePages } from './accounts/language.ts'
import { sessionPages } from './accounts/session.ts'
import { settingsPages } from './accounts/settings.ts'
import { signOutPages } from './accounts/sign-out.ts'
import { closePages } from './attendance/close-pages.ts'
import { paperPages } from './attendance/paper-pages.ts'
import { attendancePages } from './attendance/sheet-pages.ts'
import { auditPages } from './audit-page.ts'
import { creditPages } from './credit/credit-pages.ts'
import { licensePages } from './credit/license-pages.ts'
import { profilePages } from './credit/profile-pages.ts'
import { doorPages } from './door/door.ts'
import { doorSeatPages } from './door/seats.ts'
import { walkInPages } from './door/walk-in.ts'
import { emailPages } from './emails-pages.ts'
import { evaluationPages } from './evaluation/evaluation-pages.ts'
import { findPages } from './find.ts'
import { homePages } from './home.ts'
import { importPages } from './import/import-pages.ts'
import { kioskPages, kioskStartPages } from './kiosk/kiosk.ts'
import { messagePages } from './messages/messages-pages.ts'
import { reminderPages } from './messages/reminder-pages.ts'
import { templatePages } from './messages/template-pages.ts'
import { showNoticesOnce } from './notices.ts'
import { organizerDefaultsPages } from './organizer-page.ts'
import { answerFailure } from './pages.ts'
import { partnerPages } from './partners/partner-pages.ts'
import { periodPages } from './partners/period-page.ts'
import { reportPages } from './partners/report-page.ts'
import { webhookPages } from './partners/webhooks-pages.ts'
import { accommodationPages } from './person/accommodations-page.ts'
import { answerPages } from './person/answer-pages.ts'
import { coordinatorPages } from './person/coordinate.ts'
import { decisionPages } from './person/decision.ts'
import { erasePages } from './person/erase-pages.ts'
import { extraSeatPages } from './person/extra-seat.ts'
import { groupPages } from './person/group.ts'
import { pendingSignUpPages } from './person/pending-sign-ups.ts'
import { personPages } from './person/person.ts'
import { personActions } from './person/person-actions.ts'
import { contactPages } from './person/person-contact.ts'
import { agencyPages } from './roster/agencies.ts'
import { bulkPages } from './roster/bulk-pages.ts'
import { exportPages } from './roster/export-page.ts'
import { likelyPairPages } from './roster/likely-pairs.ts'
import { openedPersonPages } from './roster/opened-person.ts'
import { rosterPages } from './roster/roster.ts'
import { rosterColumnPages } from './roster/roster-columns.ts'
import { bringBack } from './sent-forms/bring-back.ts'
import { keptMinutes } from './sent-forms/carried.ts'
import { confirmPages } from './sent-forms/confirm.ts'
import { askingPageOf } from './sent-forms/form-mark.ts'
import { signInPages } from './sign-in.ts'
import { numbersPages } from './trainings/numbers-page.ts'
import { trainingPages } from './trainings/training-pages.ts'

/** The pages of each feature, in the order in which their paths are tried. */
const features = [
  trainingPages,
  settingsPages,
  organizerDefaultsPages,
  auditPages,
  homePages,
  findPages,
  sessionPages,
  signOutPages,
  rosterPages,
  rosterColumnPages,
  openedPersonPages,
  attendancePages,
  closePages,
  paperPages,
  bulkPages,
  templatePages,
  reminderPages,
  importPages,
  messagePages,
  emailPages,
  webhookPages,
  exportPages,
  accommodationPages,
  reportPages,
  periodPages,
  numbersPages,
  partnerPages,
  accountPages,
  keyPages,
  agencyPages,
  ownAccountPages,
  languagePages,
  confirmPages,
  personPages,
  personActions,
  coordinatorPages,
  erasePages,
  decisionPages,
  contactPages,
  extraSeatPages,
  licensePages,
  answerPages,
  groupPages,
  pendingSignUpPages,
  likelyPairPages,
  walkInPages,
  doorSeatPages,
  kioskStartPages,
  doorPages,
  creditPages,
  evaluationPages,
  profilePages,
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
  routes.route('/', kioskPages(app))
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
