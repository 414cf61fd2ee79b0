import { type ActivePeople, admit, type Decision, type SeatRequest, type SeatState } from '../../core/seats/admit.ts'

/** When every request is made. */
export const now = '2027-01-10T12:00:00.000Z'

export const seats = (given: Partial<SeatState> = {}): SeatState => ({
  status: 'published',
  opensAt: null,
  closesAt: '2027-03-06T15:00:00.000Z',
  startsAt: '2027-03-06T15:00:00.000Z',
  capacity: 2,
  seatsTaken: 0,
  waitlist: true,
  holdWhilePending: true,
  lastPosition: 0,
  isPromotionPending: false,
  doorSeats: 0,
  ...given,
})

export const request = (names: string[], given: Partial<SeatRequest> = {}): SeatRequest => ({
  people: names.map((name) => ({ activePerson: name, id: `id-${name}`, needsApproval: false })),
  split: false,
  byOrganizer: false,
  ...given,
})

export const noOne: ActivePeople = new Map()

/** Decides requests one after the other, each against what the ones before it left. */
export function admitAll(state: SeatState, requests: readonly SeatRequest[], known: ActivePeople = noOne) {
  let after = state
  let active = known
  const decisions: Decision[] = []
  for (const one of requests) {
    const outcome = admit(after, active, one, now)
    decisions.push(outcome.decision)
    after = outcome.after
    active = outcome.active
  }
  return { decisions, after, active }
}

export const statusesOf = (decisions: Decision[]) =>
  decisions.map((decision) =>
    'refused' in decision
      ? decision.refused
      : decision.people.map((person) => ('stored' in person ? person.stored.status : 'duplicate')).join(),
  )

export const statuses = (state: SeatState, ...requests: SeatRequest[]) =>
  statusesOf(admitAll(state, requests).decisions)
