import { mostBytes } from '../../core/logos/logos.ts'
import { picture, svg } from '../pages/pictures.ts'
import { newSlug } from '../servers/test-app.ts'
import { account, accountInput, key, keyInput, onlyOwner, passkey } from './account-states.ts'
import { about, after, type Case, changed, page } from './asked.ts'
import { creditCases } from './credit-cases.ts'
import { dayCases } from './day-cases.ts'
import { doorCases } from './door-cases.ts'
import { evaluationCases } from './evaluation-cases.ts'
import { messageCases } from './message-cases.ts'
import { peopleCases } from './people-cases.ts'
import { publicCases } from './public-cases.ts'
import {
  deliveryWhile,
  partner,
  partnerInput,
  partnerPage,
  registered,
  training,
  webhookInput,
  webhookThatIs,
} from './states.ts'

const trainingInput = () => ({
  slug: newSlug(),
  title: { en: 'First aid', es: 'Primeros auxilios' },
  start: '2027-03-06T09:00',
  end: '2027-03-06T15:00',
  timeZone: 'America/Chicago',
  venue: { name: 'Kauffman Stadium' },
})

/** How each operation is made to answer. */
export const contractCases: Record<string, Case> = {
  ...publicCases,
  ...peopleCases,
  ...messageCases,
  ...creditCases,
  ...evaluationCases,
  ...dayCases,
  ...doorCases,

  listTrainings: { good: [about(training, () => ({ query: page }))] },
  createTraining: {
    good: [() => ({ body: trainingInput() })],
    refused: { 'slug-taken': about(training, ({ slug }) => ({ body: { ...trainingInput(), slug } })) },
  },
  readTraining: { good: [about(training)] },
  replaceTraining: {
    good: [about(training, ({ slug }) => ({ body: { ...trainingInput(), status: 'published', slug } }))],
  },
  changeTraining: { good: [about(training, () => ({ body: { seats: { capacity: 250 }, summary: null } }))] },
  previewTrainingChange: { good: [about(registered, () => ({ body: { venue: { name: 'City Hall' } } }))] },
  checkTraining: { good: [about(training)] },
  testTraining: {
    good: [about(changed(training, { contact: { email: 'trainings@example.org' } }))],
    refused: { 'invalid-input': about(training) },
  },
  previewTraining: { good: [about(training, () => ({ body: { title: { en: 'First aid, again' } } }))] },
  deleteTraining: {
    good: [about(training)],
    refused: { 'has-registrations': about(registered) },
  },

  readOrganizer: { good: [() => ({})] },
  replaceOrganizer: {
    good: [() => ({ body: { organizer: { name: 'County' }, timeZone: 'America/Denver' } })],
  },
  uploadLogo: {
    good: [() => ({ body: picture() })],
    refused: {
      malformed: () => ({ body: new Uint8Array() }),
      'too-large': () => ({ body: new Uint8Array(mostBytes + 1) }),
      'invalid-input': () => ({ body: svg }),
    },
  },

  readNumbers: { good: [about(registered)] },
  exportNumbers: { good: [about(registered)] },
  listPartnerHosts: { good: [about(partner)] },
  listPlacements: { good: [about(partner)] },
  addPlacement: { good: [about(partner, () => ({ body: { url: 'https://rotary.example/events' } }))] },
  checkPlacement: { good: [about(partnerPage)] },
  removePlacement: { good: [about(partnerPage)] },
  makeReportLink: { good: [about(partner)] },
  endReportLink: { good: [about(partner)] },
  listAuditEntries: { good: [about(training, () => ({ query: page }))] },
  exportAuditEntries: { good: [() => ({})] },

  listAccounts: { good: [about(account, () => ({ query: page }))] },
  addAccount: {
    good: [() => ({ body: accountInput() })],
    refused: { 'address-taken': about(account, ({ email }) => ({ body: { ...accountInput(), email } })) },
  },
  readAccount: { good: [about(account)] },
  changeAccount: {
    good: [about(account, () => ({ body: { name: 'Dana' } }))],
    refused: { 'last-owner': about(onlyOwner, () => ({ body: { role: 'auditor' } })) },
  },
  changeProfile: { good: [about(account, () => ({ body: { lang: 'es' } }))] },
  readSignIns: { good: [about(passkey)] },
  endSessions: { good: [about(account)] },
  removePasskey: { good: [about(passkey)] },
  removeAccount: { good: [about(account)], refused: { 'last-owner': about(onlyOwner) } },
  listKeys: { good: [about(key, () => ({ query: page }))] },
  makeKey: { good: [() => ({ body: keyInput })] },
  endKey: { good: [about(key)] },

  listPartners: { good: [about(partner, () => ({ query: page }))] },
  createPartner: {
    good: [() => ({ body: partnerInput(newSlug()) })],
    refused: { 'slug-taken': about(partner, ({ slug }) => ({ body: partnerInput(slug) })) },
  },
  readPartner: { good: [about(partner)] },
  replacePartner: { good: [about(partner, ({ slug }) => ({ body: { ...partnerInput(slug), name: 'We' } }))] },
  deletePartner: {
    good: [about(partner)],
    refused: { 'in-use': about(after(partner, ({ givenTraining }, { slug }) => givenTraining({ sponsors: [slug] }))) },
  },
  reportOnPartners: { good: [about(registered, ({ slug }) => ({ query: { training: slug } })), () => ({})] },
  reportOnPeriod: {
    good: [() => ({ query: { by: 'month' } })],
    refused: { 'not-found': () => ({ query: { partner: 'no-one' } }) },
  },
  exportPeriodReport: { good: [() => ({})], refused: { 'not-found': () => ({ query: { partner: 'no-one' } }) } },
  printPeriodReport: { good: [() => ({})], refused: { 'not-found': () => ({ query: { partner: 'no-one' } }) } },
  reportOnPartner: { good: [about(partner, () => ({ query: { from: '2027-01-01', to: '2027-01-31' } }))] },

  listWebhooks: {
    good: [about(webhookThatIs('on'), () => ({ query: page }))],
  },
  createWebhook: { good: [() => ({ body: webhookInput })] },
  readWebhook: { good: [about(webhookThatIs('on'))] },
  changeWebhook: {
    good: [about(webhookThatIs('on'), () => ({ body: { events: ['training.changed'] } }))],
  },
  deleteWebhook: { good: [about(webhookThatIs('on'))] },
  rotateSecret: {
    good: [about(webhookThatIs('on'))],
    refused: { 'rotation-open': about(webhookThatIs('rotating')) },
  },
  finishRotation: { good: [about(webhookThatIs('rotating'))] },
  testWebhook: {
    good: [about(webhookThatIs('on'))],
    refused: { 'webhook-off': about(webhookThatIs('off')) },
  },
  listDeliveries: {
    good: [about(deliveryWhile('on'), ({ webhook: id }) => ({ path: { id }, query: { status: 'waiting', ...page } }))],
  },
  replayDelivery: {
    good: [about(deliveryWhile('on'))],
    refused: { 'webhook-off': about(deliveryWhile('off')) },
  },
}
