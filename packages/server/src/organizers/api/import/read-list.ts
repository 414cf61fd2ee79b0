import { importLimits } from '@training-signup/contract'
import { cleanCell, decodeText, readRowsOfText } from './read-text.ts'
import { readXlsx } from './read-xlsx.ts'
import { isZip } from './read-zip.ts'
import { lastRow, UnreadableList } from './unreadable.ts'

/** The rows of a list: index 0 is row 1, as a spreadsheet numbers them. */
export type Rows = readonly (readonly string[])[]

const startsOf = { oldExcel: 'd0cf11e0', pdf: '25504446', rtf: '7b5c7274' } as const

/** Reads a file: a workbook, or a text with separators. */
export async function readListFile(bytes: Uint8Array): Promise<Rows> {
  if (bytes.length > importLimits.bytes) throw new UnreadableList('size')
  const start = Buffer.from(bytes.subarray(0, 4)).toString('hex')
  // A workbook with a password begins like that, too.
  if (start === startsOf.oldExcel) throw new UnreadableList('old-excel')
  if (start === startsOf.pdf || start === startsOf.rtf) throw new UnreadableList('kind')
  return isZip(bytes) ? boundedCells(await readXlsx(bytes)) : readListText(decodeText(bytes))
}

/** Reads cells that were pasted, or the text of a CSV file. */
export function readListText(text: string): Rows {
  if (text.length > importLimits.bytes) throw new UnreadableList('size')
  return withOwnAddresses(bounded(readRecipients(text) ?? readRowsOfText(text)))
}

/**
 * Returns the rows as they are kept, without blank ones at the end.
 * @throws {UnreadableList} if there are more people, columns, or letters than one list can have
 */
export const bounded = (rows: Rows): Rows => boundedCells(rows.map((row) => row.map(cleanCell)))

/** A workbook can name one long text in a million cells, so nothing here goes through the texts. */
function boundedCells(rows: Rows): Rows {
  const cells = rows.map((row) => trimmed(row))
  const filled = cells.filter((row) => row.length > 0).length
  if (filled === 0) throw new UnreadableList('empty')
  // One may hold headings.
  if (filled > importLimits.people + 1) throw new UnreadableList('people')
  let characters = 0
  for (const [index, row] of cells.entries()) {
    if (row.length > importLimits.columns) throw new UnreadableList('columns', index + 1)
    for (const cell of row) {
      characters += cell.length
      if (cell.length > importLimits.cell) throw new UnreadableList('cell', index + 1)
    }
  }
  if (characters > importLimits.characters) throw new UnreadableList('characters')
  return trimmedRows(cells)
}

const trimmed = (row: readonly string[]): readonly string[] =>
  row.slice(0, row.findLastIndex((cell) => cell !== '') + 1)
const trimmedRows = (rows: Rows): Rows => rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1)

/** What ends an address where other words stand around it. */
const around = /[\s<>()[\]",;:|]/

/** Finds an address among other words. Looks at each letter once. */
function findAddress(cell: string): { start: number; end: number } | undefined {
  const at = cell.indexOf('@')
  if (at === -1) return undefined
  let [start, end] = [at, at + 1]
  while (start > 0 && !around.test(cell.charAt(start - 1))) start -= 1
  while (end < cell.length && !around.test(cell.charAt(end))) end += 1
  return { start, end }
}

/** Returns the rows of recipients as a mail program writes them, like “Ada Reyes <ada@kcpd.org>; …”. */
function readRecipients(text: string): string[][] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0 || !lines.every((line) => /<[^<>@]*@[^<>]*>/.test(line))) return undefined
  const all = lines.flatMap((line) => line.split(/(?<=>)[\s,;]*/, lastRow + 1))
  if (all.length > lastRow) throw new UnreadableList('people')
  return all.map((one) => [one])
}

/** Gives addresses a column of their own where a list has only one column, like “Ada Reyes ada@kcpd.org”. */
function withOwnAddresses(rows: Rows): Rows {
  const isOneColumn = rows.every((row) => row.length < 2)
  const hasWords = rows.some(([cell = '']) => {
    const found = findAddress(cell)
    return found && found.end - found.start < cell.length
  })
  if (!isOneColumn || !hasWords) return rows
  return rows.map(([cell = '']) => {
    const { start, end } = findAddress(cell) ?? { start: cell.length, end: cell.length }
    return [bare(cell.slice(0, start)), cell.slice(start, end), bare(cell.slice(end))]
  })
}

/** Without the brackets and dashes around an address. */
const bare = (text: string): string => text.replace(/^[\s<>()"'\p{Pd}:,]{0,20}|[\s<>()"'\p{Pd}:,]{0,20}$/gu, '')
