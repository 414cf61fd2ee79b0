import {
  type AttendedSession,
  type RegistrationStatus,
  sessionsOf,
  type TrainingInput,
} from '@training-signup/contract'
import { type Kysely, type SqlBool, sql } from 'kysely'
import { everything, type Scope } from '../../platform/access/caller.ts'
import { peopleWithin } from '../../platform/access/within.ts'
import type { Tables } from '../../platform/db/schema.ts'
import { mapInTurns } from '../../platform/http/map-in-turns.ts'
import type { System } from '../../platform/system.ts'
import type { Registration } from '../seats/registration.ts'
import { activeStatuses, isActive } from '../seats/transitions.ts'
import { instantOf } from '../trainings/local-time.ts'
import { readInput } from '../trainings/trainings.ts'
import { type AttendanceMark, attend, type SessionTime } from './attend.ts'

/** A registration with what its person attended. */
export interface Attended {
  registration: string
  givenName: string
  familyName: string
  agency: string | null
  status: RegistrationStatus
  /** One for each session of the training. */
  sessions: AttendedSession[]
}

/** As many as a stadium seats. */
const mostPeople = 50_000

/** Returns the sessions of a training as instants, in order. */
export const sessionTimesOf = (input: Pick<TrainingInput, 'start' | 'end' | 'sessions' | 'timeZone'>): SessionTime[] =>
  sessionsOf(input).map(({ start, end }) => ({
    key: start,
    start: instantOf(start, input.timeZone),
    end: instantOf(end, input.timeZone),
  }))

/**
 * Returns a training's sessions, and what its organizer counts.
 * @param id of the training
 */
export async function trainingRule(db: Kysely<Tables>, id: string) {
  const training = await db.selectFrom('training').select('input').where('id', '=', id).executeTakeFirstOrThrow()
  const { attendance: rule, ...input } = readInput(training)
  return { rule, sessions: sessionTimesOf(input), timeZone: input.timeZone }
}

/**
 * Returns what everyone attended who has or waits for a seat, or was seen, by last name.
 * @param id of the training
 */
export async function readAttendance(system: System, id: string, scope: Scope = everything): Promise<Attended[]> {
  const people = await readPeople(system, id, { scope, count: mostPeople })
  return (await attendedByEach(system, id, people, { areAll: true })).map(presentAttended)
}

/** Where a page of the list ends. */
type Position = Pick<Registration, 'id' | 'family_folded' | 'given_folded'>

/** Returns a page of what `readAttendance` returns, and where it ends if it is not the last. */
export async function readAttendancePage(
  system: System,
  id: string,
  { scope, after, limit }: { scope: Scope; after: Position | undefined; limit: number },
): Promise<{ page: Attended[]; last: Position | undefined }> {
  // One more row shows whether there is a next page.
  const found = await readPeople(system, id, { scope, after, count: limit + 1 })
  const people = found.slice(0, limit)
  const page = (await attendedByEach(system, id, people)).map(presentAttended)
  return { page, last: found.length > limit ? people.at(-1) : undefined }
}

type Person = Awaited<ReturnType<typeof readPeople>>[number]

const presentAttended = ({ person, sessions }: { person: Person; sessions: AttendedSession[] }): Attended => ({
  registration: person.id,
  givenName: person.given_name,
  familyName: person.family_name,
  agency: person.agency,
  status: person.status,
  sessions,
})

/**
 * Returns what each of some people of a training attended.
 * @param areAll whether the training has no others who were seen
 */
export async function attendedByEach<Some extends Pick<Registration, 'id' | 'status' | 'changed_at'>>(
  system: Pick<System, 'db' | 'now'>,
  trainingId: string,
  people: readonly Some[],
  { db = system.db.reader, areAll = false }: { db?: Kysely<Tables>; areAll?: boolean } = {},
): Promise<{ person: Some; sessions: AttendedSession[] }[]> {
  if (people.length === 0) return []
  const { sessions, rule } = await trainingRule(db, trainingId)
  const marks = await readMarks(db, trainingId, areAll ? undefined : people.map(({ id }) => id))
  const now = system.now()
  return mapInTurns(people, (person) => {
    const endedAt = isActive(person.status) ? undefined : person.changed_at
    const own = marks.get(person.id) ?? []
    return { person, sessions: attend({ marks: own, sessions, rule, now, endedAt }) }
  })
}

const readPeople = (
  { db }: System,
  id: string,
  { scope, after, count }: { scope: Scope; after?: Position | undefined; count: number },
) =>
  db.reader
    .selectFrom('registration')
    .select(['id', 'given_name', 'family_name', 'family_folded', 'given_folded', 'agency', 'status', 'changed_at'])
    .where('training_id', '=', id)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('status', 'in', activeStatuses),
        exists(selectFrom('mark').select('mark.id').whereRef('registration_id', '=', 'registration.id')),
      ]),
    )
    .where(peopleWithin(scope))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<SqlBool>`(family_folded, given_folded, id) > (${after?.family_folded}, ${after?.given_folded}, ${after?.id})`,
      ),
    )
    .orderBy('family_folded')
    .orderBy('given_folded')
    .orderBy('id')
    .limit(count)
    .execute()

/**
 * Reads the marks of a training, by registration.
 * @param some only these registrations
 */
export async function readMarks(
  db: Kysely<Tables>,
  id: string,
  some?: readonly string[],
): Promise<ReadonlyMap<string, (AttendanceMark & { registration_id: string })[]>> {
  const rows = await db
    .selectFrom('mark')
    .select(['id', 'registration_id', 'kind', 'session', 'at', 'received_at', 'voids', 'source'])
    .where('training_id', '=', id)
    .$if(some !== undefined, (query) => query.where('registration_id', 'in', some ?? []))
    .execute()
  const marks = rows.map(({ received_at: receivedAt, ...row }) => ({ ...row, receivedAt }))
  return Map.groupBy(marks, ({ registration_id }) => registration_id)
}
