import {
  type AttendedSession,
  type RegistrationStatus,
  sessionsOf,
  type TrainingInput,
} from '@training-signup/contract'
import { everything, type Scope } from '../../platform/access/caller.ts'
import { peopleWithin } from '../../platform/access/within.ts'
import { mapInTurns } from '../../platform/http/map-in-turns.ts'
import type { System } from '../../platform/system.ts'
import { activeStatuses, isActive } from '../seats/transitions.ts'
import { instantOf } from '../trainings/local-time.ts'
import { readInput } from '../trainings/trainings.ts'
import { attend, type SessionTime } from './attend.ts'

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
const sessionTimesOf = (input: Pick<TrainingInput, 'start' | 'end' | 'sessions' | 'timeZone'>): SessionTime[] =>
  sessionsOf(input).map(({ start, end }) => ({
    key: start,
    start: instantOf(start, input.timeZone),
    end: instantOf(end, input.timeZone),
  }))

/**
 * Returns what everyone attended who has or waits for a seat, or was seen, by last name.
 * @param id of the training
 */
export async function readAttendance(system: System, id: string, scope: Scope = everything): Promise<Attended[]> {
  const { db, now } = system
  const training = await db.reader.selectFrom('training').select('input').where('id', '=', id).executeTakeFirstOrThrow()
  const { attendance: rule, ...input } = readInput(training)
  const sessions = sessionTimesOf(input)
  const people = await readPeople(system, id, scope)
  const marks = await readMarks(system, id)
  const instant = now()
  return mapInTurns(people, (person) => ({
    registration: person.id,
    givenName: person.given_name,
    familyName: person.family_name,
    agency: person.agency,
    status: person.status,
    sessions: attend({
      marks: marks.get(person.id) ?? [],
      sessions,
      rule,
      now: instant,
      endedAt: isActive(person.status) ? undefined : person.changed_at,
    }),
  }))
}

const readPeople = ({ db }: System, id: string, scope: Scope) =>
  db.reader
    .selectFrom('registration')
    .select(['id', 'given_name', 'family_name', 'agency', 'status', 'changed_at'])
    .where('training_id', '=', id)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('status', 'in', activeStatuses),
        exists(selectFrom('mark').select('mark.id').whereRef('registration_id', '=', 'registration.id')),
      ]),
    )
    .where(peopleWithin(scope))
    .orderBy('family_folded')
    .orderBy('given_folded')
    .orderBy('id')
    .limit(mostPeople)
    .execute()

/** Reads all marks of a training, by registration. */
async function readMarks({ db }: System, id: string) {
  const rows = await db.reader
    .selectFrom('mark')
    .select(['id', 'registration_id', 'kind', 'session', 'at', 'received_at', 'voids'])
    .where('training_id', '=', id)
    .execute()
  const marks = rows.map(({ received_at: receivedAt, ...row }) => ({ ...row, receivedAt }))
  return Map.groupBy(marks, ({ registration_id }) => registration_id)
}
