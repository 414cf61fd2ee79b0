import { bulkActionNames } from '@training-signup/contract'
import { actNames } from '../../organizers/pages/trainings/acts.ts'
import { account, key } from '../contract/account-states.ts'
import { certified, creditedTraining, creditProfile } from '../contract/credit-cases.ts'
import { askingTraining, begunTraining } from '../contract/evaluation-cases.ts'
import {
  approval,
  coordinated,
  deliveryWhile,
  draftedMessage,
  groupedIn,
  inBulk,
  likelyPair,
  mailThatWas,
  messageTemplate,
  partner,
  partnerPage,
  registered,
  registeredIn,
  training,
  waiting,
  webhookThatIs,
} from '../contract/states.ts'
import { creditedDay } from '../credited-day.ts'
import { someone, type TestApp } from '../servers/test-app.ts'
import {
  atDoor,
  changing,
  coordinating,
  owning,
  type Rule,
  reading,
  rule,
  seeingNumbers,
  seeingPeople,
} from './access-rules.ts'

const delivery = async (running: TestApp) => {
  const { webhook, id } = await deliveryWhile('on')(running)
  return { id: webhook, delivery: id }
}

/**
 * Who may open each page, and what its address names. Actions name their path with POST in front.
 */
export interface PageRule extends Rule {
  state?: (running: TestApp) => Promise<object>
}
const changesTraining: PageRule = { ...changing('object'), state: training }
const changesPartner: PageRule = { ...changing('partner'), state: partner }
const changesProfile: PageRule = { ...changing('everything'), state: creditProfile }
const changesWebhook: PageRule = { ...changing('everything'), state: webhookThatIs('on') }
const everyone = rule('owner organizer door agency partner auditor', 'free')
/** Only someone with an account has one of their own. */
const ownAccount = rule('owner organizer door agency partner auditor', 'person')

const actRules: Record<string, PageRule> = Object.fromEntries(
  actNames.flatMap((name) => ['GET', 'POST'].map((method) => [`${method} /trainings/:slug/${name}`, changesTraining])),
)

const grouped = groupedIn()
const needy = registeredIn({ fields: { needs: 'optional' } }, () => [someone({ needs: 'a ramp' })])

const personRules: Record<string, PageRule> = Object.fromEntries(
  [
    ...['promote', 'extra-seat', 'cancel', 'erase', 'move', 'correct'].map((name) => `GET /registrations/:id/${name}`),
    ...[
      'send-again',
      'approve',
      'decline',
      'approve/preview',
      'decline/preview',
      'promote',
      'extra-seat',
      'cancel',
      'erase',
      'correct',
    ].map((name) => `POST /registrations/:id/${name}`),
  ].map((name) => [name, { ...changing('object'), state: registered }]),
)

const bulkRules: Record<string, PageRule> = Object.fromEntries([
  ...bulkActionNames.flatMap((name) =>
    [
      `GET /trainings/:slug/bulk/${name}`,
      `POST /trainings/:slug/bulk/${name}`,
      `POST /trainings/:slug/bulk/${name}/preview`,
    ].map((path) => [path, changesTraining]),
  ),
  ...['run', 'undo'].map((name) => [`POST /bulk-actions/:id/${name}`, { ...changing('object'), state: inBulk }]),
])

const groupRules: Record<string, PageRule> = Object.fromEntries(
  ['GET', 'POST']
    .flatMap((method) => ['approve', 'decline', 'cancel'].map((name) => `${method} ${name}`))
    .map((name) => [name.replace(' ', ' /groups/:reference/'), { ...changing('object'), state: grouped }]),
)

