import type { ResultStatus } from '@training-signup/contract'
import type { ProblemName } from '../http/problem.ts'

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
  lastLineNumber: number
  /** Whether some of those who wait may fit: whoever comes now stands behind them. */
  isWalkDue: boolean
  /** How many seats are held by people whose addresses are not verified yet; none unless some of the requests verify. */
  unverifiedHolds?: number
  /** Who has a place or waits for one: `active_person` → registration id. */
  active: ReadonlyMap<string, string>
}

export interface SeatRequest {
  people: readonly { activePerson: string; id: string; needsApproval: boolean }[]
  /** Whether the people may be divided between seats and waiting list. */
  split: boolean
  /** Organizers are not bound by windows, and are told of duplicates. */
  byOrganizer: boolean
  /** Whether it counts only once its address is verified. Until then its people are nobody: others may sign them up. */
  verifies?: boolean
}

export interface Placed {
  status: 'confirmed' | 'waitlisted' | 'pending_approval' | 'pending_verification'
  holdsSeat: boolean
  lineNumber: number
}

/** What is shown is decided as if nobody of the request were registered, with the seat held then: it must not tell who is. */
export type PersonDecision = { shown: ResultStatus; holdsSeat: boolean } & (
  | { stored: Placed }
  | { attemptOf: string; lineNumber: number }
)

export type Decision = { refused: ProblemName; people?: number[] } | { people: PersonDecision[] }

/** What stops a sign-up before anyone looks at the people. */
function refusalOf(state: SeatState, byOrganizer: boolean, now: string): ProblemName | undefined {
  if (state.status === 'withdrawn') return 'training-withdrawn'
  if (state.status === 'cancelled') return 'training-cancelled'
  if (byOrganizer) return undefined
  if (state.status === 'draft') return 'not-found'
  if (now >= state.closesAt || now >= state.startsAt) return 'registration-closed'
  if (state.opensAt !== null && now < state.opensAt) return 'registration-not-open'
  return undefined
}

/**
 * Decides each request in order against the seats that are left. Pure: same input, same answer.
 * A request that is refused changes nothing; one whose people are all registered already takes no seat.
 */
export function admit(
  state: SeatState,
  requests: readonly SeatRequest[],
  now: string,
): { decisions: Decision[]; after: SeatState } {
  let after = state
  const decisions = requests.map((request) => {
    const outcome = admitOne(after, request, now)
    after = outcome.after
    return outcome.decision
  })
  return { decisions, after }
}

function admitOne(state: SeatState, request: SeatRequest, now: string): { decision: Decision; after: SeatState } {
  const refused = refusalOf(state, request.byOrganizer, now)
  if (refused) return { decision: { refused }, after: state }
  const known = request.people.flatMap((person, index) => (state.active.has(person.activePerson) ? [index] : []))
  if (request.byOrganizer && known.length > 0)
    return { decision: { refused: 'already-registered', people: known }, after: state }

  const isNew = (person: SeatRequest['people'][number]) => !state.active.has(person.activePerson)
  const shown = place(
    state,
    entriesOf(request, () => true),
  )
  // For fewer seats than were shown, so whoever was shown a place has one. Until an address is verified, whoever is
  // registered already holds a seat like anybody: a stranger could count the seats that are left.
  const stored = request.verifies ? shown : place(state, entriesOf(request, isNew))
  if (!shown || !stored) return { decision: { refused: 'training-full' }, after: state }
  return {
    decision: { people: pair(state, request, shown.placed, request.verifies ? undefined : stored.placed) },
    after: {
      ...stored.after,
      // As if all were new: whoever was registered already is shown to their coordinator as standing there.
      lastLineNumber: shown.after.lastLineNumber,
      active: request.verifies ? state.active : withNewcomers(state.active, request.people.filter(isNew)),
    },
  }
}

/**
 * People one by one if they may be divided, else all together. An undivided group is judged by everybody in it, also
 * those who are registered already: otherwise a stranger's group with one other person in it would get seats, or wait,
 * depending on whether that person is registered. (Divided, that still shows where fewer seats are left than people.)
 */
function entriesOf(request: SeatRequest, takesPart: (person: SeatRequest['people'][number]) => boolean): Entry[] {
  const judged = request.split ? request.people.filter(takesPart).map((person) => [person]) : [request.people]
  return judged
    .map((people) => ({
      size: people.length,
      seats: people.filter(takesPart).length,
      held: 0,
      needsApproval: people.some((person) => person.needsApproval),
      verifies: request.verifies ?? false,
    }))
    .filter(({ seats }) => seats > 0)
}

interface Entry {
  /** How many seats must be free. */
  size: number
  /** How many are taken. */
  seats: number
  /** How many of them are held already. */
  held: number
  needsApproval: boolean
  verifies: boolean
}

/** @param stored of the new ones; undefined where they are stored as they are shown */
function pair(state: SeatState, request: SeatRequest, shown: Placed[], stored?: Placed[]): PersonDecision[] {
  const left = [...(stored ?? [])]
  return request.people.map((person, index) => {
    const placed = shown[index] as Placed
    const attemptOf = state.active.get(person.activePerson)
    const { status: shownAs, lineNumber, holdsSeat } = placed
    if (attemptOf !== undefined) return { shown: shownAs, holdsSeat, attemptOf, lineNumber }
    const own = stored ? (left.shift() as Placed) : placed
    return { shown: shownAs, holdsSeat, stored: { ...own, lineNumber } }
  })
}

function withNewcomers(active: ReadonlyMap<string, string>, newcomers: SeatRequest['people']) {
  return newcomers.length === 0
    ? active
    : new Map([...active, ...newcomers.map((person) => [person.activePerson, person.id] as const)])
}

