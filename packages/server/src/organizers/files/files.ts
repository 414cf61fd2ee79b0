import { type Caller, may } from '../../platform/access/caller.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { tellsNeeds } from '../api/people/lists/registration-query.ts'
import { countMeals } from './catering.ts'
import { presetNames } from './columns.ts'
import { type ExportQuery, openTable } from './export-query.ts'
import { writeCsv, writeSmallCsv } from './write-csv.ts'
import { sheetOf, writeXlsx } from './xlsx.ts'

/** A file on its way to someone. */
export interface SentFile {
  name: string
  type: string
  /** Whether a browser shows it rather than saving it. */
  isShown?: boolean
  body: AsyncIterable<Uint8Array>
}

export const fileTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type FileType = keyof typeof fileTypes

/** What a file of registrations can have. `list` is as the list shows it; `catering` has no people, only counts. */
export const fileContents = ['list', ...presetNames, 'catering'] as const
export type FileContent = (typeof fileContents)[number]

export interface FileQuery extends Omit<ExportQuery, 'columns' | 'scope'> {
  columns: FileContent
}

/**
 * Opens a file of registrations, within the caller's scope and rights. Everything that can be
 * refused is refused now: once the answer has begun, it cannot be.
 * @throws {ProblemError} `forbidden`, `not-found`, `invalid-input`
 */
export async function openFile(
  system: System,
  caller: Caller,
  type: FileType,
  { columns, ...query }: FileQuery,
): Promise<SentFile> {
  const { scope } = caller
  const isSensitive = query.sensitive || columns === 'catering' || tellsNeeds(query)
  if (isSensitive && !may(caller, 'read-sensitive')) throw new ProblemError('forbidden')
  const body =
    columns === 'catering'
      ? await openMeals(system, type, { ...query, scope })
      : await openRegistrations(system, type, { ...query, columns, scope })
  const content = columns === 'all' ? 'registrations' : columns
  const name = `${content}-${query.training ?? 'all'}-${system.now().toISOString().slice(0, 10)}.${type}`
  return { name, type: fileTypes[type], body }
}

async function openRegistrations(system: System, type: FileType, query: ExportQuery) {
  const table = await openTable(system, query)
  return type === 'csv' ? writeCsv(table) : writeXlsx(sheetOf(table), query.lang)
}

async function openMeals(system: System, type: FileType, query: Omit<ExportQuery, 'columns'>) {
  if (query.training === undefined) {
    const message = 'To count meals, add training.'
    throw new ProblemError('invalid-input', { errors: [{ parameter: 'training', code: 'required', message }] })
  }
  const meals = await countMeals(system, query)
  const headings = (['diet', 'people'] as const).map((key) => say(query.lang, `admin.export.column.${key}`))
  const rows = meals.map(({ diet, people }) => [diet, people])
  return type === 'csv'
    ? writeSmallCsv([headings, ...rows])
    : writeXlsx({ columns: headings.map((heading) => ({ heading, width: 32 })), pages: [rows] }, query.lang)
}