export const pageRules: Record<string, PageRule> = {
  'GET /': everyone,
  'GET /session': everyone,
  'POST /session': everyone,
  'GET /settings': everyone,
  'GET /organizer': rule('owner', 'everything'),
  'POST /organizer': rule('owner', 'everything'),
  'GET /trainings/new': changing('everything'),
  'POST /trainings/new': changing('everything'),
  'GET /trainings/:slug/copy': { ...changing('everything'), state: training },
  'POST /trainings/:slug/copy': { ...changing('everything'), state: training },
  'GET /trainings/:slug/edit': changesTraining,
  'POST /trainings/:slug/edit': changesTraining,
  'POST /trainings/:slug/test-email': changesTraining,
  'GET /trainings/:slug/preview': changesTraining,
  'POST /trainings/:slug/preview': changesTraining,
  'GET /trainings/:slug/export': changesTraining,
  'GET /trainings/:slug/registrations.csv': changesTraining,
  'GET /trainings/:slug/registrations.xlsx': changesTraining,
  'GET /trainings/:slug/sign-in-sheet.pdf': changesTraining,
  'GET /trainings/:slug/badges.pdf': changesTraining,
  'GET /trainings/:slug/accommodations': changesTraining,
  'GET /trainings/:slug/accommodations.csv': changesTraining,
  'GET /trainings/:slug/report': { ...reading('object'), state: training },
  'GET /trainings/:slug/report.csv': { ...reading('object'), state: training },
  'POST /registrations/:id/accommodation': { ...changing('object'), state: needy },
  ...actRules,
  'GET /trainings/:slug': { ...seeingPeople('object'), state: training },
  'GET /trainings/:slug/add': changesTraining,
  'POST /trainings/:slug/add': changesTraining,
  'GET /trainings/:slug/import': changesTraining,
  'POST /trainings/:slug/import': changesTraining,
  'GET /trainings/:slug/import/preview': changesTraining,
  'POST /trainings/:slug/import/preview': changesTraining,
  'GET /trainings/:slug/duplicates': changesTraining,
  'GET /trainings/:slug/duplicates/:id/keep': { ...changing('object'), state: likelyPair },
  'POST /trainings/:slug/duplicates/:id/keep': { ...changing('object'), state: likelyPair },
  'POST /trainings/:slug/duplicates/:id/apart': { ...changing('object'), state: likelyPair },
  'GET /trainings/:slug/requests': changesTraining,
  'GET /trainings/:slug/requests/:id': { ...changing('object'), state: waiting },
  'GET /trainings/:slug/requests/:id/vouch': { ...changing('object'), state: waiting },
  'GET /trainings/:slug/requests/:id/end': { ...changing('object'), state: waiting },
  'POST /trainings/:slug/requests/:id/vouch': { ...changing('object'), state: waiting },
  'POST /trainings/:slug/requests/:id/end': { ...changing('object'), state: waiting },
  'GET /registrations/:id/approve': { ...changing('object'), state: registeredIn(approval) },
  'GET /registrations/:id/decline': { ...changing('object'), state: registeredIn(approval) },
  'GET /registrations/:id': { ...seeingPeople('object'), state: registered },
  'GET /trainings/:slug/people/:id': { ...seeingPeople('object'), state: registered },
  ...personRules,
  'GET /trainings/:slug/register': { ...coordinating, state: coordinated },
  'POST /trainings/:slug/register': { ...coordinating, state: coordinated },
  'GET /registrations/:id/replace': { ...coordinating, state: coordinated },
  'POST /registrations/:id/replace': { ...coordinating, state: coordinated },
  'GET /registrations/:id/give-up': { ...coordinating, state: coordinated },
  'POST /registrations/:id/give-up': { ...coordinating, state: coordinated },
  'POST /registrations/:id/move': { ...changing('both'), state: registered },
  'GET /groups/:reference': { ...rule('owner organizer agency auditor', 'object'), state: grouped },
  ...groupRules,
  ...bulkRules,
  'GET /door': rule('owner organizer door', 'free'),
  'GET /door/:slug': { ...atDoor, state: registered },
  'GET /door/:slug/kept': { ...atDoor, state: registered },
  'POST /door/:slug/:id/check-in': { ...atDoor, state: registered },
  'POST /door/:slug/:id/check-out': { ...atDoor, state: registered },
  'POST /door/:slug/:id/undo': { ...atDoor, state: registered },
  'GET /find': seeingPeople('list'),
  'GET /audit': rule('owner auditor', 'everything'),
  'GET /numbers': seeingNumbers('free'),
  'GET /report': reading('everything'),
  'GET /report.csv': reading('everything'),
  'GET /report.pdf': reading('everything'),
  'GET /partners': reading('free'),
  'GET /partners/new': changing('everything'),
  'POST /partners/new': changing('everything'),
  'GET /partners/:slug': { ...reading('partner'), state: partner },
  'POST /partners/:slug': changesPartner,
  'GET /partners/:slug/delete': changesPartner,
  'POST /partners/:slug/delete': changesPartner,
  'GET /partners/:slug/report-link': changesPartner,
  'GET /partners/:slug/report-link/end': changesPartner,
  'GET /partners/:slug/placements/:id/remove': { ...changing('partner'), state: partnerPage },
  'POST /partners/:slug/report-link': changesPartner,
  'POST /partners/:slug/report-link/end': changesPartner,
  'POST /partners/:slug/placements': changesPartner,
  'POST /partners/:slug/placements/:id/check': { ...changing('partner'), state: partnerPage },
  'POST /partners/:slug/placements/:id/remove': { ...changing('partner'), state: partnerPage },
  'POST /sign-out': everyone,
  'POST /account/language': ownAccount,
  'POST /account/columns': rule('owner organizer agency auditor', 'free'),
  'GET /messages': reading('list'),
  'GET /trainings/:slug/reminders': changesTraining,
  'POST /trainings/:slug/reminders': changesTraining,
  'POST /trainings/:slug/reminders/preview': changesTraining,
  'GET /trainings/:slug/evaluation': { ...reading('object'), state: askingTraining },
  'GET /trainings/:slug/evaluation/report': { ...reading('object'), state: begunTraining },
  'GET /trainings/:slug/evaluation/report.csv': { ...reading('object'), state: begunTraining },
  'GET /trainings/:slug/evaluation/report.pdf': { ...reading('object'), state: begunTraining },
  'GET /trainings/:slug/evaluation/edit': { ...changing('object'), state: askingTraining },
  'POST /trainings/:slug/evaluation/edit': { ...changing('object'), state: askingTraining },
  'GET /trainings/:slug/evaluation/remove': { ...changing('object'), state: askingTraining },
  'POST /trainings/:slug/evaluation/remove': { ...changing('object'), state: askingTraining },
  'GET /trainings/:slug/evaluation/send': { ...changing('object'), state: begunTraining },
  'POST /trainings/:slug/evaluation/send': { ...changing('object'), state: begunTraining },
  'GET /profiles': reading('free'),
  'GET /profiles/new': changing('everything'),
  'POST /profiles/new': changing('everything'),
  'GET /profiles/:id': changesProfile,
  'POST /profiles/:id': changesProfile,
  'GET /profiles/:id/remove': changesProfile,
  'POST /profiles/:id/remove': changesProfile,
  'GET /trainings/:slug/credit': { ...seeingPeople('object'), state: creditedTraining },
  'GET /trainings/:slug/credit/certificates.zip': { ...changing('object'), state: certified },
  ...Object.fromEntries(
    ['GET', 'POST'].flatMap((method) => [
      [`${method} /trainings/:slug/credit/send`, { ...changing('object'), state: creditedDay }],
      [`${method} /trainings/:slug/credit/:serial/replace`, { ...changing('object'), state: certified }],
      [`${method} /trainings/:slug/credit/:serial/revoke`, { ...changing('object'), state: certified }],
    ]),
  ),
  'GET /trainings/:slug/credit/edit': { ...changing('object'), state: creditedTraining },
  'POST /trainings/:slug/credit/edit': { ...changing('object'), state: creditedTraining },
  'GET /messages/templates': reading('free'),
  'GET /messages/templates/:id/delete': { ...changing('free'), state: messageTemplate },
  'POST /messages/templates/:id/delete': { ...changing('free'), state: messageTemplate },
  'POST /messages/:id/schedule': { ...changing('object'), state: draftedMessage },
  'POST /messages/:id/unschedule': { ...changing('object'), state: draftedMessage },
  'GET /messages/new': changing('free'),
  'POST /messages/new': changing('free'),
  'GET /trainings/:slug/bulk/message': changesTraining,
  'POST /trainings/:slug/bulk/message': changesTraining,
  'GET /messages/:id': { ...reading('object'), state: draftedMessage },
  'GET /messages/:id/email': { ...changing('object'), state: draftedMessage },
  'GET /messages/:id/progress': { ...reading('object'), state: draftedMessage },
  'POST /messages/:id': { ...changing('object'), state: draftedMessage },
  'GET /messages/:id/delete': { ...changing('object'), state: draftedMessage },
  'POST /messages/:id/delete': { ...changing('object'), state: draftedMessage },
  'GET /emails': reading('list'),
  'POST /emails/:id/retry': { ...changing('object'), state: mailThatWas('failed') },
  'POST /emails/:id/returned': { ...changing('object'), state: mailThatWas('sent') },
  'POST /emails/:id/arrived': { ...changing('object'), state: mailThatWas('failed') },
  'GET /webhooks': changing('everything'),
  'POST /webhooks': changing('everything'),
  'GET /webhooks/:id': changesWebhook,
  'GET /webhooks/:id/secret': changesWebhook,
  'POST /webhooks/:id': changesWebhook,
  'GET /webhooks/:id/delete': changesWebhook,
  'GET /webhooks/:id/finish': { ...changing('everything'), state: webhookThatIs('rotating') },
  'POST /webhooks/:id/delete': changesWebhook,
  'POST /webhooks/:id/on': { ...changing('everything'), state: webhookThatIs('off') },
  'POST /webhooks/:id/off': changesWebhook,
  'POST /webhooks/:id/rotate': changesWebhook,
  'POST /webhooks/:id/finish': { ...changing('everything'), state: webhookThatIs('rotating') },
  'POST /webhooks/:id/test': changesWebhook,
  'POST /webhooks/:id/deliveries/:delivery/replay': { ...changing('everything'), state: delivery },
  'GET /account': ownAccount,
  'POST /account': ownAccount,
  'GET /account/sessions/end': ownAccount,
  'POST /account/sessions/end': ownAccount,
  'POST /account/passkeys': ownAccount,
  'POST /account/passkeys/options': ownAccount,
  'GET /account/passkeys/:id/remove': { ...ownAccount, state: key },
  'POST /account/passkeys/:id/remove': { ...ownAccount, state: key },
  'GET /confirm': ownAccount,
  'POST /confirm': ownAccount,
  'POST /confirm/code': ownAccount,
  'POST /confirm/passkey': ownAccount,
  'POST /confirm/passkey/options': ownAccount,
  'GET /accounts': owning,
  'GET /accounts/new': owning,
  'POST /accounts/new': owning,
  'GET /accounts/:id': { ...owning, state: account },
  'POST /accounts/:id': { ...owning, state: account },
  'GET /accounts/:id/remove': { ...owning, state: account },
  'POST /accounts/:id/remove': { ...owning, state: account },
  'GET /agencies': changing('free'),
  'GET /agencies/merge': changing('everything'),
  'POST /agencies/merge': changing('everything'),
  'POST /agencies/split': changing('everything'),
  'POST /agencies/undo': changing('everything'),
  'GET /keys': changing('person'),
  'GET /keys/made': changing('person'),
  'POST /keys': changing('person'),
  'GET /keys/:id/end': { ...changing('person'), state: key },
  'POST /keys/:id/end': { ...changing('person'), state: key },
}
