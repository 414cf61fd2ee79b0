import { someone, type TestApp } from '../servers/test-app.ts'
import { about, after, type Case, cancelled, changed, hasBegun, withdrawn } from './asked.ts'
import { coordinated, coordinating, oneSeat, trainingWith } from './states.ts'

const agency = 'Kansas City PD'
const open = trainingWith(coordinating)
const adding = (state: (running: TestApp) => Promise<{ slug: string }>, more: Record<string, string> = {}) =>
  about(state, () => ({ body: { person: someone(more), agency } }))
const replacing = (state: (running: TestApp) => Promise<{ id: string }>, more: Record<string, string> = {}) =>
  about(state, () => ({ body: { person: someone(more) } }))
const off = { audience: { coordinators: false } }
const givenUp = after(coordinated, ({ admin }, { id }) => admin('POST', `/registrations/${id}/give-up`))

/** What coordinators of agencies do about their people. */
export const coordinatorCases: Record<string, Case> = {
  registerAgencyPerson: {
    good: [adding(open)],
    refused: {
      'coordinators-off': adding(trainingWith({})),
      'invalid-answers': adding(open, { email: 'nowhere' }),
      'already-registered': about(coordinated, ({ person }) => ({ body: { person, agency } })),
      'key-reused': async (running) => {
        const { slug } = await open(running)
        const headers = { 'idempotency-key': running.context.newId() }
        await running.admin('POST', `/trainings/${slug}/agency-people`, { person: someone(), agency }, headers)
        return { path: { slug }, headers, body: { person: someone(), agency } }
      },
      'training-full': adding(trainingWith({ ...coordinating, seats: { ...oneSeat.seats, capacity: 0 } })),
      'registration-not-open': adding(trainingWith({ ...coordinating, opensAt: '2027-03-01T08:00' })),
      'registration-closed': adding(changed(open, hasBegun)),
      'training-cancelled': adding(changed(open, cancelled)),
      'training-withdrawn': adding(changed(open, withdrawn)),
    },
  },
  replaceAgencyPerson: {
    good: [replacing(coordinated)],
    refused: {
      'coordinators-off': replacing(changed(coordinated, off)),
      'invalid-answers': replacing(coordinated, { email: 'nowhere' }),
      'already-registered': about(coordinated, ({ person }) => ({ body: { person } })),
      'wrong-status': replacing(givenUp),
      'registration-closed': replacing(changed(coordinated, hasBegun)),
      'training-cancelled': replacing(changed(coordinated, cancelled)),
      'training-withdrawn': replacing(changed(coordinated, withdrawn)),
    },
  },
  giveUpAgencySeat: {
    good: [about(coordinated)],
    refused: {
      'coordinators-off': about(changed(coordinated, off)),
      'wrong-status': about(givenUp),
      'registration-closed': about(changed(coordinated, hasBegun)),
      'training-cancelled': about(changed(coordinated, cancelled)),
      'training-withdrawn': about(changed(coordinated, withdrawn)),
    },
  },
}
