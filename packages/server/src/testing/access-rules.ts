import type { AccountRole } from '@training-signup/contract'
import { actNames } from '../admin/trainings/acts.ts'
import { account, key } from './contract/account-states.ts'
import {
  deliveryWhile,
  draftedMessage,
  groupedIn,
  mailThatWas,
  partner,
  placement,
  registered,
  training,
  waiting,
  webhookThatIs,
} from './contract/states.ts'
import type { TestApp } from './test-app.ts'

/**
 * What a role’s scope does to a request. `object`: it names something of a training. `list`: it
 * shows what is within the scope. `partner`: it names a partner. `everything`: only someone who
 * reaches all trainings may. `whole`: the same, and for others it
 * does not exist. `free`: the scope changes nothing. `person`: keys may not. `own`: an
 * owner may, and others only about what is theirs.
 */
export type Reach = 'object' | 'list' | 'partner' | 'everything' | 'whole' | 'free' | 'person' | 'own'

interface Rule {
  who: readonly AccountRole[]
  reach: Reach
}

const rule = (who: string, reach: Reach): Rule => ({ who: who.split(' ') as AccountRole[], reach })
const reading = (reach: Reach) => rule('owner organizer auditor', reach)
const changing = (reach: Reach) => rule('owner organizer', reach)
const seeingPeople = (reach: Reach) => rule('owner organizer agency auditor', reach)
const seeingNumbers = (reach: Reach) => rule('owner organizer partner auditor', reach)
const atTheDoor = (reach: Reach) => rule('owner organizer door', reach)
const owning = rule('owner', 'everything')

/** Who may use each operation of the organizers' API. Written apart from the routes, to be compared. */
export const operationRules: Record<string, Rule> = {
  listTrainings: reading('list'),
  createTraining: changing('everything'),
  readTraining: reading('object'),
  replaceTraining: changing('object'),
  changeTraining: changing('object'),
  deleteTraining: changing('object'),
  previewTraining: changing('object'),
  previewTrainingChange: changing('object'),
  uploadLogo: changing('free'),
  readToday: changing('list'),

  listRegistrations: seeingPeople('list'),
  addRegistrations: changing('object'),
  readRegistration: seeingPeople('object'),
  correctRegistration: changing('object'),
  eraseRegistration: changing('object'),
  moveRegistration: changing('object'),
  readHistory: seeingPeople('object'),
  moveToTraining: changing('whole'),
  readDoor: atTheDoor('object'),
  checkIn: atTheDoor('object'),
  undoCheckIn: atTheDoor('object'),
  moveGroup: changing('object'),
  exportRegistrations: changing('list'),
  exportWorkbook: changing('list'),
  printSignInSheet: changing('object'),
  printBadges: changing('object'),
  listAccommodations: changing('object'),
  exportAccommodations: changing('object'),
  noteAccommodation: changing('object'),
  reportOnRegistrations: seeingNumbers('object'),
  exportReport: seeingNumbers('object'),
  listRequests: seeingPeople('object'),
  readRequest: seeingPeople('object'),
  vouchForRequest: changing('object'),
  endRequest: changing('object'),

  listMails: reading('list'),
  retryMail: changing('object'),
  draftMessage: changing('object'),
  listMessages: reading('list'),
  readMessage: reading('object'),
  changeMessage: changing('object'),
  deleteMessage: changing('object'),
  previewMessage: changing('object'),
  testMessage: changing('object'),
  sendMessage: changing('object'),

  listPartners: reading('free'),
  createPartner: changing('everything'),
  readPartner: reading('partner'),
  replacePartner: changing('partner'),
  deletePartner: changing('partner'),
  listPartnerHosts: reading('partner'),
  listPlacements: reading('partner'),
  addPlacement: changing('partner'),
  checkPlacement: changing('partner'),
  removePlacement: changing('partner'),
  makeReportLink: changing('partner'),
  endReportLink: changing('partner'),
  readNumbers: reading('object'),
  exportNumbers: reading('object'),
  reportOnPartners: seeingNumbers('list'),
  reportOnPartner: seeingNumbers('partner'),

  listWebhooks: changing('whole'),
  createWebhook: changing('whole'),
  readWebhook: changing('whole'),
  changeWebhook: changing('whole'),
  deleteWebhook: changing('whole'),
  rotateSecret: changing('whole'),
  finishRotation: changing('whole'),
  testWebhook: changing('whole'),
  listDeliveries: changing('whole'),
  replayDelivery: changing('whole'),

  listAuditEntries: rule('owner auditor', 'everything'),
  exportAuditEntries: rule('owner auditor', 'everything'),
  listAccounts: owning,
  addAccount: owning,
  readAccount: owning,
  changeAccount: owning,
  removeAccount: owning,
  listKeys: changing('free'),
  makeKey: changing('person'),
  endKey: changing('own'),
}

