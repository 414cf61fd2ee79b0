import type { AttendedSession } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import { everything, type Scope } from '../../platform/access/caller.ts'
import type { CertificateTable } from '../../platform/db/tables/credit.ts'
import type { System } from '../../platform/system.ts'
import { attendedBy, readAttendance } from '../attendance/read-attendance.ts'
import { hasEvaluated, readEvaluated } from '../evaluation/box.ts'
import { hasPassedTest, readPassed } from '../evaluation/post-test.ts'
import type { Registration } from '../seats/registration.ts'
import { type Grant, grant } from './grant.ts'
import { profilesFor, readTakenProfiles, type TakenProfile } from './training-credits.ts'
import { readValidOf } from './valid-certificates.ts'

export type CertificateRow = Selectable<CertificateTable>

/** What a person gets for a profile, or what is missing. */
export interface Standing {
  registration: Registration
  taken: TakenProfile
  sessions: AttendedSession[]
  minutes: number
  scheduled: number
  grant: Grant
  /** The valid one. */
  certificate: CertificateRow | undefined
}

const minuteMs = 60_000

/** Under which one certificate is valid. */
export const validKey = (registrationId: string, profileId: string): string => `${registrationId} ${profileId}`

/** Returns what everyone who came gets, by last name. Who never came is not among them. */
export async function readStandings(
  system: System,
  trainingId: string,
  scope: Scope = everything,
): Promise<Standing[]> {
  const { reader } = system.db
  const taken = await readTakenProfiles(reader, trainingId)
  if (taken.length === 0) return []
  const came = (await readAttendance(system, trainingId, scope)).filter(({ sessions }) => hasCome(sessions))
  const registrations = await byId(system, trainingId)
  const valid = await validCertificates(system, trainingId)
  const known = await readKnown(system, trainingId)
  return came.flatMap(({ registration: id, sessions }) => {
    const registration = registrations.get(id)
    if (!registration) return []
    return profilesFor(taken, registration.role).map((one) =>
      standingOf(registration, one, { sessions, known, certificate: valid.get(validKey(id, one.id)) }),
    )
  })
}

const hasCome = (sessions: readonly AttendedSession[]): boolean =>
  sessions.some(({ minutes, firstIn, doubts }) => minutes > 0 || firstIn !== null || doubts.length > 0)

/** Returns what one person gets, by what is stored of them alone. */
export async function readOwnStandings(system: System, registration: Registration): Promise<Standing[]> {
  const { reader } = system.db
  const { id, training_id } = registration
  const taken = profilesFor(await readTakenProfiles(reader, training_id), registration.role)
  const sessions = taken.length === 0 ? [] : await attendedBy(system, registration)
  if (!hasCome(sessions)) return []
  const certificates = await readValidOf(reader, id)
  const known = {
    evaluated: new Set((await hasEvaluated(system, reader, id)) ? [id] : []),
    passed: new Set((await hasPassedTest(reader, id)) ? [id] : []),
  }
  const valid = new Map(certificates.map((row) => [row.valid_for, row]))
  return taken.map((one) =>
    standingOf(registration, one, { sessions, known, certificate: valid.get(validKey(id, one.id)) }),
  )
}

interface Known {
  evaluated: ReadonlySet<string>
  passed: ReadonlySet<string>
}

async function readKnown(system: System, trainingId: string): Promise<Known> {
  const { reader } = system.db
  return {
    evaluated: await readEvaluated(system, reader, trainingId),
    passed: await readPassed(reader, trainingId),
  }
}

function standingOf(
  registration: Registration,
  taken: TakenProfile,
  { sessions, known, certificate }: { sessions: AttendedSession[]; known: Known } & Pick<Standing, 'certificate'>,
): Standing {
  const { rule, areas } = taken.profile
  const minutes = sessions.reduce((sum, session) => sum + session.minutes, 0)
  const scheduled = sessions.reduce((sum, { start, end }) => sum + (Date.parse(end) - Date.parse(start)) / minuteMs, 0)
  const evidence = {
    minutes,
    scheduled,
    doubts: sessions.reduce((sum, { doubts }) => sum + doubts.length, 0),
    hasLicense: licenseOf(registration) !== undefined,
    isEvaluated: known.evaluated.has(registration.id),
    hasPassed: known.passed.has(registration.id),
  }
  // Without an approval the areas of a board are nothing that can be claimed: minutes become hours.
  const approved = taken.approval === 'confirmed' ? areas : []
  return {
    registration,
    taken,
    sessions,
    minutes,
    scheduled,
    grant: grant({ rule, areas: approved }, evidence),
    certificate,
  }
}

/** Returns the license number that someone gave. */
export function licenseOf({ sensitive }: Pick<Registration, 'sensitive'>): string | undefined {
  const number = (JSON.parse(sensitive) as Record<string, unknown>)['licenceNumber']
  return typeof number === 'string' && number.trim() !== '' ? number.trim() : undefined
}

async function byId({ db }: System, trainingId: string): Promise<Map<string, Registration>> {
  const rows = await db.reader.selectFrom('registration').selectAll().where('training_id', '=', trainingId).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function validCertificates({ db }: System, trainingId: string): Promise<Map<string, CertificateRow>> {
  const rows = await db.reader
    .selectFrom('certificate')
    .selectAll()
    .where('training_id', '=', trainingId)
    .where('valid_for', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.valid_for ?? '', row]))
}
