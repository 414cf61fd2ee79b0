import type { EvaluationResults, FunderReport, Language } from '@training-signup/contract'
import { sql } from 'kysely'
import { minutesIn } from '../../../core/attendance/attend.ts'
import { readAttendance } from '../../../core/attendance/read-attendance.ts'
import { together } from '../../../core/evaluation/box.ts'
import { readResults } from '../../../core/evaluation/results.ts'
import { readSpellings } from '../../../core/registrations/query.ts'
import { seatedStatuses } from '../../../core/seats/transitions.ts'
import { formatDay, localOf } from '../../../core/trainings/local-time.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import type { System } from '../../../platform/system.ts'
import { pickText, say } from '../../../words/index.ts'
import { createTrainingWords } from '../training-words.ts'
import { foldSmall } from './fold-small.ts'

interface Counted {
  role: string | null
  agency: string | null
  registered: number
  came: number
  /** How many of those who came had not registered. */
  walkIns: number
}

/**
 * Counts what a training brought, for those who paid for it: who registered and came, and what they
 * said. It has no names, only those words of people that the organizer chose, and no group of fewer than five.
 * @throws {ProblemError} `not-found`
 */
export async function reportToFunders(system: System, slug: string, lang: Language): Promise<FunderReport> {
  const training = await readTraining(system, slug)
  const { row, input } = training
  const db = system.db.reader
  const groups = await countGroups(system, row.id)
  const registered = sumOf(groups, 'registered')
  const came = sumOf(groups, 'came')
  const walkIns = sumOf(groups, 'walkIns')
  const wasCounted = came > 0
  const results = await readResults(db, row, lang, { isForFunders: true })
  const tables = await tablesOf(system, training, groups, { lang, wasCounted })
  return {
    title: pickText(input.title, lang),
    organizer: input.organizer?.name ?? null,
    day: formatDay(localOf(new Date(row.starts_at), row.time_zone).slice(0, 10), lang),
    place: input.venue ? [input.venue.name, input.venue.city, input.venue.region].filter(Boolean).join(', ') : null,
    registered,
    came: wasCounted ? came : null,
    walkIns: wasCounted ? walkIns : null,
    absent: wasCounted ? registered - (came - walkIns) : null,
    hours: wasCounted ? await countHours(system, row.id) : null,
    agencies: new Set(groups.flatMap(({ agency }) => agency ?? [])).size,
    ...tables,
    evaluation: results ? withQuotes(results) : null,
    madeOn: localOf(system.now(), row.time_zone).slice(0, 10),
  }
}

/** Keeps the chosen comments, in an order that tells of no two whether they are of one person. */
function withQuotes({ comments, tests, ...evaluation }: EvaluationResults): NonNullable<FunderReport['evaluation']> {
  const chosen = comments.filter(({ quoted }) => quoted).map(({ question, text }) => ({ question, text }))
  const quotes = chosen.toSorted((one, other) => one.text.localeCompare(other.text))
  // People who took the test together would know who did not pass.
  const isSmall = tests !== null && [tests.passed, tests.notYet].some((count) => count > 0 && count < together)
  return { ...evaluation, tests: isSmall ? null : tests, quotes }
}

async function countGroups({ db }: System, trainingId: string): Promise<Counted[]> {
  const rows = await db.reader
    .selectFrom('registration')
    .select([
      'role',
      'agency_folded as agency',
      sql<number | string>`sum(case when channel = 'walk-in' then 0 else 1 end)`.as('registered'),
      sql<number | string>`sum(case when checked_in_at is null then 0 else 1 end)`.as('came'),
      sql<number | string>`sum(case when channel = 'walk-in' and checked_in_at is not null then 1 else 0 end)`.as(
        'walkIns',
      ),
    ])
    .where('training_id', '=', trainingId)
    .where('status', 'in', seatedStatuses)
    .groupBy(['role', 'agency_folded'])
    .execute()
  return rows.map(({ registered, came, walkIns, ...row }) => ({
    ...row,
    registered: Number(registered),
    came: Number(came),
    walkIns: Number(walkIns),
  }))
}

const sumOf = (groups: readonly Counted[], of: 'registered' | 'came' | 'walkIns') =>
  groups.reduce((sum, one) => sum + one[of], 0)

async function tablesOf(
  { db }: System,
  { row }: StoredTraining,
  groups: readonly Counted[],
  { lang, wasCounted }: { lang: Language; wasCounted: boolean },
): Promise<Pick<FunderReport, 'roles' | 'byAgency'>> {
  const words = await createTrainingWords(db.reader, lang)([row.id])
  const roles = words.get(row.id)?.questions.get('role')?.options
  const spellings = await readSpellings(db.reader, row.id)
  const table = (labelOf: (group: Counted) => string, other: string) => {
    const sums = [...Map.groupBy(groups, labelOf)].map(([label, some]) => ({
      label,
      registered: sumOf(some, 'registered'),
      came: sumOf(some, 'came'),
    }))
    return foldSmall(sums, other).map((one) => ({ ...one, came: wasCounted ? one.came : null }))
  }
  return {
    roles: table(
      ({ role }) => (role === null ? say(lang, 'admin.report.noRole') : (roles?.get(role) ?? role)),
      say(lang, 'admin.funders.otherRoles'),
    ),
    byAgency: table(
      ({ agency }) => (agency === null ? say(lang, 'admin.report.noAgency') : (spellings.get(agency) ?? agency)),
      say(lang, 'admin.funders.otherAgencies'),
    ),
  }
}

/** Returns the hours of all people together, of those with a seat. */
async function countHours(system: System, trainingId: string): Promise<number> {
  const people = await readAttendance(system, trainingId)
  const seated = people.filter(({ status }) => status === 'confirmed')
  return Math.round(minutesIn(seated.flatMap(({ sessions }) => sessions)) / 60)
}
