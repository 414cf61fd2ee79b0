import type { ResultStatus } from '@training-signup/contract'
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
  lastLineNumber: number
  /** Who has a place or waits for one: `active_person` → registration id. */
  active: ReadonlyMap<string, string>
}

export interface SeatRequest {
  people: readonly { activePerson: string; id: string; needsApproval: boolean }[]
  /** Whether the people may be divided between seats and waiting list. */
  split: boolean
  /** Organizers are not bound by windows, and are told of duplicates. */
  byOrganizer: boolean
}

export interface Placed {
  status: 'confirmed' | 'waitlisted' | 'pending_approval'
  holdsSeat: boolean
  lineNumber: number
}

export type PersonDecision =
  /** What the answer shows is decided as if nobody of the request were registered: it must not tell who is. */
  { shown: ResultStatus; stored: Placed } | { shown: ResultStatus; attemptOf: string }

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
 * A request that is refused changes nothing; one whose people are all registered already changes nothing either.
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
  // For fewer seats than were shown, so whoever was shown a place has one.
  const stored = place(state, entriesOf(request, isNew))
  if (!shown || !stored) return { decision: { refused: 'training-full' }, after: state }
  return {
    decision: { people: pair(state, request, shown.placed, stored.placed) },
    after: { ...stored.after, active: withNewcomers(state.active, request.people.filter(isNew)) },
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
      needsApproval: people.some((person) => person.needsApproval),
    }))
    .filter(({ seats }) => seats > 0)
}

interface Entry {
  /** How many seats must be free. */
  size: number
  /** How many are taken. */
  seats: number
  needsApproval: boolean
}

function pair(state: SeatState, request: SeatRequest, shown: Placed[], stored: Placed[]): PersonDecision[] {
  const left = [...stored]
  return request.people.map((person, index) => {
    const status = (shown[index] as Placed).status
    const attemptOf = state.active.get(person.activePerson)
    return attemptOf === undefined ? { shown: status, stored: left.shift() as Placed } : { shown: status, attemptOf }
  })
}

function withNewcomers(active: ReadonlyMap<string, string>, newcomers: SeatRequest['people']) {
  return newcomers.length === 0
    ? active
    : new Map([...active, ...newcomers.map((person) => [person.activePerson, person.id] as const)])
}

/** A place for each who takes part, in order; undefined when not everyone finds one. */
function place(state: SeatState, entries: Entry[]) {
  const placed: Placed[] = []
  let after = state
  for (const { size, seats, needsApproval } of entries) {
    const one = placeEntry(after, size, needsApproval)
    if (!one) return undefined
    placed.push(...Array.from({ length: seats }, () => one))
    after = {
      ...after,
      lastLineNumber: one.lineNumber,
      seatsTaken: after.seatsTaken + (one.holdsSeat ? seats : 0),
    }
  }
  return { placed, after }
}

/**
 * A new entry stands at the end of the line. Nobody who waits fits in (the line was walked when seats last changed),
 * so it takes seats exactly if it fits.
 */
function placeEntry(state: SeatState, size: number, needsApproval: boolean): Placed | undefined {
  const fits = fitsIn(state, size)
  const lineNumber = state.lastLineNumber + 1
  if (!fits && !state.waitlist) return undefined
  if (needsApproval) return { status: 'pending_approval', holdsSeat: fits && state.holdWhilePending, lineNumber }
  return { status: fits ? 'confirmed' : 'waitlisted', holdsSeat: fits, lineNumber }
}

export const fitsIn = (state: Pick<SeatState, 'capacity' | 'seatsTaken'>, size: number) =>
  state.capacity === null || state.seatsTaken + size <= state.capacity

export interface WaitingEntry {
  lineNumber: number
  /** How many seats must be free: those of an undivided group who are registered already count, as they did at first. */
  size: number
  /** How many people wait. */
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
