import type { MarkHistory, NoShowList, TrainingDay } from '@training-signup/contract'
import { namedMarks } from '../../../core/attendance/read-marks.ts'
import { readStandings, type Standing } from '../../../core/credit/standings.ts'
import { foldName } from '../../../core/people/person.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { type AttendanceSheet, readSheet, type SheetState, sheetStates } from './sheet.ts'

/**
 * Returns what is open about a training’s attendance, and what follows from closing it.
 * @param id of the training
 */
export async function readDay(system: System, id: string, scope: Scope, sheet?: AttendanceSheet): Promise<TrainingDay> {
  const { rows, sessions } = sheet ?? (await readSheet(system, id, scope))
  const training = await system.db.reader
    .selectFrom('training')
    .select(['day_closed_at', 'day_closed_by', 'day_settled_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const doubts = rows.map((row) => row.sessions.flatMap((one) => one.doubts))
  const noOut = sessions.map(({ key }, index) => ({
    session: key,
    people: rows.filter((row) => row.sessions[index]?.doubts.some(({ kind }) => kind === 'no-out')).length,
  }))
  return {
    closedAt: training.day_closed_at,
    closedBy: training.day_closed_by,
    settledAt: training.day_settled_at,
    open: {
      noOut: noOut.filter(({ people }) => people > 0),
      differs: doubts.flat().filter(({ kind }) => kind === 'differs').length,
      other: doubts.filter((some) => some.some(({ kind }) => kind !== 'no-out' && kind !== 'differs')).length,
    },
    people: Object.fromEntries(
      sheetStates.map((state) => [state, rows.filter((row) => row.state === state).length]),
    ) as Record<SheetState, number>,
    certificates: await countCertificates(system, id, scope),
    // Doors are not of one agency.
    doors: scope.agency === undefined ? await readDoors(system, id) : [],
  }
}

/** Counts what people get, by the functions that issue it. Of several profiles the best counts. */
async function countCertificates(system: System, id: string, scope: Scope): Promise<TrainingDay['certificates']> {
  const standings = (await readStandings(system, id, scope)).filter((one) => one.grant.missing || !one.takenBack)
  if (standings.length === 0) return null
  const ofEach = [...Map.groupBy(standings, ({ registration }) => registration.id).values()]
  const best = ofEach.map((some) => {
    const kinds = some.map(outcomeOf)
    return outcomes.find((one) => kinds.includes(one)) ?? 'other'
  })
  const count = (wanted: (typeof outcomes)[number]) => best.filter((one) => one === wanted).length
  return { ready: count('ready'), evaluation: count('evaluation'), short: count('short'), other: count('other') }
}

const outcomes = ['ready', 'evaluation', 'other', 'short'] as const

function outcomeOf({ grant, asks }: Standing): (typeof outcomes)[number] {
  const kinds = (grant.missing ?? []).map(({ kind }) => kind)
  if (kinds.length === 0) return 'ready'
  if (kinds.includes('time') && !kinds.includes('doubts')) return 'short'
  const isAnswered = kinds.every((kind) => (kind === 'evaluation' || kind === 'test') && asks.has(kind))
  return isAnswered ? 'evaluation' : 'other'
}

/** Returns when each door was last heard of. */
async function readDoors({ db }: System, id: string): Promise<TrainingDay['doors']> {
  const rows = await db.reader
    .selectFrom('mark')
    .select(['device', ({ fn }) => fn.max('received_at').as('last')])
    .where('training_id', '=', id)
    .where('source', 'in', ['door', 'kiosk'])
    .groupBy('device')
    .orderBy('device')
    .limit(50)
    .execute()
  return rows.map(({ device, last }) => ({ device, lastAt: last }))
}

/** Returns who had a seat and did not come, by agency: first those from which most did not. */
export function noShowsIn({ rows }: Pick<AttendanceSheet, 'rows'>): NoShowList {
  const seated = rows.filter(({ status, channel }) => status === 'confirmed' && channel !== 'walk-in')
  const agencies = [...Map.groupBy(seated, ({ agency }) => foldName(agency ?? '')).values()].map((some) => {
    const away = some.filter(({ state }) => state === 'away')
    const people = away.map(({ registration, givenName, familyName }) => ({ id: registration, givenName, familyName }))
    return { agency: some[0]?.agency ?? null, seats: some.length, away: away.length, people }
  })
  return { agencies: agencies.toSorted((one, other) => other.away - one.away || other.seats - one.seats) }
}

/**
 * Returns every time that a person was seen, in the order in which it became known.
 * @throws {ProblemError} `not-found`
 */
export async function listMarksOf({ db }: System, registrationId: string, scope: Scope): Promise<MarkHistory['marks']> {
  // Who stood at the door concerns the organizer alone.
  const names = scope.agency === undefined
  const person = db.reader.selectFrom('registration').select('id').where('id', '=', registrationId)
  if (!(await person.executeTakeFirst())) throw new ProblemError('not-found')
  const rows = await namedMarks(db.reader)
    .where('registration_id', '=', registrationId)
    .orderBy('received_at')
    .orderBy('at')
    .orderBy('mark.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    session: row.session,
    at: row.at,
    receivedAt: row.received_at,
    source: row.source,
    device: row.device,
    by: names ? row.by : null,
    byName: names ? row.byName : null,
    voids: row.voids,
    reason: row.reason,
  }))
}
