import type { Language, PeriodCounts, PeriodReport } from '@training-signup/contract'
import { peoplePerStep } from '../../../core/partners/in-steps.ts'
import { formatDate } from '../../../core/trainings/local-time.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/index.ts'
import { fileTypes, type SentFile } from '../files.ts'
import { writeSmallCsv } from '../write-csv.ts'
import { type PeriodQuery, periodColumns, reportOnPeriod } from './period-report.ts'

/** Columns that count people, in steps. */
const ofPeople: ReadonlySet<string> = new Set(['registered', 'seats', 'came'])

/** Writes a number as people read it. */
const grouped = (lang: Language) => (count: number) => new Intl.NumberFormat(`${lang}-US`).format(count)

/** Returns a report's counts as people read them. Of people, 0 stands for fewer than a step. */
const sayCounts = (counts: PeriodCounts, write: (count: number) => string): string[] =>
  periodColumns.map((column) =>
    ofPeople.has(column) && counts[column] === 0 ? `<${peoplePerStep}` : write(counts[column]),
  )

/**
 * Returns the table of a report: its headings, its rows, and its sum.
 * @param write Writes a number. Omitted: as people read it
 */
export function tableOf(
  { by, rows, total }: PeriodReport,
  lang: Language,
  write = grouped(lang),
): [string, ...string[]][] {
  return [
    [say(lang, `admin.period.by.${by}`), ...periodColumns.map((column) => say(lang, `admin.period.${column}`))],
    ...rows.map((row): [string, ...string[]] => [row.label, ...sayCounts(row, write)]),
    [say(lang, 'admin.report.total'), ...sayCounts(total, write)],
  ]
}

export const sayPeriod = ({ from, to }: Pick<PeriodReport, 'from' | 'to'>, lang: Language): string =>
  say(lang, 'admin.period.from', { from: formatDate(from, lang), to: formatDate(to, lang) })

/** A report about one partner is called after it. */
export const titleOf = ({ name }: Pick<PeriodReport, 'name'>, lang: Language): string =>
  name === null ? say(lang, 'admin.period') : say(lang, 'admin.period.about', { name })

/** The name of the file of a report, without its ending. */
export const nameOf = ({ from, to, partner }: PeriodReport): string =>
  ['report', partner, from, to].filter((part) => part !== null).join('-')

/**
 * Opens the report about a period as CSV.
 * @throws {ProblemError} `not-found`, `invalid-input`
 */
export async function openPeriodFile(system: System, query: PeriodQuery): Promise<SentFile> {
  const report = await reportOnPeriod(system, query)
  return {
    name: `${nameOf(report)}.csv`,
    type: fileTypes.csv,
    body: writeSmallCsv(tableOf(report, query.lang, String)),
  }
}