const delivery = async (running: TestApp) => {
  const { webhook, id } = await deliveryWhile('on')(running)
  return { id: webhook, delivery: id }
}

/** Who may open each page, and what its address names. Actions name their path with POST in front. */
export interface PageRule extends Rule {
  state?: (running: TestApp) => Promise<object>
}
const everyone = rule('owner organizer door agency partner auditor', 'free')
/** Only someone with an account has one of their own. */
const ownAccount = rule('owner organizer door agency partner auditor', 'person')

const actRules: Record<string, PageRule> = Object.fromEntries(
  actNames.flatMap((name) =>
    ['GET', 'POST'].map((method) => [`${method} /trainings/:slug/${name}`, { ...changing('object'), state: training }]),
  ),
)

const person = { ...changing('object'), state: registered }
const group = { ...changing('object'), state: groupedIn() }
const peopleRules: Record<string, PageRule> = {
  'GET /registrations/:id': { ...seeingPeople('object'), state: registered },
  ...Object.fromEntries(
    ['cancel', 'erase', 'move', 'correct'].map((name) => [`GET /registrations/:id/${name}`, person]),
  ),
  ...Object.fromEntries(
    ['approve', 'decline', 'promote', 'cancel', 'erase', 'move', 'correct'].map((name) => [
      `POST /registrations/:id/${name}`,
      person,
    ]),
  ),
  'GET /trainings/:slug/add': { ...changing('object'), state: training },
  'POST /trainings/:slug/add': { ...changing('object'), state: training },
  'GET /trainings/:slug/requests': { ...changing('object'), state: training },
  'GET /trainings/:slug/requests/:id': { ...changing('object'), state: waiting },
  'POST /trainings/:slug/requests/:id/vouch': { ...changing('object'), state: waiting },
  'POST /trainings/:slug/requests/:id/end': { ...changing('object'), state: waiting },
  'GET /groups/:reference': { ...seeingPeople('object'), state: groupedIn() },
  'GET /groups/:reference/cancel': group,
  'POST /groups/:reference/approve': group,
  'POST /groups/:reference/decline': group,
  'POST /groups/:reference/cancel': group,
  'GET /door': atTheDoor('list'),
  'GET /door/:slug': { ...atTheDoor('object'), state: training },
  'POST /door/:slug/:id/check-in': { ...atTheDoor('object'), state: registered },
  'POST /door/:slug/:id/undo': { ...atTheDoor('object'), state: registered },
}

