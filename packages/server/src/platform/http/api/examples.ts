import { accountExamples } from './account-examples.ts'
import { agencyExamples } from './agency-examples.ts'
import { bulkExamples } from './bulk-examples.ts'

import { decisionExamples } from './decision-examples.ts'
import { adminTraining, trainingChange, trainingInput } from './example-trainings.ts'
import { pairExamples } from './pair-examples.ts'

const time = '2027-03-06T15:00:00.000Z'
const id = '01942f3e-7c00-7000-8000-000000000001'

const partnerHost = {
  origin: 'https://rotary.example',
  firstDay: '2027-02-01',
  lastDay: '2027-03-06',
  views: 900,
  scripts: [{ version: '1.3.0', lastDay: '2027-03-06' }],
}

const placement = {
  id,
  url: 'https://rotary.example/events',
  checkedAt: time,
  inspection: { state: 'warned', release: '1.2.0', findings: [{ code: 'old-release', value: '1.2.0' }] },
}

const auditEntry = {
  id,
  at: time,
  caller: { kind: 'operator', id: 'operator' },
  action: 'changed',
  route: 'POST /api/v1/admin/registrations/:id/:action',
  object: { kind: 'registration', id },
  filters: {},
  isRefused: false,
  sequence: 17,
  hash: '4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865',
}

const registration = {
  id,
  reference: 'K7Q-2MX',
  training: 'first-responders',
  status: 'confirmed',
  expiresAt: null,
  givenName: 'Ada',
  familyName: 'Reyes',
  email: 'ada.reyes@example.org',
  phone: null,
  role: 'police',
  agency: 'Kansas City Police Department',
  answers: {},
  group: null,
  lang: 'en',
  partner: null,
  channel: 'embed',
  origin: 'https://sponsor.example.org',
  consents: ['privacy'],
  checkedInAt: null,
  reconfirmedAt: null,
  createdAt: time,
  changedAt: time,
}

const asked = { request: 'An ASL interpreter', email: null, phone: null, owner: 'Pat Lee', arrangedAt: time }
const named = { givenName: 'Ada', familyName: 'Reyes' }
const accommodation = { registration: id, reference: 'K7Q-2MX', status: 'confirmed', ...named, ...asked }
const shownCounts = { registered: 120, confirmed: 110, waiting: 6, ended: '<5' }

const person = { givenName: 'Ada', familyName: 'Reyes', email: 'ada.reyes@example.org' }
const signUp = { people: [person], lang: 'en' }
const result = {
  reference: 'K7Q-2MX',
  status: 'confirmed',
  people: [{ status: 'confirmed' }],
  next: {
    title: 'You’re registered',
    text: 'Your seat is confirmed. Save your reference number: you’ll need it to change or cancel your registration.',
  },
  lang: 'en',
}

const request = {
  id,
  reference: 'K7Q-2MX',
  training: 'first-responders',
  address: 'ada.reyes@example.org',
  people: [person],
  coordinator: null,
  heldSeats: 1,
  lang: 'en',
  partner: null,
  channel: 'embed',
  origin: null,
  createdAt: time,
  endsAt: time,
}

const partner = { slug: 'we-the-people', name: 'We the People', url: 'https://sponsor.example.org', origins: [] }
const logo = '3f2a9c0d5e7b4186a1c2d3e4f5061728'
const logoUrl = `https://signup.example.org/logos/${logo}.png`
const counts = { views: 900, starts: 200, signUps: 120 }

const messageInput = {
  training: 'first-responders',
  filter: { status: ['confirmed'] },
  subject: { en: 'Bring a jacket' },
  text: { en: 'Hello {first name},\n\nthe hall is cold in the morning.' },
  about: 'seat',
  showsTraining: true,
}
const listedMessage = { id, ...messageInput, state: 'draft', createdAt: time, startedAt: null, finishedAt: null }
const message = { ...listedMessage, registrations: null }
const mail = {
  id,
  kind: 'confirmed',
  training: 'first-responders',
  registration: id,
  state: 'sent',
  dueAt: time,
  attempts: 1,
  lastError: null,
  doneAt: time,
  createdAt: time,
}
const totals = { waiting: 0, sent: 1, failed: 0, dropped: 0 }

const webhook = {
  id,
  url: 'https://receiver.example.org/hook',
  events: ['*'],
  state: 'on',
  rotating: false,
  waiting: 0,
  failed: 0,
  createdAt: time,
  updatedAt: time,
}
const delivery = {
  id,
  event: 'registration.created',
  data: { training: 'first-responders', registration: id, group: null, to: 'confirmed' },
  status: 'delivered',
  attempts: 1,
  lastStatus: 204,
  lastError: null,
  dueAt: null,
  doneAt: time,
  createdAt: time,
}

const shownTraining = {
  slug: 'first-responders',
  title: 'Recognizing human trafficking',
  when: {
    start: '2027-12-05T08:00:00-06:00',
    end: '2027-12-05T16:00:00-06:00',
    timeZone: 'America/Chicago',
    text: 'Sunday, December 5, 2027, 8 AM – 4 PM (Central Time)',
  },
  audience: { roles: [], self: 'I want to take part' },
  sponsors: [],
  state: 'open',
  notice: { title: 'Registration is open', text: '' },
  closesAt: '2027-12-05T14:00:00.000Z',
  organizer: { ...trainingInput.organizer, logo: logoUrl },
  contact: trainingInput.contact,
  helplines: [],
  erasedOn: '2028-03-05',
  links: {
    page: 'https://signup.example.org/t/first-responders',
    calendar: 'https://signup.example.org/t/first-responders/calendar.ics',
  },
  details: [{ lines: [{ text: 'Kauffman Stadium' }] }],
  help: [],
  calendars: [],
}
const shown = { words: { 'form.send': 'Register' }, lang: 'en', languages: ['en', 'es'], now: time }

