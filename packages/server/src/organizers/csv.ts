import type { AdminRegistration, Answer, RegistrationStatus } from '@training-signup/contract'
import { filterBy, type RegistrationFilter } from '../registrations/query.ts'
import type { Registration } from '../registrations/registration.ts'
import type { System } from '../system.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { present, type RegistrationSort, readPage } from './list-registrations.ts'

const pageRows = 1000

/** Excel reads a file as UTF-8 only if it starts with this. */
export const byteOrderMark = '\uFEFF'

// Characters that start a formula in spreadsheets, also in full-width form and after blanks (OWASP,
// CSV injection).
const formula = /^\s*[=+\-@\t\r\n＝＋－＠]/u
// The same inside a value. A spreadsheet whose list separator is not the comma takes our quotes for
// part of the text, so that its separator, or a line break, begins another cell.
const formulaInside = /([;|\t\r\n][\s"]*)(?=[=+\-@＝＋－＠])/gu

/**
 * Returns a cell, always quoted. What a spreadsheet would run as a formula gets an apostrophe in
 * front.
 */
export function writeCell(value: string): string {
  const defused = (formula.test(value) ? `'${value}` : value).replace(formulaInside, `$1'`)
  return `"${defused.replaceAll('"', '""')}"`
}

export const writeRow = (cells: readonly string[]) => `${cells.map(writeCell).join(',')}\r\n`

type Column = [heading: string, read: (one: AdminRegistration) => Answer | null | undefined]

const person: Column[] = [
  ['last name', (one) => one.familyName],
  ['first name', (one) => one.givenName],
]
const roster: Column[] = [
  ['agency', (one) => one.agency],
  ...person,
  ['role', (one) => one.role],
  ['status', (one) => one.status],
  ['reference', (one) => one.reference],
]
const all: Column[] = [
  ['reference', (one) => one.reference],
  ['training', (one) => one.training],
  ['status', (one) => one.status],
  ...person,
  ['email', (one) => one.email],
  ['phone', (one) => one.phone],
  ['role', (one) => one.role],
  ['agency', (one) => one.agency],
  ['group', (one) => one.group?.reference],
  ['coordinator', (one) => one.group?.coordinator.name],
  ['coordinator email', (one) => one.group?.coordinator.email],
  ['language', (one) => one.lang],
  ['partner', (one) => one.partner],
  ['channel', (one) => one.channel],
  ['page', (one) => one.origin],
  ['consents', (one) => one.consents],
  ['registered at (UTC)', (one) => one.createdAt],
  ['changed at (UTC)', (one) => one.changedAt],
  ['id', (one) => one.id],
  ['other answers', (one) => writeAnswers(one.answers)],
]
const credit: Column[] = [['agency', (one) => one.agency], ...person]

export const columnSets = { all, roster, credit }

const everythingSensitive: Column[] = [['sensitive answers', (one) => writeAnswers(one.sensitive ?? {})]]
const supervisor: Column[] = [['supervisor’s answer', (one) => one.supervisor?.answer]]
const licence: Column[] = [
  ['license state', (one) => one.sensitive?.['licenceState']],
  ['license number', (one) => one.sensitive?.['licenceNumber']],
]
const sensitiveColumns: Record<keyof typeof columnSets, Column[]> = {
  all: [...everythingSensitive, ...supervisor],
  roster: everythingSensitive,
  credit: licence,
}

const writeAnswers = (answers: Record<string, Answer>) =>
  Object.entries(answers)
    .map(([id, answer]) => `${id}: ${writeAnswer(answer)}`)
    .join('\n')

function writeAnswer(answer: Answer | null | undefined): string {
  if (answer === null || answer === undefined) return ''
  if (typeof answer === 'boolean') return answer ? 'yes' : 'no'
  return typeof answer === 'string' ? answer : answer.join('; ')
}

export interface CsvQuery extends RegistrationFilter {
  columns: keyof typeof columnSets
  sensitive: boolean
}

/**
 * Returns the order and statuses of an export. A roster (for the door) and a credit list (for a
 * board) are sorted by name within one training, and contain only people with a seat unless the
 * query asks for other statuses.
 */
function orderOf({ columns, training, status }: CsvQuery): { sort: RegistrationSort; status?: RegistrationStatus[] } {
  if (columns === 'all') return { sort: 'created' }
  return { sort: training === undefined ? 'created' : 'name', status: status ?? ['confirmed', 'attended'] }
}

/**
 * Returns whether a person wants credit: they said so, or gave a license if the form does not ask.
 */
function wantsCredit(row: Registration): boolean {
  const answers = JSON.parse(row.answers) as AdminRegistration['answers']
  const sensitive = JSON.parse(row.sensitive) as AdminRegistration['answers']
  return answers['credit'] === true || 'licenceNumber' in sensitive || 'licenceState' in sensitive
}

/**
 * Yields a CSV file of the registrations that match a filter, oldest first. It reads page by page,
 * so that neither memory nor the length of a read grows with their number.
 */
export async function* writeCsv(system: System, query: CsvQuery): AsyncGenerator<string> {
  const trainingId = await trainingIdOf(system, query.training)
  const columns = [...columnSets[query.columns], ...(query.sensitive ? sensitiveColumns[query.columns] : [])]
  yield byteOrderMark + writeRow(columns.map(([heading]) => heading))
  const { sort, ...status } = orderOf(query)
  let cursor: string | null | undefined
  do {
    const filtered = filterBy(system.db.reader, { ...query, ...status }, trainingId)
    const { page, nextCursor }: Awaited<ReturnType<typeof readPage>> = await readPage(filtered, {
      sort,
      limit: pageRows,
      cursor,
    })
    const listed = query.columns === 'credit' ? page.filter(wantsCredit) : page
    const rows = await present(system.db.reader, listed, query.sensitive)
    yield rows.map((row) => writeRow(columns.map(([, read]) => writeAnswer(read(row))))).join('')
    cursor = nextCursor
  } while (cursor !== null)
}