/** What of a training's state a place depends on. */
type SeatsLeft = Pick<
  SeatState,
  'capacity' | 'seatsTaken' | 'waitlist' | 'holdWhilePending' | 'lastLineNumber' | 'isWalkDue' | 'unverifiedHolds'
>

/** Somebody of a sign-up whose address is verified now. */
export interface Verified {
  /** Whether they are registered by another sign-up. */
  isKnown: boolean
  needsApproval: boolean
  /** Whether they hold a seat since they signed up. */
  holdsSeat: boolean
}

/**
 * Decides by the same rules about a sign-up that is verified now. Everybody of it is promised a place: whoever finds no
 * seat waits.
 * @returns for each what is shown, as if nobody of it were known, and what becomes of each newcomer
 */
export function settle(
  state: SeatsLeft,
  people: readonly Verified[],
  isUndivided: boolean,
): { shown: Placed[]; stored: Placed[] } {
  const open = { ...state, waitlist: true }
  const newcomers = people.filter(({ isKnown }) => !isKnown)
  const shown = placeVerified(open, isUndivided ? [people] : people.map((one) => [one]))
  // What the known hold is free now.
  const seatsTaken = state.seatsTaken - heldBy(people.filter(({ isKnown }) => isKnown))
  const stored = isUndivided
    ? newcomers.map(() => shown[0] as Placed)
    : placeVerified(
        { ...open, seatsTaken },
        newcomers.map((one) => [one]),
      )
  return { shown, stored }
}

const placeVerified = (state: SeatsLeft, entries: (readonly Verified[])[]): Placed[] =>
  place(
    state,
    entries.map((people) => ({
      size: people.length,
      seats: people.length,
      held: heldBy(people),
      needsApproval: people.some(({ needsApproval }) => needsApproval),
      verifies: false,
    })),
  )?.placed ?? []

/** How many seats the people of one sign-up hold at most before its address is verified; the others take theirs then. */
const mostHeldAtOnce = 5

/** How many more seats those may hold whose addresses are not verified: half of all in sum. */
const mostUnverified = ({ capacity, unverifiedHolds = 0 }: SeatsLeft): number =>
  capacity === null ? Number.POSITIVE_INFINITY : Math.max(mostHeldAtOnce, Math.ceil(capacity / 2)) - unverifiedHolds

const heldBy = (people: readonly Verified[]) => people.filter(({ holdsSeat }) => holdsSeat).length

/** A place for each who takes part, in order; undefined when not everyone finds one. */
function place<S extends SeatsLeft>(state: S, entries: Entry[]) {
  const placed: Placed[] = []
  let after = state
  let holding = 0
  for (const entry of entries) {
    const { seats, held, verifies } = entry
    const one = placeEntry(after, entry)
    if (!one) return undefined
    // Nobody has proven to be any of these people: some seats stay for those who have.
    const most = verifies ? Math.max(0, Math.min(mostHeldAtOnce - holding, mostUnverified(after))) : seats
    const seated = one.holdsSeat ? Math.min(seats, most) : 0
    placed.push(...Array.from({ length: seats }, (_, index) => ({ ...one, holdsSeat: index < seated })))
    holding += seated
    after = {
      ...after,
      lastLineNumber: one.lineNumber,
      seatsTaken: after.seatsTaken - held + seated,
      unverifiedHolds: (after.unverifiedHolds ?? 0) + (verifies ? seated : 0),
    }
  }
  return { placed, after }
}

/**
 * A new entry stands at the end of the line. Unless a walk is due nobody who waits fits in (the line was walked when seats
 * last changed), so it takes seats exactly if it fits. Where one is due, it waits for that. Whoever holds a seat keeps it.
 */
function placeEntry(state: SeatsLeft, { size, seats, held, needsApproval, verifies }: Entry): Placed | undefined {
  const fits = held === seats || fitsIn({ ...state, seatsTaken: state.seatsTaken - held }, size)
  const isSeated = held === seats || (fits && !state.isWalkDue)
  const lineNumber = state.lastLineNumber + 1
  if (!fits && !state.waitlist) return undefined
  if (verifies) return { status: 'pending_verification', holdsSeat: isSeated, lineNumber }
  if (needsApproval) return { status: 'pending_approval', holdsSeat: isSeated && state.holdWhilePending, lineNumber }
  return { status: isSeated ? 'confirmed' : 'waitlisted', holdsSeat: isSeated, lineNumber }
}

export const fitsIn = (state: Pick<SeatState, 'capacity' | 'seatsTaken'>, size: number) =>
  state.capacity === null || state.seatsTaken + size <= state.capacity

export interface WaitingEntry {
  lineNumber: number
  /** How many seats must be free: whoever was registered already when their group signed up counts, as they did then. */
  size: number
  /** How many people wait, none where all of them were registered already. */
  seats: number
}

/**
 * Walks the waiting list in order: each entry that fits is taken, the rest keep their place.
 * @returns the entries that get seats
 */
export function walkLine<T extends WaitingEntry>(
  state: Pick<SeatState, 'capacity' | 'seatsTaken'>,
  line: readonly T[],
): T[] {
  const taken: T[] = []
  let seatsTaken = state.seatsTaken
  for (const entry of line.toSorted((a, b) => a.lineNumber - b.lineNumber)) {
    if (!fitsIn({ capacity: state.capacity, seatsTaken }, entry.size)) continue
    taken.push(entry)
    seatsTaken += entry.seats
  }
  return taken
}

/** The first of the entries that are called, for at most so many people: an entry is not cut, and the first one always goes. */
export function firstCalled<T extends WaitingEntry>(called: readonly T[], mostPeople: number): T[] {
  let people = 0
  const end = called.findIndex(({ size }, index) => (people += size) > mostPeople && index > 0)
  return end === -1 ? [...called] : called.slice(0, end)
}
