import type { TrainingDraft } from '@training-signup/contract'
import { someone, type TestApp } from '../servers/test-app.ts'
import {
  type Ask,
  about,
  after,
  type Case,
  cancelled,
  changed,
  hasBegun,
  inTraining,
  page,
  twice,
  withdrawn,
} from './asked.ts'
import { coordinatorCases } from './coordinator-cases.ts'
import { importCases } from './import-cases.ts'
import {
  approval,
  coordinator,
  groupedIn,
  inBulk,
  likelyPair,
  mailThatWas,
  oneSeat,
  registered,
  registeredIn,
  training,
  twoPeople,
  waiting,
} from './states.ts'

const added = (slug: string, more: object = {}) => ({
  body: { training: slug, people: [someone()], channel: 'phone', ...more },
})
const adding = (state: (running: TestApp) => Promise<{ slug: string }>): Ask => about(state, ({ slug }) => added(slug))
const moving = <T extends object>(action: string, state: (running: TestApp) => Promise<T>): Ask =>
  about(state, (one) => ({ path: { ...one, action } }))
const previewing = <T extends object>(action: string, state: (running: TestApp) => Promise<T>): Ask =>
  about(state, (one) => ({ path: { ...one, action }, body: { note: 'See you there.' } }))
const needy = registeredIn({}, () => [someone({ needs: 'a ramp' })])
const markReturned = ({ admin }: TestApp, { id }: { id: string }) => admin('PUT', `/mails/${id}/returned`)

/** Someone who was added without an address. */
const withoutAddress = async (running: TestApp) => {
  const { slug } = await training(running)
  const { body } = await running.admin('POST', '/registrations', {
    training: slug,
    people: [{ givenName: 'Ada' }],
    channel: 'phone',
  })
  return { id: body.registrations[0].id as string }
}

const nothing: Ask = () => ({})

const cancelIt = ({ admin }: TestApp, { id }: { id: string }) => admin('POST', `/registrations/${id}/cancel`)
const movingTo =
  (draft: Partial<TrainingDraft>): Ask =>
  async (running) => {
    const [path, { slug }] = [await registered(running), await running.givenTraining(draft)]
    return { path, body: { training: slug } }
  }

/** Those who wait for approval hold no seat, and then there is none. */
const unheld: Partial<TrainingDraft> = { ...approval, seats: { capacity: 2, waitlist: false, holdWhilePending: false } }
const noSeats = { seats: { capacity: 0 } }

const registeredWith = (agency: string) => registeredIn({ fields: { agency: 'optional' } }, () => [someone({ agency })])
const merging = { spellings: ['KCPD'], name: 'Kansas City Police Department' }
const mergedSpelling = async ({ admin }: TestApp) => (await admin('POST', '/agencies/merge', merging)).body
async function latestMerge(running: TestApp) {
  await mergedSpelling(running)
  const [merge] = (await running.admin('GET', '/agencies/merges')).body.merges
  return { id: merge.id as string }
}
const bulk = (slug: string, people: object) => ({ body: { action: 'approve', training: slug, ...people } })
const approving = (state: (running: TestApp) => Promise<{ slug: string; id: string }>): Ask =>
  about(state, ({ slug, id }) => bulk(slug, { registrations: [id] }))

