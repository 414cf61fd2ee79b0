import type { Language, RegistrationReport, ReportGrouping } from '@training-signup/contract'
import { sql } from 'kysely'
import { filterBy, readSpellings } from '../../../core/registrations/query.ts'
import { overStatuses, seatedStatuses, waitingStatuses } from '../../../core/seats/transitions.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/index.ts'
import { findWithin } from '../export-query.ts'
import { createTrainingWords } from '../training-words.ts'
import { hideSmall, roundSmall, type ShownCount, smallestShown } from './hide-small.ts'

export interface ReportQuery {
  training: string
  by: ReportGrouping
  lang: Language
  scope: Scope
}

/** What the columns of a report count. Each registration is in one of them. */
const columns = {
  confirmed: seatedStatuses,
  waiting: waitingStatuses,
  ended: overStatuses,
} as const satisfies Record<string, readonly string[]>
const names = Object.keys(columns) as (keyof typeof columns)[]
const groupedBy = { role: 'role', agency: 'agency_folded', partner: 'partner' } as const

/**
 * Counts the registrations of a training by role, agency, or partner, for funders and partners. It
 * has no names, and no group smaller than five: neither as a count, nor between the lines. Agencies
 * of so few people are counted together, because what someone typed could name a person or a unit.
 * Partners are counted in steps of five.
 * @throws {ProblemError} `not-found`
 */
export async function reportOnRegistrations(system: System, query: ReportQuery): Promise<RegistrationReport> {
  const { by, lang, scope } = query
  const db = system.db.reader
  const id = await findWithin(system, query.training, scope)
  const key = groupedBy[by]
  const countOf = (statuses: readonly string[]) =>
    sql<number>`sum(case when status in (${sql.join(statuses)}) then 1 else 0 end)`
  const rows = await db
    .selectFrom(filterBy(db, { partner: scope.partner, scope: { ...scope, partner: undefined } }, id).as('one'))
    .select([`one.${key} as key`])
    .select(countOf(columns.confirmed).as('confirmed'))
    .select(countOf(columns.waiting).as('waiting'))
    .select(countOf(columns.ended).as('ended'))
    .groupBy(`one.${key}`)
    .execute()
  const labelOf = await createLabels(system, query, id ?? '')
  const spellings = by === 'agency' ? await readSpellings(db, id ?? '') : new Map<string, string>()
  const each = rows.map(({ key: name, ...counts }) => ({
    id: name ?? '',
    label: labelOf(name ?? '', spellings.get(name ?? '') ?? ''),
    counts: names.map((column) => counts[column]),
  }))
  const groups = (by === 'agency' ? joinSmall(each, say(lang, 'admin.report.smallAgencies')) : each).toSorted((a, b) =>
    a.label.localeCompare(b.label, lang),
  )
  const hide = by === 'partner' ? roundSmall : hideSmall
  const { rows: shown, sums, sum } = hide(groups.map(({ counts }) => counts))
  return {
    by,
    groups: shown.map((row, at) => ({
      group: groups[at]?.id ?? '',
      label: groups[at]?.label ?? '',
      ...countsOf(row.cells, row.sum),
    })),
    total: countsOf(sums, sum),
  }
}

interface Group {
  id: string
  label: string
  /** In the order of the columns. */
  counts: number[]
}

/** Puts the named groups of fewer people than may show into one. */
function joinSmall(groups: readonly Group[], label: string): Group[] {
  const isSmall = ({ id, counts }: Group) => id !== '' && counts.reduce((sum, count) => sum + count, 0) < smallestShown
  const small = groups.filter(isSmall)
  if (small.length === 0) return [...groups]
  const counts = names.map((_, at) => small.reduce((sum, group) => sum + (group.counts[at] ?? 0), 0))
  // No agency is called so: folded names have no such sign.
  return [...groups.filter((group) => !isSmall(group)), { id: '<5', label, counts }]
}

const countsOf = ([confirmed = 0, waiting = 0, ended = 0]: ShownCount[], registered: ShownCount) => ({
  registered,
  confirmed,
  waiting,
  ended,
})

async function createLabels({ db }: System, { by, lang }: ReportQuery, trainingId: string) {
  if (by === 'role') {
    const words = await createTrainingWords(db.reader, lang)([trainingId])
    const options = words.get(trainingId)?.questions.get('role')?.options
    return (id: string) => (id === '' ? say(lang, 'admin.report.noRole') : (options?.get(id) ?? id))
  }
  if (by === 'agency') return (id: string, agency: string) => (id === '' ? say(lang, 'admin.report.noAgency') : agency)
  const partners = await db.reader.selectFrom('partner').select(['slug', 'name']).execute()
  const named = new Map(partners.map(({ slug, name }) => [slug, name]))
  return (id: string) => (id === '' ? say(lang, 'admin.report.noPartner') : (named.get(id) ?? id))
}
