import type { AttendanceRule, AttendedSession, CreditRule } from '@training-signup/contract'
import { lengthOf, minutesIn, type SessionTime, wasSeen } from '../../../core/attendance/attend.ts'
import { type Attended, readAttendance, trainingRule } from '../../../core/attendance/read-attendance.ts'
import { hoursOf, neededMinutes } from '../../../core/credit/grant.ts'
import { profilesFor, readTakenProfiles, type TakenProfile } from '../../../core/credit/training-credits.ts'
import type { Registration } from '../../../core/seats/registration.ts'
import { isSeated } from '../../../core/seats/transitions.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import { peopleWithin } from '../../../platform/access/within.ts'
import type { System } from '../../../platform/system.ts'

/** Doubts first. */
export const sheetStates = ['open', 'short', 'part', 'complete', 'away'] as const
export type SheetState = (typeof sheetStates)[number]

/** A line of the sheet. */
export interface SheetRow extends Attended {
  reference: string
  role: string | null
  channel: string
  sensitive: string
  state: SheetState
  minutes: number
  /** By the profile that is used; without one, in steps of a quarter. */
  hours: number
  profile: TakenProfile | undefined
  /** How many minutes are enough. */
  needed: number
}

export interface AttendanceSheet {
  rule: AttendanceRule
  sessions: SessionTime[]
  timeZone: string
  /** How many minutes it has. */
  scheduled: number
  rows: SheetRow[]
}

/** Without a profile. */
const quarters: CreditRule = {
  minimumShare: 0,
  round: 0.25,
  rounding: 'nearest',
  minutesPerHour: 60,
  license: false,
  evaluation: false,
  postTest: false,
}

/**
 * Reads who was at a training and what counts of it, doubts first, then by last name. Who waits for a
 * seat and was not seen is not on it.
 * @param id of the training
 */
export async function readSheet(system: System, id: string, scope: Scope): Promise<AttendanceSheet> {
  const { rule, sessions, timeZone } = await trainingRule(system.db.reader, id)
  const taken = await readTakenProfiles(system.db.reader, id)
  const known = await readKnown(system, id, scope)
  const scheduled = lengthOf(sessions)
  const rows = (await readAttendance(system, id, scope)).flatMap((attended): SheetRow[] => {
    const person = known.get(attended.registration)
    if (!person || (!wasSeen(attended.sessions) && !isSeated(attended.status))) return []
    const [profile] = profilesFor(taken, person.role)
    return [{ ...attended, ...person, ...countedOf(attended.sessions, scheduled, profile), profile }]
  })
  const ordered = sheetStates.flatMap((state) => rows.filter((row) => row.state === state))
  return { rule, sessions, timeZone, scheduled, rows: ordered }
}

/** Returns how much of a training counts. */
export function countedOf(sessions: readonly AttendedSession[], scheduled: number, profile: TakenProfile | undefined) {
  const minutes = minutesIn(sessions)
  const areas = profile?.profile.areas ?? []
  const rule = profile?.profile.rule
  const needed = rule ? neededMinutes(rule, scheduled, areas.length > 0) : scheduled
  const state: SheetState = !wasSeen(sessions)
    ? 'away'
    : sessions.some(({ doubts }) => doubts.length > 0)
      ? 'open'
      : minutes >= needed
        ? 'complete'
        : rule
          ? 'short'
          : 'part'
  return { minutes, needed, state, hours: hoursOf(minutes, rule ?? quarters) }
}

type KnownPerson = Pick<Registration, 'reference' | 'role' | 'channel' | 'sensitive'>

async function readKnown({ db }: System, id: string, scope: Scope): Promise<Map<string, KnownPerson>> {
  const rows = await db.reader
    .selectFrom('registration')
    .select(['id', 'reference', 'role', 'channel', 'sensitive'])
    .where('training_id', '=', id)
    .where(peopleWithin(scope))
    .execute()
  return new Map(rows.map(({ id: registration, ...row }) => [registration, row]))
}
