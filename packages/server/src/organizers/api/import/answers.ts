import type { Answer, Field, Person } from '@training-signup/contract'
import { roleFinder } from '../../../core/people/list-words.ts'
import { foldName } from '../../../core/people/person.ts'
import type { Column, Holds } from './columns.ts'
import { divideName } from './names.ts'
import { takeRank } from './ranks.ts'
import type { Rows } from './read-list.ts'

/** A row of a list as the answers of a person. */
export interface ListedPerson {
  row: number
  answers: Person
  /** What stood in the list, by the id of its question. */
  typed: Readonly<Record<string, string>>
}

export interface Reading {
  rows: Rows
  headings: boolean
  columns: readonly Column[]
  /** Answers for people whose row has none. */
  everyone: Readonly<Record<string, string>>
  fields: ReadonlyMap<string, Field>
}

type ReadCell = (cell: string) => Answer

/** Reads each row below the headings as a person. Blank rows are no one. */
export function readPeople({ rows, headings, columns, everyone, fields }: Reading): ListedPerson[] {
  const readers = new Map([...fields].map(([id, field]) => [id, cellReaderOf(field)]))
  const first = headings ? rows.findIndex((row) => row.length > 0) + 1 : 0
  return rows.flatMap((row, index) => {
    if (index < first || row.length === 0) return []
    const typed = typedIn(row, columns, fields)
    for (const [id, answer] of Object.entries(everyone)) if (fields.has(id) && answer !== '') typed[id] ||= answer
    const answers = Object.entries(typed).map(([id, cell]): [string, Answer] => [id, readers.get(id)?.(cell) ?? cell])
    return [{ row: index + 1, answers: Object.fromEntries(answers), typed }]
  })
}

/** Returns what a row says, by the id of its question. Without a prototype: ids are anyone's words. */
function typedIn(
  row: readonly string[],
  columns: readonly Column[],
  fields: Reading['fields'],
): Record<string, string> {
  const typed: Record<string, string> = Object.create(null) as Record<string, string>
  const put = (id: Holds, text: string) => {
    if (text !== '') typed[id] = typed[id] === undefined ? text : `${typed[id]} ${text}`
  }
  let rank = ''
  for (const [at, { holds }] of columns.entries()) {
    const cell = row[at] ?? ''
    const text = fields.get(holds)?.type === 'textarea' ? cell : cell.replace(/\s+/g, ' ')
    if (text === '' || holds === 'skip') continue
    if (holds === 'name') {
      const { rank: before, ...name } = divideName(text)
      rank ||= before
      for (const [id, part] of Object.entries(name)) put(id, part)
    } else if (holds === 'givenName') {
      const given = takeRank(text)
      rank ||= given.rank
      put('givenName', given.name)
    } else put(holds, text)
  }
  if (rank !== '' && typed['rank'] === undefined && fields.has('rank')) put('rank', rank)
  return typed
}

/**
 * Returns how a cell answers a question. What it can't be stays as it is, so that the check of
 * answers finds it.
 */
function cellReaderOf({ id, type, options = [] }: Field): ReadCell {
  if (type === 'checkbox') return readTick
  if (type === 'date') return readDate
  if (options.length === 0) return (cell) => cell
  const byText = new Map(options.flatMap(({ value, label }) => [value, label].map((text) => [foldName(text), value])))
  const findRole = id === 'role' ? roleFinder(options) : undefined
  const one = (cell: string): string => {
    const known = byText.get(foldName(cell)) ?? (id === 'language' ? languageIn(cell) : undefined)
    const role = findRole?.(cell)
    return known ?? (role?.isSure ? role.value : cell)
  }
  if (type !== 'checkboxes') return one
  return (cell) => {
    const whole = one(cell)
    return byText.has(foldName(whole)) ? [whole] : [...new Set(cell.split(/[;,|\n]/).map((part) => one(part.trim())))]
  }
}

const yes = new Set(['yes', 'y', 'true', '1', 'x', 'si', 's', '✓', '✔', '☑', 'checked'])
const no = new Set(['no', 'n', 'false', '0', '', 'none', '-', 'unchecked'])

const readTick: ReadCell = (cell) => {
  const word = foldName(cell)
  return yes.has(word) ? true : no.has(word) ? false : cell
}

const languageIn = (cell: string): string | undefined => {
  const word = foldName(cell)
  return /^(es|esp|spa|spanish|espanol)$/.test(word) ? 'es' : /^(en|eng|english|ingles)$/.test(word) ? 'en' : undefined
}

const dayMs = 86_400_000
/** Day 0 of spreadsheets, which take 1900 for a leap year. */
const dayZero = Date.UTC(1899, 11, 30)

/** Reads 3/6/2027 as March 6, as spreadsheets here write it, and the number that they keep instead. */
const readDate: ReadCell = (cell) => {
  const [, month, day, year] = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(cell) ?? []
  if (month && day && year) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const serial = /^\d{5}(?:\.\d{1,12})?$/.test(cell) ? Math.floor(Number(cell)) : undefined
  return serial === undefined ? cell : new Date(dayZero + serial * dayMs).toISOString().slice(0, 10)
}