export const pageRules: Record<string, PageRule> = {
  ...peopleRules,
  'GET /': everyone,
  'GET /settings': everyone,
  'GET /trainings/new': changing('everything'),
  'POST /trainings/new': changing('everything'),
  'GET /trainings/:slug/copy': { ...changing('everything'), state: training },
  'POST /trainings/:slug/copy': { ...changing('everything'), state: training },
  'GET /trainings/:slug/edit': { ...changing('object'), state: training },
  'POST /trainings/:slug/edit': { ...changing('object'), state: training },
  'GET /trainings/:slug/preview': { ...changing('object'), state: training },
  'POST /trainings/:slug/preview': { ...changing('object'), state: training },
  'GET /trainings/:slug/export': { ...changing('object'), state: training },
  'GET /trainings/:slug/registrations.csv': { ...changing('object'), state: training },
  'GET /trainings/:slug/registrations.xlsx': { ...changing('object'), state: training },
  'GET /trainings/:slug/sign-in-sheet.pdf': { ...changing('object'), state: training },
  'GET /trainings/:slug/badges.pdf': { ...changing('object'), state: training },
  'GET /trainings/:slug/accommodations': { ...changing('object'), state: training },
  'GET /trainings/:slug/accommodations.csv': { ...changing('object'), state: training },
  'GET /trainings/:slug/report': { ...seeingNumbers('object'), state: training },
  'GET /trainings/:slug/report.csv': { ...seeingNumbers('object'), state: training },
  'POST /registrations/:id/accommodation': { ...changing('object'), state: registered },
  ...actRules,
  'GET /trainings/:slug': { ...seeingPeople('object'), state: training },
  'GET /audit': rule('owner auditor', 'everything'),
  'GET /numbers': seeingNumbers('free'),
  'GET /partners': reading('free'),
  'GET /partners/new': changing('everything'),
  'POST /partners/new': changing('everything'),
  'GET /partners/:slug': { ...reading('partner'), state: partner },
  'POST /partners/:slug': { ...changing('partner'), state: partner },
  'GET /partners/:slug/delete': { ...changing('partner'), state: partner },
  'POST /partners/:slug/delete': { ...changing('partner'), state: partner },
  'POST /partners/:slug/report-link': { ...changing('partner'), state: partner },
  'POST /partners/:slug/report-link/end': { ...changing('partner'), state: partner },
  'POST /partners/:slug/placements': { ...changing('partner'), state: partner },
  'POST /partners/:slug/placements/:id/check': { ...changing('partner'), state: placement },
  'POST /partners/:slug/placements/:id/remove': { ...changing('partner'), state: placement },
  'POST /sign-out': everyone,
  'GET /messages': reading('list'),
  'GET /messages/new': changing('free'),
  'POST /messages/new': changing('free'),
  'GET /messages/:id': { ...reading('object'), state: draftedMessage },
  'GET /messages/:id/email': { ...changing('object'), state: draftedMessage },
  'GET /messages/:id/progress': { ...reading('object'), state: draftedMessage },
  'POST /messages/:id': { ...changing('object'), state: draftedMessage },
  'POST /messages/:id/delete': { ...changing('object'), state: draftedMessage },
  'GET /emails': reading('list'),
  'POST /emails/:id/retry': { ...changing('object'), state: mailThatWas('failed') },
  'GET /webhooks': changing('whole'),
  'POST /webhooks': changing('whole'),
  'GET /webhooks/:id': { ...changing('whole'), state: webhookThatIs('on') },
  'POST /webhooks/:id': { ...changing('whole'), state: webhookThatIs('on') },
  'POST /webhooks/:id/delete': { ...changing('whole'), state: webhookThatIs('on') },
  'POST /webhooks/:id/on': { ...changing('whole'), state: webhookThatIs('off') },
  'POST /webhooks/:id/off': { ...changing('whole'), state: webhookThatIs('on') },
  'POST /webhooks/:id/rotate': { ...changing('whole'), state: webhookThatIs('on') },
  'POST /webhooks/:id/finish': { ...changing('whole'), state: webhookThatIs('rotating') },
  'POST /webhooks/:id/test': { ...changing('whole'), state: webhookThatIs('on') },
  'POST /webhooks/:id/deliveries/:delivery/replay': { ...changing('whole'), state: delivery },
  'GET /account': ownAccount,
  'POST /account': ownAccount,
  'POST /account/sessions/end': ownAccount,
  'POST /account/passkeys': ownAccount,
  'POST /account/passkeys/options': ownAccount,
  'POST /account/passkeys/:id/remove': { ...ownAccount, state: key },
  'GET /accounts': owning,
  'GET /accounts/new': owning,
  'POST /accounts/new': owning,
  'GET /accounts/:id': { ...owning, state: account },
  'POST /accounts/:id': { ...owning, state: account },
  'POST /accounts/:id/remove': { ...owning, state: account },
  'GET /keys': changing('free'),
  'POST /keys': changing('person'),
  'POST /keys/:id/end': { ...changing('own'), state: key },
}
