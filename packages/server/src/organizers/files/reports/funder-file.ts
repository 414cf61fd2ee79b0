import type { FunderReport, Language } from '@training-signup/contract'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/index.ts'
import { fileTypes, type SentFile } from '../files.ts'
import { writeSmallCsv } from '../write-csv.ts'
import { reportToFunders } from './funder-report.ts'

/** Says a count, or a dash where no one counted. */
export const sayNumber = (number: number | null, digits = 0): string => (number === null ? '–' : number.toFixed(digits))

/** Returns the figures of a report, each with what it counts. */
export const figuresOf = (report: FunderReport, lang: Language): [string, string][] => [
  [sayNumber(report.registered), say(lang, 'admin.funders.registered', { count: report.registered })],
  [sayNumber(report.came), cameIn(report, lang)],
  [sayNumber(report.absent), say(lang, 'admin.funders.absent', { count: report.absent ?? 0 })],
  [sayNumber(report.agencies), say(lang, 'admin.funders.agencies', { count: report.agencies ?? 0 })],
  [sayNumber(report.hours), say(lang, 'admin.funders.hours', { count: Number(sayNumber(report.hours)) })],
]

function cameIn({ came, walkIns }: FunderReport, lang: Language): string {
  if (!walkIns) return say(lang, 'admin.funders.came', { count: came ?? 0 })
  return came === 1
    ? say(lang, 'admin.funders.came.walkIn')
    : say(lang, 'admin.funders.came.walkIns', { count: walkIns })
}

/** More would leave no room on the page, where quotes take some of it. */
const mostGroups = 9
const mostWithQuotes = 5

/** Counts the smallest groups together where there are too many for one page. */
export function fewGroups(
  groups: FunderReport['roles'],
  lang: Language,
  { evaluation }: Pick<FunderReport, 'evaluation'>,
): FunderReport['roles'] {
  const most = evaluation && evaluation.quotes.length > 0 ? mostWithQuotes : mostGroups
  if (groups.length <= most) return groups
  const rest = groups.slice(most - 1)
  const registered = rest.reduce((sum, one) => sum + one.registered, 0)
  const came = rest.reduce<number | null>((sum, one) => (sum === null || one.came === null ? null : sum + one.came), 0)
  return [
    ...groups.slice(0, most - 1),
    { label: say(lang, 'admin.funders.more', { count: rest.length }), registered, came },
  ]
}

type Told = NonNullable<FunderReport['evaluation']>

const line = (part: string, what: string, number: string) => [part, what, '', '', '', '', number]

const linesOf = (part: string, results: Told['questions']) =>
  results.flatMap(({ label, answers, mean, deviation, counts, type }) => [
    ...(type === 'scale' ? [[part, label, '', '', sayNumber(mean, 2), sayNumber(deviation, 2), String(answers)]] : []),
    ...counts.map((one) => line(part, `${label} ${one.label}`, String(one.count))),
  ])

function evaluationLines({ answered, asked, questions, followUp, quotes }: Told, lang: Language) {
  const [now, later] = [say(lang, 'admin.funders.evaluation'), say(lang, 'admin.funders.followUp')]
  const few = { count: followUp.answered, all: followUp.wanted }
  return [
    line(now, say(lang, 'admin.funders.answered', { count: answered, all: asked }), String(answered)),
    ...linesOf(now, questions),
    // Before enough have answered, not even how many did is shown, as on the page.
    ...(followUp.questions.some(({ counts }) => counts.length > 0)
      ? [line(later, say(lang, 'admin.funders.followUp.answered', few), String(followUp.answered))]
      : []),
    ...linesOf(later, followUp.questions),
    ...quotes.map(({ question, text }) => line(question, text, '')),
  ]
}

/**
 * Opens the report for funders as CSV: one line for each number.
 * @throws {ProblemError} `not-found`
 */
export async function openFunderFile(system: System, slug: string, lang: Language): Promise<SentFile> {
  const report = await reportToFunders(system, slug, lang)
  const columns = ['part', 'what', 'registered', 'came', 'mean', 'deviation', 'n'] as const
  const groups = (part: string, rows: FunderReport['roles']) =>
    rows.map(({ label, registered, came }) => [part, label, String(registered), sayNumber(came), '', '', ''])
  const rows = [
    columns.map((column) => say(lang, `admin.funders.column.${column}`)),
    ...figuresOf(report, lang).map(([number, what]) => line(say(lang, 'admin.funders.title'), what, number)),
    ...groups(say(lang, 'admin.report.by.role'), report.roles),
    ...groups(say(lang, 'admin.report.by.agency'), report.byAgency),
    ...(report.evaluation ? evaluationLines(report.evaluation, lang) : []),
  ]
  return { name: `report-${slug}.csv`, type: fileTypes.csv, body: writeSmallCsv(rows) }
}
