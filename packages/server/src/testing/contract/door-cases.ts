import { someone, type TestApp } from '../servers/test-app.ts'
import { about, after, type Case, cancelled, changed, hasBegun } from './asked.ts'
import { registered, registeredIn } from './states.ts'

const oneSeat = { ...hasBegun, seats: { capacity: 1, waitlist: true } }

/** A training that has begun, and one person of it who has not come. */
export const openableSeats = changed(registeredIn({ seats: oneSeat.seats }), hasBegun)

/** Someone on the waiting list, with a seat at the door that is free. */
export async function waitingForSeat(running: TestApp) {
  const { slug } = await running.givenTraining({ seats: oneSeat.seats })
  for (let person = 0; person < 2; person++) await running.signUp(slug, { people: [someone()] })
  await running.admin('PATCH', `/trainings/${slug}`, hasBegun)
  await running.admin('PUT', `/trainings/${slug}/door/opened-seats`)
  const { registrations } = (await running.admin('GET', `/registrations?training=${slug}&status=waitlisted`)).body
  return { slug, id: registrations[0].id as string }
}

const keepSeats = ({ admin }: TestApp, { slug }: { slug: string }) =>
  admin('DELETE', `/trainings/${slug}/door/opened-seats`)

/** How the operations about seats at a door are made to answer. */
export const doorCases: Record<string, Case> = {
  openUnclaimedSeats: { good: [about(openableSeats)], refused: { 'wrong-status': about(registered) } },
  keepUnclaimedSeats: { good: [about(openableSeats)] },
  addWalkIn: {
    good: [about(registered, () => ({ body: { id: crypto.randomUUID(), person: { givenName: 'Kim' } } }))],
  },
  seatAtDoor: {
    good: [about(waitingForSeat)],
    refused: {
      'wrong-status': about(registered),
      'no-seat-free': about(after(waitingForSeat, keepSeats)),
      'training-cancelled': about(changed(waitingForSeat, cancelled)),
    },
  },
}
