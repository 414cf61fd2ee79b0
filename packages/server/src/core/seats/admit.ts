import type { ProblemName } from '../../platform/problem.ts'

/** A training's seats and dates, read under its lock. Instants are ISO 8601 strings in UTC. */
export interface SeatState {
  status: 'draft' | 'published' | 'cancelled' | 'withdrawn'
  opensAt: string | null
  closesAt: string
  startsAt: string
  /** null: unlimited. */
  capacity: number | null
  seatsTaken: number
  waitlist: boolean
  /** Whether a request that awaits approval holds a seat. */
  holdWhilePending: boolean
  lastPosition: number
  /** Whether people on the waiting list may fit: new sign-ups come after them. */
  isPromotionPending: boolean
  /** Seats besides the capacity that only people at the door get: see door-seats.ts. */
  doorSeats: number
}

/** The statuses of new registrations. */
export type AdmittedStatus = 'confirmed' | 'waitlisted' | 'pending_approval'

/** People with a seat or on the waiting list: `active_person` → registration id. */
export type ActivePeople = ReadonlyMap<string, string>

export interface SeatRequest {
  people: readonly {
    activePerson: string
    id: string
    needsApproval: boolean
    /** Whether they hold no seat while they await approval, whatever the training's rule is. */
    holdsNoSeat?: boolean
    /** Whether the person has an email address of their own, and with it manages their own seat. */
    hasOwnAddress?: boolean
  }[]
  /** Whether the people may be divided between seats and waiting list. */
  split: boolean
  /** Organizers can register people at any time, and are notified of duplicates. */
  byOrganizer: boolean
  /**
   * Set for a verified sign-up: how many seats it held. Its first people get those. The
   * registration dates no longer apply, and people without a seat join the waiting list.
   */
  heldSeats?: number | undefined
  /** Set for a sign-up that corrects another one. The registration dates no longer apply. */
  correction?: Correction | undefined
  /** Set for a coordinator of an agency, who is told of those on the agency’s list. */
  forAgency?: string | undefined
  /** Why an organizer gives a person a seat although none is free. It counts for one person only. */
  extraSeat?: string | undefined
  /** Whether the person stands at the door, where there are more seats. */
  atDoor?: boolean
}

/**
 * What a sign-up that is being corrected asks of the one that corrects it. All of this is as if its
 * people had been new: how they ended must not show.
 */
export interface Correction {
  /**
   * How many of its people were told of a seat. As many of the new ones must find free seats, with
   * the first ones still taken, or the correction is refused and the first sign-up stays.
   */
  seats: number
  /** How many people it had, if it ends now. */
  people: number
  /** Its positions, in order, each with how many people share it. */
  positions: readonly { position: number; size: number }[]
}

export interface SeatPlacement {
  status: AdmittedStatus
  holdsSeat: boolean
  position: number
}

/**
 * `asIfNew` is decided as if all people were new: the response must not reveal who is registered.
 */
export type PersonDecision = { asIfNew: SeatPlacement } & ({ stored: SeatPlacement } | { duplicateOf: string })

export type Decision = { refused: ProblemName; people?: number[] } | { people: PersonDecision[] }

/** Returns why a request is refused regardless of its people; undefined if it is not. */
export function refuseEarly(state: SeatState, request: SeatRequest, now: string): ProblemName | undefined {
  const refused = refusalOf(state, request, now)
  if (refused) return refused
  return place(state, request, () => true) ? undefined : fullFor(request)
}

/** A correction is refused for lack of seats in one way, whether or not there is a waiting list. */
const fullFor = ({ correction }: Pick<SeatRequest, 'correction'>): ProblemName =>
  correction ? 'not-correctable' : 'training-full'

function refusalOf(
  state: SeatState,
  { byOrganizer, heldSeats, correction }: Pick<SeatRequest, 'byOrganizer' | 'heldSeats' | 'correction'>,
  now: string,
): ProblemName | undefined {
  if (state.status === 'withdrawn') return 'training-withdrawn'
  if (state.status === 'cancelled') return 'training-cancelled'
  if (byOrganizer || heldSeats !== undefined) return undefined
  if (state.status === 'draft') return 'not-found'
  if (now >= state.startsAt) return 'registration-closed'
  if (correction) return undefined
  if (now >= state.closesAt) return 'registration-closed'
  if (state.opensAt !== null && now < state.opensAt) return 'registration-not-open'
  return undefined
}

/**
 * Decides a request against the free seats. Pure: same input, same result. A refused request
 * changes nothing; if all of its people are already registered, it takes no seat.
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
  if ((request.byOrganizer || request.forAgency) && existing.length > 0) return refuse('already-registered', existing)

  const asIfNew = place(state, request, () => true)
  // Needs no more seats than the public decision, so everyone with a public seat gets one.
  const stored = place(state, request, ({ activePerson }) => !active.has(activePerson))
  if (!asIfNew || !stored) return refuse(fullFor(request))
  if (losesSeats(request, seatsIn(asIfNew.seatPlacements))) return refuse('not-correctable')
  const added = request.people.filter(({ activePerson }) => !active.has(activePerson))
  return {
    decision: { people: decisionsOf(active, request, asIfNew.seatPlacements, stored.seatPlacements) },
    // Use up positions as if everyone were new.
    after: { ...stored.after, lastPosition: asIfNew.after.lastPosition },
    active: new Map([...active, ...added.map(({ activePerson, id }) => [activePerson, id] as const)]),
  }
}

/**
 * Returns whether the people of a correction would have fewer seats than the sign-up that they
 * correct was told of.
 */
