import type { ProblemName } from '../problem.ts'

/** A training's seats and windows as they are under its lock. Instants are ISO strings in UTC. */
export interface SeatState {
  status: 'draft' | 'published' | 'cancelled' | 'withdrawn'
  opensAt: string | null
  closesAt: string
  startsAt: string
  /** null: as many as come. */
  capacity: number | null
  seatsTaken: number
  waitlist: boolean
  /** Whether someone who awaits approval holds a seat meanwhile. */
  holdWhilePending: boolean
  lastPosition: number
  /** Whether people wait who may fit: new sign-ups stand behind them. */
  isPromotionPending: boolean
}

/** What someone who is admitted can become. */
export type AdmittedStatus = 'confirmed' | 'waitlisted' | 'pending_approval'

/** Who has a seat or waits for one: `active_person` → registration id. */
export type ActivePeople = ReadonlyMap<string, string>

export interface SeatRequest {
  people: readonly { activePerson: string; id: string; needsApproval: boolean }[]
  /** Whether the people may be divided between seats and waiting list. */
  split: boolean
  /** Organizers are not bound by windows, and are told of duplicates. */
  byOrganizer: boolean
  /**
   * Set where the request has waited for its code, with the seats it held until now: its first people get those. Windows
   * do not bind it any more, and people without a seat join the waiting list.
   */
  heldSeats?: number | undefined
}

export interface Placement {
  status: AdmittedStatus
  holdsSeat: boolean
  position: number
}

/** `publicStatus` is decided as if no one of the request were registered: the answer must not tell who is. */
export type PersonDecision = { publicStatus: AdmittedStatus } & ({ stored: Placement } | { duplicateOf: string })

export type Decision = { refused: ProblemName; people?: number[] } | { people: PersonDecision[] }

/**
 * What refuses a request before anyone looks at its people.
 */
export function refuseEarly(state: SeatState, request: SeatRequest, now: string): ProblemName | undefined {
  const refused = refusalOf(state, request, now)
  if (refused) return refused
  return place(state, request, () => true) ? undefined : 'training-full'
}

function refusalOf(
  state: SeatState,
  { byOrganizer, heldSeats }: Pick<SeatRequest, 'byOrganizer' | 'heldSeats'>,
  now: string,
): ProblemName | undefined {
  if (state.status === 'withdrawn') return 'training-withdrawn'
  if (state.status === 'cancelled') return 'training-cancelled'
  if (byOrganizer || heldSeats !== undefined) return undefined
  if (state.status === 'draft') return 'not-found'
  if (now >= state.closesAt || now >= state.startsAt) return 'registration-closed'
  if (state.opensAt !== null && now < state.opensAt) return 'registration-not-open'
  return undefined
}

/**
 * Decides a request against the seats that are left. Pure: same input, same answer. A request that is refused changes
 * nothing; one whose people are all registered already takes no seat.
 */
export function admit(
  state: SeatState,
  active: ActivePeople,
  request: SeatRequest,
  now: string,
): { decision: Decision; after: SeatState; active: ActivePeople } {
  const refuse = (refused: ProblemName, people?: number[]) => ({
    decision: people ? { refused, people } : { refused },
    after: state,
    active,
  })
  const refused = refusalOf(state, request, now)
  if (refused) return refuse(refused)
  const existing = request.people.flatMap(({ activePerson }, index) => (active.has(activePerson) ? [index] : []))
  if (request.byOrganizer && existing.length > 0) return refuse('already-registered', existing)

  const asIfNew = place(state, request, () => true)
  // For fewer seats than were answered, so everyone who was answered with a seat has one.
  const stored = place(state, request, ({ activePerson }) => !active.has(activePerson))
  if (!asIfNew || !stored) return refuse('training-full')
  const added = request.people.filter(({ activePerson }) => !active.has(activePerson))
  return {
    decision: { people: pair(active, request, asIfNew.placements, stored.placements) },
    // Positions pass as if everyone were new.
    after: { ...stored.after, lastPosition: asIfNew.after.lastPosition },
    active: new Map([...active, ...added.map(({ activePerson, id }) => [activePerson, id] as const)]),
  }
}

type PersonRequest = SeatRequest['people'][number]
type Placements = ReadonlyMap<PersonRequest, Placement>

function pair(active: ActivePeople, request: SeatRequest, asIfNew: Placements, stored: Placements): PersonDecision[] {
  return request.people.map((person) => {
    const { status: publicStatus, position } = asIfNew.get(person) as Placement
    const duplicateOf = active.get(person.activePerson)
    if (duplicateOf !== undefined) return { publicStatus, duplicateOf }
    return { publicStatus, stored: { ...(stored.get(person) as Placement), position } }
  })
}

