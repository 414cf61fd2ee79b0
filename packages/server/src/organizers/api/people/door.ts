import type { DoorList, DoorPerson, Person, RegistrationStatus } from '@training-signup/contract'
import { sessionTimesOf } from '../../../core/attendance/read-attendance.ts'
import { readDoorMarks } from '../../../core/attendance/read-marks.ts'
import { hidesName } from '../../../core/people/hides-name.ts'
import { foldName } from '../../../core/people/person.ts'
import { areFoundBy, doorWords, typedWords } from '../../../core/people/search-words.ts'
import { readDoorSeats } from '../../../core/seats/door-seats.ts'
import { activeStatuses, isSeated } from '../../../core/seats/transitions.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import type { Caller } from '../../../platform/access/caller.ts'
import { peopleWithin } from '../../../platform/access/within.ts'
import { mapInTurns } from '../../../platform/http/map-in-turns.ts'
import type { System } from '../../../platform/system.ts'

/** A door of more people than this has several lists. */
const mostPeople = 5000

/**
 * Returns who is expected at the door of a training, by last name: names, agencies, and references only.
 * `q` finds them by these as everywhere else, and by nothing else. Of those who canceled it has the
 * references, so that the door knows their codes.
 * @throws {ProblemError} `not-found`
 */
export async function readDoor(system: System, caller: Caller, slug: string, q = ''): Promise<DoorList> {
  const { row: training, input } = await readTraining(system, slug)
  const marks = await readDoorMarks(system, training.id, sessionTimesOf(input))
  const rows = await readRows(system, training.id, caller)
  const cancelled = await readCancelled(system, training.id, caller)
  const seated = rows.filter(({ status }) => isSeated(status))
  const places = placesOf(rows)
  const people = rows.map((row) => ({
    id: row.id,
    givenName: row.given_name,
    familyName: row.family_name,
    reference: row.reference,
    number: hidesName(JSON.parse(row.sensitive) as Person) ? row.reference : null,
    agency: row.agency,
    status: row.status,
    checkedInAt: row.checked_in_at,
    place: places.get(row.id) ?? null,
    marks: marks.get(row.id) ?? [],
    isSeatOpen: isSeated(row.status) && row.seat_opened_at !== null && row.checked_in_at === null,
  }))
  const typed = typedWords(q)
  const spellings = await readOtherSpellings(system)
  const searched = await mapInTurns(people, (one) => ({ ...one, search: searchedIn(one, spellings) }))
  const isFound = (one: DoorPerson) => areFoundBy(one.search, typed)
  const found = typed.length === 0 ? [searched] : await mapInTurns(searched, (one) => (isFound(one) ? [one] : []))
  return {
    people: found.flat(),
    cancelled: cancelled.map(({ reference }) => reference),
    here: seated.filter(({ checked_in_at }) => checked_in_at !== null).length,
    expected: seated.length,
    seats: caller.scope.agency === undefined ? await readDoorSeats(system, training, input) : null,
    now: system.now().toISOString(),
  }
}

const readRows = ({ db }: System, id: string, caller: Caller) =>
  db.reader
    .selectFrom('registration')
    .select([
      'id',
      'reference',
      'given_name',
      'family_name',
      'agency',
      'sensitive',
      'status',
      'checked_in_at',
      'waiting_list_position',
      'seat_opened_at',
    ])
    .where('training_id', '=', id)
    .where('status', 'in', activeStatuses)
    .where(peopleWithin(caller.scope))
    .orderBy('family_folded')
    .orderBy('given_folded')
    .orderBy('id')
    .limit(mostPeople)
    .execute()

const readCancelled = ({ db }: System, id: string, caller: Caller) =>
  db.reader
    .selectFrom('registration')
    .select('reference')
    .where('training_id', '=', id)
    .where('status', '=', 'cancelled')
    .where(peopleWithin(caller.scope))
    .orderBy('id', 'desc')
    .limit(mostPeople)
    .execute()

/** Returns the places in line of those who wait for a seat. */
function placesOf(rows: readonly { id: string; status: RegistrationStatus; waiting_list_position: number | null }[]) {
  const line = rows
    .filter(({ status }) => status === 'waitlisted')
    .toSorted((one, other) => (one.waiting_list_position ?? 0) - (other.waiting_list_position ?? 0))
  return new Map(line.map(({ id }, index) => [id, index + 1]))
}

type Spellings = ReadonlyMap<string, readonly string[]>

/** Returns the spellings that organizers merged into agencies, by the agencies' folded names. */
async function readOtherSpellings({ db }: System): Promise<Spellings> {
  const rows = await db.reader
    .selectFrom('agency_alias')
    .select(['agency_folded', 'folded'])
    .limit(mostPeople)
    .execute()
  const byAgency = Map.groupBy(rows, (row) => row.agency_folded)
  return new Map([...byAgency].map(([agency, aliases]) => [agency, aliases.map(({ folded }) => folded)]))
}

/** Returns what a search at the door looks through. */
const searchedIn = (
  { agency, reference, ...name }: Pick<DoorPerson, 'agency' | 'reference' | 'givenName' | 'familyName'>,
  spellings: Spellings,
): string => doorWords(name, agency === null ? [] : [agency, ...(spellings.get(foldName(agency)) ?? [])], reference)
