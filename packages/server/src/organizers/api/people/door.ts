import type { DoorList, DoorPerson } from '@training-signup/contract'
import { foldName } from '../../../core/people/person.ts'
import { activeStatuses, isSeated } from '../../../core/seats/transitions.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import type { Caller } from '../../../platform/access/caller.ts'
import { peopleWithin } from '../../../platform/access/within.ts'
import { mapInTurns } from '../../../platform/http/map-in-turns.ts'
import type { System } from '../../../platform/system.ts'

/** A door of more people than this has several lists. */
const mostPeople = 5000

/**
 * Returns who is expected at the door of a training, by last name: names and agencies only. `q`
 * finds any part of a name or an agency.
 * @throws {ProblemError} `not-found`
 */
export async function readDoor(system: System, caller: Caller, slug: string, q = ''): Promise<DoorList> {
  const id = await trainingIdOf(system, slug)
  const rows = await system.db.reader
    .selectFrom('registration')
    .select(['id', 'given_name', 'family_name', 'agency', 'status', 'checked_in_at'])
    .where('training_id', '=', id)
    .where('status', 'in', activeStatuses)
    .where(peopleWithin(caller.scope))
    .orderBy('family_folded')
    .orderBy('id')
    .limit(mostPeople)
    .execute()
  const seated = rows.filter(({ status }) => isSeated(status))
  const people = rows.map((row) => ({
    id: row.id,
    givenName: row.given_name,
    familyName: row.family_name,
    agency: row.agency,
    status: row.status,
    checkedInAt: row.checked_in_at,
  }))
  const wanted = foldName(q)
  const found =
    wanted === '' ? [people] : await mapInTurns(people, (one) => (searchedIn(one).includes(wanted) ? [one] : []))
  return {
    people: found.flat(),
    here: seated.filter(({ checked_in_at }) => checked_in_at !== null).length,
    expected: seated.length,
  }
}

/** Returns what a search at the door looks through: the names in either order, and the agency. */
export const searchedIn = ({ familyName, givenName, agency }: DoorPerson): string =>
  foldName([givenName, familyName, givenName, agency ?? ''].join(' '))