/**
 * Finds a place for each person who takes part, in order; undefined when not everyone finds one. An undivided group is
 * one entry, judged by everyone in it, also by those who are registered already: otherwise a stranger's group with one
 * other person in it would get seats, or wait, depending on whether that person is registered.
 */
function place(state: SeatState, request: SeatRequest, takesPart: (person: PersonRequest) => boolean) {
  const { people, split, heldSeats } = request
  const isHeld = (person: PersonRequest) => people.indexOf(person) < (heldSeats ?? 0)
  const entries = split ? people.filter(takesPart).map((person) => [person]) : [people]
  // Someone who has proven their address is never refused for lack of seats.
  let after = heldSeats === undefined ? state : { ...state, waitlist: true }
  const placements = new Map<PersonRequest, Placement>()
  for (const entry of entries) {
    const seated = entry.filter(takesPart)
    if (seated.length === 0) continue
    const one = placeEntry(after, entry, entry.every(isHeld))
    if (!one) return undefined
    for (const person of seated) placements.set(person, one)
    after = {
      ...after,
      lastPosition: one.position,
      seatsTaken: after.seatsTaken + (one.holdsSeat ? seated.length : 0),
    }
  }
  return { placements, after: { ...after, waitlist: state.waitlist } }
}

/**
 * A new entry stands at the end of the line. Unless a promotion is pending no one who waits fits (the line was looked at
 * when seats last changed), so the entry takes seats exactly if it fits. People who hold seats keep them.
 */
function placeEntry(state: SeatState, entry: readonly PersonRequest[], isHeld: boolean): Placement | undefined {
  const fits = isHeld || fitsIn(state, entry.length)
  const isSeated = isHeld || (fits && !state.isPromotionPending)
  const position = state.lastPosition + 1
  if (!fits && !state.waitlist) return undefined
  if (entry.some(({ needsApproval }) => needsApproval))
    return { status: 'pending_approval', holdsSeat: isSeated && state.holdWhilePending, position }
  return { status: isSeated ? 'confirmed' : 'waitlisted', holdsSeat: isSeated, position }
}

/** How many seats one request holds at most while it waits for its code; its other people take theirs afterwards. */
const mostHeldByRequest = 5

/**
 * How many seats a request holds while it waits for its code. No one has proven to be any of its people, so in total such
 * requests hold at most half of the seats.
 * @param heldByRequests by the training's other requests
 */
export function seatsToHold(state: SeatState, request: SeatRequest, heldByRequests: number): number {
  const { people, split } = request
  if (state.isPromotionPending) return 0
  const free = state.capacity === null ? people.length : Math.max(0, state.capacity - state.seatsTaken)
  if (!split && free < people.length) return 0
  const mostHeld =
    state.capacity === null
      ? mostHeldByRequest
      : Math.max(0, Math.max(mostHeldByRequest, Math.ceil(state.capacity / 2)) - heldByRequests)
  return Math.min(people.length, free, mostHeldByRequest, mostHeld)
}

export const fitsIn = (state: Pick<SeatState, 'capacity' | 'seatsTaken'>, size: number) =>
  state.capacity === null || state.seatsTaken + size <= state.capacity

export interface WaitingEntry {
  position: number
  /** How many seats must be free: people who were registered already when their group signed up count, as they did then. */
  size: number
  /** How many people wait. */
  seats: number
}

/**
 * Looks at the waiting list in order: each entry that fits gets its seats, the rest keep their position.
 * @returns the entries that get seats
 */
export function planPromotion<T extends WaitingEntry>(
  state: Pick<SeatState, 'capacity' | 'seatsTaken'>,
  line: readonly T[],
): T[] {
  const taken: T[] = []
  let seatsTaken = state.seatsTaken
  for (const entry of line.toSorted((a, b) => a.position - b.position)) {
    if (!fitsIn({ capacity: state.capacity, seatsTaken }, entry.size)) continue
    taken.push(entry)
    seatsTaken += entry.seats
  }
  return taken
}

/** The first of the entries, for at most so many people: an entry is not divided, and the first one always goes. */
export function firstOf<T extends WaitingEntry>(entries: readonly T[], mostPeople: number): T[] {
  let people = 0
  const end = entries.findIndex(({ size }, index) => (people += size) > mostPeople && index > 0)
  return end === -1 ? [...entries] : entries.slice(0, end)
}
