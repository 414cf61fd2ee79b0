import type { DoorList, DoorPerson, Person } from '@training-signup/contract'
import { hidesName } from '../../../core/people/hides-name.ts'
import { foldName } from '../../../core/people/person.ts'
import { areFoundBy, doorWords, typedWords } from '../../../core/people/search-words.ts'
import { activeStatuses, isSeated } from '../../../core/seats/transitions.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import type { Caller } from '../../../platform/access/caller.ts'
import { peopleWithin } from '../../../platform/access/within.ts'
import { mapInTurns } from '../../../platform/http/map-in-turns.ts'
import type { System } from '../../../platform/system.ts'

/** A door of more people than this has several lists. */
const mostPeople = 5000

/**
 * Returns who is expected at the door of a training, by last name: names and agencies only, and the
 * number of those who asked for no name on paper. `q` finds them by these as everywhere else, and by nothing that the door does not show.
 * @throws {ProblemError} `not-found`
 */
export async function readDoor(system: System, caller: Caller, slug: string, q = ''): Promise<DoorList> {
  const id = await trainingIdOf(system, slug)
  const rows = await system.db.reader
    .selectFrom('registration')
    .select(['id', 'reference', 'given_name', 'family_name', 'agency', 'sensitive', 'status', 'checked_in_at'])
    .where('training_id', '=', id)
    .where('status', 'in', activeStatuses)
    .where(peopleWithin(caller.scope))
    .orderBy('family_folded')
    .orderBy('given_folded')
    .orderBy('id')
    .limit(mostPeople)
    .execute()
  const seated = rows.filter(({ status }) => isSeated(status))
  const people = rows.map((row) => ({
    id: row.id,
    givenName: row.given_name,
    familyName: row.family_name,
    number: hidesName(JSON.parse(row.sensitive) as Person) ? row.reference : null,
    agency: row.agency,
    status: row.status,
    checkedInAt: row.checked_in_at,
  }))
  const typed = typedWords(q)
  const spellings = typed.length === 0 ? new Map() : await readOtherSpellings(system)
  const isFound = (one: DoorPerson) => areFoundBy(searchedIn(one, spellings), typed)
  const found = typed.length === 0 ? [people] : await mapInTurns(people, (one) => (isFound(one) ? [one] : []))
  return {
    people: found.flat(),
    here: seated.filter(({ checked_in_at }) => checked_in_at !== null).length,
    expected: seated.length,
  }
}

type Spellings = ReadonlyMap<string, readonly string[]>

/** Returns the spellings that organizers merged into agencies, by the agencies' folded names. */
export async function readOtherSpellings({ db }: System): Promise<Spellings> {
  const rows = await db.reader
    .selectFrom('agency_alias')
    .select(['agency_folded', 'folded'])
    .limit(mostPeople)
    .execute()
  const byAgency = Map.groupBy(rows, (row) => row.agency_folded)
  return new Map([...byAgency].map(([agency, aliases]) => [agency, aliases.map(({ folded }) => folded)]))
}

/** Returns what a search at the door looks through. */
export const searchedIn = ({ agency, number, ...name }: DoorPerson, spellings: Spellings): string =>
  doorWords(name, agency === null ? [] : [agency, ...(spellings.get(foldName(agency)) ?? [])], number ?? '')
