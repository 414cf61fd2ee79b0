import { about, after, type Case, changed, hasBegun } from './asked.ts'
import { registered } from './states.ts'

const held = changed(registered, hasBegun)
/** Someone came. */
const seen = after(held, ({ admin }, { id }) => admin('PUT', `/registrations/${id}/check-in`))

const correction = (time: string) => ({
  body: { sessions: [{ session: hasBegun.start, in: time, out: null }], reason: 'The desk was late' },
})

/** How the operations about a training’s day are made to answer. */
export const dayCases: Record<string, Case> = {
  readTrainingDay: { good: [about(held)] },
  closeTrainingDay: { good: [about(held)], refused: { 'wrong-status': about(registered) } },
  reopenTrainingDay: { good: [about(held)] },
  listNoShows: { good: [about(held)] },
  countUntilEnd: {
    good: [about(held, () => ({ body: { session: hasBegun.start, reason: 'No one signed out' } }))],
    refused: { 'not-found': about(held, () => ({ body: { session: '2020-01-01T09:00', reason: 'None' } })) },
  },
  listMarksOf: { good: [about(seen)] },
  correctAttendance: {
    good: [about(held, () => correction('2027-01-10T11:05:00.000Z'))],
    refused: { 'wrong-status': about(held, () => correction('2027-01-11T22:00:00.000Z')) },
  },
}
