import type { RegistrationReport } from '@training-signup/contract'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/index.ts'
import { fileTypes, type SentFile } from '../files.ts'
import { writeSmallCsv } from '../write-csv.ts'
import { type ReportQuery, reportOnRegistrations } from './registration-report.ts'

export const reportColumns = ['registered', 'confirmed', 'waiting', 'ended'] as const
type Counts = RegistrationReport['total']

/**
 * Opens the report for partners and funders as CSV.
 * @throws {ProblemError} `not-found`
 */
export async function openReportFile(system: System, query: ReportQuery): Promise<SentFile> {
  const { groups, total } = await reportOnRegistrations(system, query)
  const { lang, by, training } = query
  const cellsOf = (label: string, counts: Counts) => [label, ...reportColumns.map((column) => sayCount(counts[column]))]
  const rows = [
    [say(lang, `admin.report.by.${by}`), ...reportColumns.map((column) => say(lang, `admin.report.${column}`))],
    ...groups.map((group) => cellsOf(group.label, group)),
    cellsOf(say(lang, 'admin.report.total'), total),
  ]
  return { name: `report-${training}-by-${by}.csv`, type: fileTypes.csv, body: writeSmallCsv(rows) }
}

/** A dash stands for a count that would give a small one away. */
export const sayCount = (count: Counts['registered']): string => (count === null ? '–' : String(count))