/** What organizers ask about people, and do for them. */
export const peopleCases: Record<string, Case> = {
  listPairs: { good: [about(likelyPair, () => ({ query: page }))] },
  keepOne: {
    good: [about(likelyPair, ({ registration }) => ({ body: { registration } }))],
    refused: {
      'wrong-status': about(
        after(likelyPair, (running, { registration: id }) => cancelIt(running, { id })),
        ({ registration }) => ({ body: { registration } }),
      ),
    },
  },
  tellApart: { good: [about(likelyPair)] },

  listAgencies: { good: [about(registeredWith('KCPD'), () => ({ query: page }))] },
  previewAgencyMerge: { good: [() => ({ body: merging })] },
  mergeAgencies: { good: [() => ({ body: merging })] },
  splitAgency: {
    good: [about(mergedSpelling, () => ({ body: { spelling: 'KCPD' } }))],
    refused: { 'not-found': () => ({ body: { spelling: 'Never merged' } }) },
  },

  listAgencyMerges: { good: [nothing] },
  undoAgencyMerge: {
    good: [about(latestMerge)],
    refused: { 'not-found': () => ({ path: { id: '01942f3e-7c00-7000-8000-000000000001' } }) },
  },
  readToday: { good: [about(registeredIn(approval))] },
  listRegistrations: { good: [about(registered, inTraining), nothing] },
  findPeople: { good: [about(registered, ({ people }) => ({ query: { q: String(people[0]?.['familyName']) } }))] },
  addRegistrations: {
    good: [adding(training), about(training, ({ slug }) => added(slug, { people: twoPeople(), coordinator }))],
    refused: {
      'already-registered': about(registered, ({ slug, people }) => added(slug, { people })),
      'training-cancelled': adding(changed(training, cancelled)),
      'training-withdrawn': adding(changed(training, withdrawn)),
      'training-full': adding(registeredIn(oneSeat)),
      'key-reused': async (running) => {
        const { slug } = await training(running)
        const headers = { 'idempotency-key': running.context.newId() }
        await running.admin('POST', '/registrations', added(slug).body, headers)
        return { headers, ...added(slug) }
      },
      'invalid-answers': about(training, ({ slug }) => added(slug, { people: [someone({ email: 'nowhere' })] })),
      'person-twice': about(training, ({ slug }) => added(slug, { people: twice(someone()), coordinator })),
    },
  },
  ...importCases,
  ...coordinatorCases,
  readRegistration: { good: [about(registered)] },
  correctRegistration: {
    good: [about(registered, () => ({ body: { person: { familyName: 'Ortiz' } } }))],
    refused: {
      'invalid-answers': about(registered, () => ({ body: { person: { email: 'nowhere' } } })),
      'already-registered': about(registeredIn({}, twoPeople), ({ people: [first] }) => ({ body: { person: first } })),
    },
  },
  eraseRegistration: { good: [about(registered)] },
  moveRegistration: {
    good: [
      about(registeredIn(approval), (one) => ({
        path: { ...one, action: 'approve' },
        body: { note: 'See you there.' },
      })),
      moving('cancel', registered),
    ],
    refused: {
      'wrong-status': moving('approve', registered),
      'no-seat-free': moving('approve', changed(registeredIn(unheld, twoPeople), noSeats)),
      'training-cancelled': moving('approve', changed(registeredIn(approval), cancelled)),
    },
  },
  previewDecision: {
    good: [previewing('approve', registeredIn(approval)), previewing('decline', registeredIn(approval))],
    refused: {
      'wrong-status': previewing('approve', registered),
      'no-seat-free': previewing('approve', changed(registeredIn(unheld, twoPeople), noSeats)),
      'training-cancelled': previewing('approve', changed(registeredIn(approval), cancelled)),
    },
  },
  readHistory: { good: [about(registered)] },
  moveToTraining: {
    good: [movingTo({})],
    refused: {
      'wrong-status': async (running) => {
        const { slug } = await running.givenTraining()
        return { path: await after(registered, cancelIt)(running), body: { training: slug } }
      },
      'already-registered': about(registered, ({ slug }) => ({ body: { training: slug } })),
      'training-full': movingTo({ seats: { capacity: 0, waitlist: false } }),
      'training-cancelled': movingTo({ status: 'cancelled' }),
      'training-withdrawn': movingTo({ status: 'withdrawn' }),
    },
  },
  sendAgain: {
    good: [about(registered)],
    refused: { 'wrong-status': about(withoutAddress) },
  },
  readDoor: { good: [about(registered)] },
  storeMarks: {
    good: [
      about(registered, ({ id }) => ({ body: { marks: [{ id: crypto.randomUUID(), registration: id, kind: 'in' }] } })),
    ],
  },
  listMarks: { good: [about(registered)] },
  readAttendance: { good: [about(registered)] },
  checkIn: { good: [about(registered)], refused: { 'wrong-status': about(registeredIn(approval)) } },
  undoCheckIn: { good: [about(registered)] },
  moveGroup: {
    good: [moving('cancel', groupedIn()), moving('decline', groupedIn(approval))],
    refused: {
      'wrong-status': moving('approve', groupedIn()),
      'no-seat-free': moving('approve', changed(groupedIn(unheld), noSeats)),
      'training-cancelled': moving('approve', changed(groupedIn(approval), cancelled)),
    },
  },
  createBulkAction: {
    good: [approving(registeredIn(approval)), about(registeredIn(approval), ({ slug }) => bulk(slug, { filter: {} }))],
    refused: {
      'wrong-status': approving(registered),
      'training-cancelled': approving(changed(registeredIn(approval), cancelled)),
      'precondition-failed': about(registeredIn(approval), ({ slug }) => bulk(slug, { filter: {}, tag: 'another' })),
    },
  },
  previewBulkAction: { good: [approving(registeredIn(approval)), approving(registered)] },
  listBulkActions: { good: [about(inBulk, inTraining), () => ({ query: page })] },
  readBulkAction: { good: [about(inBulk)] },
  runBulkAction: { good: [about(inBulk)] },
  undoBulkAction: {
    good: [about(inBulk)],
    refused: { 'wrong-status': about(after(inBulk, ({ admin }, { id }) => admin('POST', `/bulk-actions/${id}/run`))) },
  },
  exportRegistrations: { good: [about(registered, ({ slug }) => ({ query: { training: slug, columns: 'roster' } }))] },
  exportWorkbook: { good: [about(registered, ({ slug }) => ({ query: { training: slug, columns: 'catering' } }))] },
  printSignInSheet: { good: [about(registered, () => ({ query: { license: 'masked' } }))] },
  listAccommodations: { good: [about(needy, () => ({ query: page }))] },
  exportAccommodations: { good: [about(needy)] },
  noteAccommodation: { good: [about(needy, () => ({ body: { owner: 'Pat Lee', arranged: true } }))] },
  reportOnRegistrations: { good: [about(registered, () => ({ query: { by: 'agency' } }))] },
  exportReport: { good: [about(registered)] },
  printBadges: { good: [about(registered, () => ({ query: { sheet: '5390' } }))] },

  listRequests: { good: [about(waiting, inTraining)] },
  readRequest: { good: [about(waiting)] },
  vouchForRequest: {
    good: [about(waiting)],
    refused: {
      'verification-over': about(changed(waiting, hasBegun)),
      'training-cancelled': about(changed(waiting, cancelled)),
      'training-withdrawn': about(changed(waiting, withdrawn)),
      'wrong-status': about(after(waiting, ({ admin }, { id }) => admin('POST', `/requests/${id}/vouch`))),
    },
  },
  endRequest: {
    good: [about(waiting)],
    refused: { 'wrong-status': about(after(waiting, ({ admin }, { id }) => admin('POST', `/requests/${id}/vouch`))) },
  },

  listMails: { good: [about(mailThatWas('sent'), inTraining), () => ({ query: page })] },
  retryMail: {
    good: [about(mailThatWas('failed'))],
    refused: { 'wrong-status': about(mailThatWas('sent')) },
  },

  markMailReturned: {
    good: [about(mailThatWas('sent'))],
    refused: { 'wrong-status': about(mailThatWas('failed')) },
  },
  unmarkMailReturned: {
    good: [about(after(mailThatWas('sent'), markReturned))],
    refused: { 'wrong-status': about(mailThatWas('failed')) },
  },
}