export const losesSeats = ({ people, correction }: SeatRequest, seats: number): boolean =>
  correction !== undefined && seats < Math.min(correction.seats, people.length)

const seatsIn = (seatPlacements: SeatPlacements) =>
  [...seatPlacements.values()].filter(({ holdsSeat }) => holdsSeat).length

type AskingPerson = SeatRequest['people'][number]
type SeatPlacements = ReadonlyMap<AskingPerson, SeatPlacement>

function decisionsOf(
  active: ActivePeople,
  request: SeatRequest,
  asIfNew: SeatPlacements,
  stored: SeatPlacements,
): PersonDecision[] {
  return request.people.map((person) => {
    const seatPlacement = asIfNew.get(person) as SeatPlacement
    const duplicateOf = active.get(person.activePerson)
    if (duplicateOf !== undefined) return { asIfNew: seatPlacement, duplicateOf }
    return {
      asIfNew: seatPlacement,
      stored: { ...(stored.get(person) as SeatPlacement), position: seatPlacement.position },
    }
  })
}

/**
 * Places each person who takes part, in order. Returns undefined if not all of them can be placed.
 * An undivided group is one entry, judged by its full size, including people who are already
 * registered: otherwise a stranger could sign up a group with one other person and see from the
 * result whether that person is registered.
 */
function place(state: SeatState, request: SeatRequest, takesPart: (person: AskingPerson) => boolean) {
  const { people, split, heldSeats, correction, atDoor } = request
  // Their coordinator sees people without an own address live, so no one before them may be a
  // duplicate: whether a seat is left for them would tell.
  const ordered = people.toSorted(
    (one, other) => Number(one.hasOwnAddress ?? false) - Number(other.hasOwnAddress ?? false),
  )
  const seated = ordered.slice(0, heldSeats ?? 0)
  const isHeld = (person: AskingPerson) => seated.includes(person)
  const positions = [...(correction?.positions ?? [])]
  /** A group that has grown does not take the position of the smaller one. */
  const takePosition = (entry: readonly AskingPerson[]) => {
    const index = positions.findIndex(({ size }) => size >= entry.length)
    return index === -1 ? undefined : positions.splice(index, 1)[0]?.position
  }
  const entries = split ? ordered.map((person) => [person]) : [ordered]
  // A verified person is never refused for lack of seats.
  const seats = atDoor ? withDoorSeats(state) : state
  let after = heldSeats === undefined ? seats : { ...seats, waitlist: true }
  const seatPlacements = new Map<AskingPerson, SeatPlacement>()
  for (const entry of entries) {
    const added = entry.filter(takesPart)
    if (added.length === 0) continue
    const isGiven = entry.every(isHeld) || isExtraSeat(request)
    const one = placeEntry(after, entry, { isGiven, position: takePosition(entry) })
    if (!one) return undefined
    for (const person of added) seatPlacements.set(person, one)
    after = {
      ...after,
      lastPosition: Math.max(after.lastPosition, one.position),
      seatsTaken: after.seatsTaken + (one.holdsSeat ? added.length : 0),
    }
  }
  return { seatPlacements, after: { ...after, waitlist: state.waitlist, capacity: state.capacity } }
}

/**
 * Places an entry in seats, or on the waiting list, at its end unless a position is given. Unless a
 * promotion is pending, no waiting entry fits (the list was checked when seats last changed), so a
 * new entry gets seats exactly if it fits. What is given is theirs whether or not it fits: the seats
 * that they hold, or one more than there are.
 */
function placeEntry(
  state: SeatState,
  entry: readonly AskingPerson[],
  { isGiven, position = state.lastPosition + 1 }: { isGiven: boolean; position: number | undefined },
): SeatPlacement | undefined {
  const fits = isGiven || fitsIn(state, entry.length)
  const isSeated = isGiven || (fits && !state.isPromotionPending)
  if (!fits && !state.waitlist) return undefined
  if (entry.some(({ needsApproval }) => needsApproval)) {
    const holdsSeat = isSeated && state.holdWhilePending && !entry.some(({ holdsNoSeat }) => holdsNoSeat)
    return { status: 'pending_approval', holdsSeat, position }
  }
  return { status: isSeated ? 'confirmed' : 'waitlisted', holdsSeat: isSeated, position }
}

/** The most seats that one unverified request holds. Its other people get theirs afterwards. */
const mostHeldByRequest = 5

/**
 * Returns how many seats an unverified request holds. No one has proven to be one of its people, so
 * all such requests together hold at most half of the seats.
 * @param heldByRequests seats held by the other unverified requests of the training
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

/** Returns the seats as people at the door find them. */
export const withDoorSeats = (state: SeatState): SeatState => ({
  ...state,
  capacity: state.capacity === null ? null : state.capacity + state.doorSeats,
})

export const fitsIn = (state: Pick<SeatState, 'capacity' | 'seatsTaken'>, size: number) =>
  state.capacity === null || state.seatsTaken + size <= state.capacity

/** Returns whether a request is for one seat more than there are: an organizer's, for one person. */
const isExtraSeat = ({ extraSeat, byOrganizer, people }: SeatRequest): boolean =>
  extraSeat !== undefined && byOrganizer && people.length === 1