/** An example of each body, by the name of its schema. Tests compare them with the schemas. */
export const examples: Readonly<Record<string, unknown>> = {
  Accommodation: accommodation,
  AccommodationInput: { owner: 'Pat Lee', arranged: true },
  AccommodationList: { accommodations: [accommodation], nextCursor: null },
  ...accountExamples,
  ...agencyExamples,
  ...decisionExamples,
  ...bulkExamples,
  ...pairExamples(registration),
  AdminRegistration: registration,
  AdminRegistrationInput: { training: 'first-responders', people: [person], channel: 'phone' },
  AdminTraining: adminTraining,
  AdminTrainingList: { trainings: [adminTraining], nextCursor: null },
  CodeInput: { secret: 'the secret of the answer', code: '123456' },
  CodeRequest: { secret: 'the secret of the answer' },
  CodeSent: { waitSeconds: 60 },
  DoorList: {
    people: [{ id, givenName: 'Ada', familyName: 'Reyes', agency: null, status: 'confirmed', checkedInAt: time }],
    here: 86,
    expected: 114,
  },
  History: { events: [{ kind: 'email', at: time, email: 'confirmed', state: 'sent' }] },
  Logo: { logo, url: logoUrl },
  AuditEntry: auditEntry,
  AuditList: { entries: [auditEntry], nextCursor: null },
  MailList: { mails: [mail], totals, nextCursor: null },
  Message: message,
  MessageChange: { subject: { en: 'Bring a warm jacket' } },
  MessageInput: messageInput,
  MessageList: { messages: [{ ...listedMessage, totals }], nextCursor: null },
  MessagePreview: {
    recipients: 118,
    people: 121,
    throughCoordinator: 3,
    unreachable: 0,
    unsubscribed: 0,
    tag: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
    languages: { en: 100, es: 18 },
    shown: { registration: id, lang: 'en', position: 1, next: null },
    mail: { to: 'ada.reyes@example.org', subject: 'Bring a jacket', text: 'The hall is cold.', html: '<p>…</p>' },
  },
  MessageReport: { message: { ...message, state: 'sent' }, totals, remaining: 0, mails: [mail], nextCursor: null },
  TrainingNumbers: {
    training: 'first-responders',
    capacity: 150,
    people: 114,
    days: [
      { day: '2027-11-19', signUps: 60, total: 60 },
      { day: '2027-11-20', signUps: 54, total: 114 },
    ],
    roles: [{ role: 'police', label: 'Police officer or deputy', people: 114 }],
    agencies: [{ agency: 'Kansas City Police Department', people: 114 }],
    partners: [{ partner: 'we-the-people', name: 'We The People', views: 900, starts: 150, signUps: 120, people: 114 }],
  },
  MoveInput: { training: 'citizens' },
  Partner: { ...partner, logo },
  PartnerInput: partner,
  PartnerList: { partners: [{ ...partner, logo }], nextCursor: null },
  PartnerHost: partnerHost,
  PartnerHostList: { hosts: [partnerHost] },
  Placement: placement,
  PlacementInput: { url: 'https://rotary.example/events' },
  PlacementList: { placements: [placement] },
  ReportLink: { url: 'https://signup.example.org/partner-report/kx2mVt0yQ0u9S4c1bQZ7Zw' },
  PartnerReport: {
    partner: 'we-the-people',
    rows: [{ training: 'first-responders', day: '2027-03-06', ...counts }],
    totals: counts,
  },
  PartnerTotals: {
    partners: [{ partner: 'we-the-people', name: 'We the People', ...counts }],
    totals: counts,
    nextCursor: null,
  },
  PreviewInput: { registration: id },
  RegistrationCorrection: { person: { familyName: 'Reyes-Ortiz' } },
  RegistrationInput: signUp,
  RegistrationList: { registrations: [registration], nextCursor: null },
  RegistrationReport: {
    by: 'role',
    groups: [{ group: 'fire', label: 'Firefighter', ...shownCounts }],
    total: shownCounts,
  },
  RegistrationResult: result,
  Registrations: { registrations: [registration] },
  Impression: { kind: 'view', partner: 'we-the-people' },
  Today: { decisions: [{ kind: 'approvals', training: 'first-responders', count: 4, since: time, until: null }] },
  TrainingAnswer: {
    training: shownTraining,
    form: {
      fields: [{ id: 'givenName', type: 'text', label: 'First name', required: true }],
      consents: [],
      requires: [],
    },
    ...shown,
  },
  TrainingInput: trainingInput,
  TrainingChangePreview: trainingChange,
  TrainingPatch: { seats: { capacity: 250 } },
  TrainingsAnswer: { trainings: [shownTraining], ...shown, nextCursor: null },
  WaitingRequest: request,
  WaitingRequestList: {
    requests: [request],
    wrongCodes: { today: 3, pausedUntil: null, longCodesUntil: null, pausedDomains: [] },
    nextCursor: null,
  },
  Webhook: webhook,
  WebhookDelivery: delivery,
  WebhookDeliveryList: { deliveries: [delivery], nextCursor: null },
  WebhookEvent: { type: delivery.event, id, timestamp: time, data: delivery.data },
  WebhookInput: { url: webhook.url, events: ['*'] },
  WebhookList: { webhooks: [webhook], nextCursor: null },
  WebhookPatch: { state: 'off' },
  WebhookWithSecret: { ...webhook, secret: 'whsec_…' },
}
