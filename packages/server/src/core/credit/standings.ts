import type { AttendedSession } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import { everything, type Scope } from '../../platform/access/caller.ts'
import type { CertificateTable } from '../../platform/db/tables/trainings/credit.ts'
import type { System } from '../../platform/system.ts'
import { lengthOf, minutesIn, wasSeen } from '../attendance/attend.ts'
import { attendedByEach, readAttendance } from '../attendance/read-attendance.ts'
import { hasEvaluated, readEvaluated } from '../evaluation/box.ts'
import { type AskedAfter, readAskedAfter } from '../evaluation/evaluations.ts'
import { readPassed } from '../evaluation/post-test.ts'
import { fullName } from '../people/person-columns.ts'
import type { Registration } from '../seats/registration.ts'
import type { CertificateContent } from './certificate-content.ts'
import { readFormerProfiles } from './former-profiles.ts'
import { type Grant, grant, lacks, type MissingCredit } from './grant.ts'
import { profilesFor, readTakenProfiles, type TakenProfile } from './training-credits.ts'
import { readDeleted, readTakenBack, validKey } from './valid-certificates.ts'

export type CertificateRow = Selectable<CertificateTable>

/** What a person gets for a profile, or what is missing. */
export interface Standing {
  registration: Registration
  taken: TakenProfile
  sessions: AttendedSession[]
  minutes: number
  scheduled: number
  grant: Grant
  /** Whether a profile of their role has initials on the page that checks a number: no other certificate names them there. */
  initials: boolean
  /** What the training asks. Nothing else that is missing can be done by anyone. */
  asks: ReadonlySet<AskedAfter>
  /** The valid one. */
  certificate: CertificateRow | undefined
  /** The last one, if it was taken back and nothing about the person was corrected since. */
  takenBack: CertificateRow | undefined
}

/** Returns whether someone gets a certificate without anyone’s decision. */
export const isReady = (one: Standing): boolean => !one.grant.missing && !one.certificate && !one.takenBack

/** Returns whether something is missing that the training does not ask: its organizer has to decide. */
export const isUnasked = ({ asks }: Pick<Standing, 'asks'>, kind: MissingCredit['kind']): boolean =>
  (kind === 'evaluation' || kind === 'test') && !asks.has(kind)

/**
 * Returns what everyone who came gets, by last name. Who never came is not among them, unless they have a
 * certificate: times were corrected since, and it is to be taken back.
 */
export async function readStandings(
  system: System,
  trainingId: string,
  scope: Scope = everything,
): Promise<Standing[]> {
  const { reader } = system.db
  const taken = await readTakenProfiles(reader, trainingId)
  const former = await readFormerProfiles(reader, trainingId)
  if (taken.length + former.length === 0) return []
  const registrations = await byId(system, trainingId)
  const stored = await readStored(system, trainingId)
  const certified = new Set([...stored.valid.values()].map(({ registration_id }) => registration_id))
  const came = (await readAttendance(system, trainingId, scope)).filter(
    ({ registration, sessions }) => wasSeen(sessions) || certified.has(registration),
  )
  return came.flatMap(({ registration: id, sessions }) => {
    const registration = registrations.get(id)
    return registration ? standingsOf(registration, { taken, former }, { ...stored, sessions }) : []
  })
}

/** Returns what one person gets, by what is stored of them alone. */
export async function readOwnStandings(system: System, registration: Registration): Promise<Standing[]> {
  const { id, training_id } = registration
  const taken = await readTakenProfiles(system.db.reader, training_id)
  if (taken.length === 0) return []
  const [attended] = await attendedByEach(system, training_id, [registration])
  if (!attended || !wasSeen(attended.sessions)) return []
  const { sessions } = attended
  return standingsOf(registration, { taken, former: [] }, { ...(await readStored(system, training_id, id)), sessions })
}

interface Facts {
  sessions: AttendedSession[]
  /** Who answered the evaluation, and who passed the test. */
  evaluated: ReadonlySet<string>
  passed: ReadonlySet<string>
  asks: Standing['asks']
  /** The valid certificates, by their keys. */
  valid: ReadonlyMap<string, CertificateRow>
  /** Those that were taken back, by the same. */
  ended: ReadonlyMap<string, CertificateRow>
  /** The keys of those that their people deleted. */
  deleted: ReadonlySet<string>
}

