import { about, after, type Case, changed, hasBegun } from './asked.ts'
import { registered } from './states.ts'

/** Someone with a seat in a training that has begun. */
export const held = changed(registered, hasBegun)
/** Someone came. */
const seen = after(held, ({ admin }, { id }) => admin('PUT', `/registrations/${id}/check-in`))

/** Someone came soon after the start. */
export const cameEarly = after(held, async ({ admin }, { slug, id }) => {
  const mark = { id: crypto.randomUUID(), registration: id, kind: 'in', at: '2027-01-10T11:01:00.000Z' }
  await admin('POST', `/trainings/${slug}/marks`, { marks: [mark] })
})
const yesterday = { start: '2027-01-08T09:00', end: '2027-01-08T15:00', attendance: 'in-and-out' } as const
/** Someone came to a training that is over, and was not seen leaving. */
export const dayToDecide = after(changed(registered, yesterday), async ({ admin }, { slug, id }) => {
  const mark = { id: crypto.randomUUID(), registration: id, kind: 'in', at: '2027-01-08T15:00:00.000Z' }
  await admin('POST', `/trainings/${slug}/marks`, { marks: [mark] })
})
/** The day of a training is closed. */
export const closedDay = after(held, ({ admin }, { slug }) => admin('PUT', `/trainings/${slug}/day/closed`))

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