/** @param only the one person that it is read of */
async function readStored(system: System, trainingId: string, only?: string): Promise<Omit<Facts, 'sessions'>> {
  const { reader } = system.db
  const valid = await reader
    .selectFrom('certificate')
    .selectAll()
    .where('training_id', '=', trainingId)
    .$if(only !== undefined, (some) => some.where('registration_id', '=', only ?? ''))
    .where('valid_for', 'is not', null)
    .execute()
  return {
    evaluated:
      only === undefined
        ? await readEvaluated(system, reader, trainingId)
        : new Set((await hasEvaluated(system, reader, only)) ? [only] : []),
    passed: await readPassed(reader, trainingId, only),
    asks: await readAskedAfter(reader, trainingId),
    valid: new Map(valid.map((row) => [row.valid_for ?? '', row])),
    ended: await readTakenBack(reader, trainingId, only),
    deleted: await readDeleted(reader, only === undefined ? { training: trainingId } : { registrations: [only] }),
  }
}

interface Profiles {
  taken: readonly TakenProfile[]
  /** Those that the training no longer takes, and someone has. */
  former: readonly TakenProfile[]
}

/**
 * Returns what someone gets by their role. Someone who was there, but too short for all of that, gets what
 * everyone else does, like an attendance letter. What was issued stays theirs, and is corrected with their times,
 * also where their role or the training gives it no more. What they deleted they don’t get again.
 */
function standingsOf(registration: Registration, { taken, former }: Profiles, facts: Facts): Standing[] {
  const own = profilesFor(taken, registration.role)
  const initials = own.some(({ profile }) => profile.initials)
  const standingFor = (one: TakenProfile): Standing => ({ ...standingOf(registration, one, facts), initials })
  const standings = own.map(standingFor)
  const isShort = standings.length > 0 && standings.every((one) => lacks(one.grant, 'time'))
  const instead = isShort ? profilesFor(taken, null) : []
  const others = [...taken, ...former]
    .filter((one) => !own.includes(one))
    .map(standingFor)
    .filter((one) => one.certificate || (instead.includes(one.taken) && !lacks(one.grant, 'time')))
  return [...standings, ...others].filter(
    (one) => one.certificate || !facts.deleted.has(validKey(registration.id, one.taken.id)),
  )
}

function standingOf(
  registration: Registration,
  taken: TakenProfile,
  { sessions, evaluated, passed, asks, valid, ended }: Facts,
): Omit<Standing, 'initials'> {
  const key = validKey(registration.id, taken.id)
  const [certificate, last] = [valid.get(key), ended.get(key)]
  const { rule, areas } = taken.profile
  const [minutes, scheduled] = [minutesIn(sessions), lengthOf(sessions)]
  const evidence = {
    minutes,
    scheduled,
    doubts: sessions.reduce((sum, { doubts }) => sum + doubts.length, 0),
    hasLicense: licenseOf(registration) !== undefined,
    isEvaluated: evaluated.has(registration.id),
    hasPassed: passed.has(registration.id),
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
    asks,
    certificate,
    takenBack: certificate || !last || isCorrected(last, { registration, sessions }) ? undefined : last,
  }
}

/** Returns whether the name, the times, or the license number that were printed are no longer what they are. */
export function isCorrected(
  { content }: Pick<CertificateRow, 'content'>,
  { registration, sessions }: Pick<Standing, 'registration' | 'sessions'>,
): boolean {
  const printed = JSON.parse(content) as CertificateContent
  const name = fullName(registration.given_name, registration.family_name)
  const times = (some: CertificateContent['sessions']) =>
    JSON.stringify(some.map(({ start, firstIn, lastOut, minutes }) => [start, firstIn, lastOut, minutes]))
  // Without a number, it was deleted with other answers, and what is printed still has it.
  const number = licenseOf(registration)
  const isLicensed = number === undefined || (printed.license?.endsWith(` ${number}`) ?? true)
  return printed.name !== name || times(printed.sessions) !== times(sessions) || !isLicensed
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
