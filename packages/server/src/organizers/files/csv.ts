import { setImmediate as pause } from 'node:timers/promises'

/** Excel reads a file as UTF-8 only if it starts with this. */
export const byteOrderMark = '\uFEFF'

// Characters that start a formula in spreadsheets, also in full-width form and after blanks (OWASP,
// CSV injection).
const formula = /^\s*[=+\-@\t\r\n＝＋－＠]/u
// The same inside a value. A spreadsheet whose list separator is not the comma takes our quotes for
// part of the text, so that its separator, or a line break, begins another cell.
const betweenCells = /[;|\t\r\n][\s";|]*/gu
const beginsFormula = /^[=+\-@＝＋－＠]/u
// Most cells: nothing in them begins a formula, ends a cell, or needs escaping.
const plain = /^[0-9A-Za-z][^";|\t\r\n]*$/

/**
 * Returns what stands between the quotes of a cell. What a spreadsheet would run as a formula gets
 * an apostrophe in front.
 */
function escapeCell(value: string): string {
  if (value === '' || plain.test(value)) return value
  const begun = formula.test(value) ? `'${value}` : value
  // Each row of separators and blanks is gone through once, however long it is.
  const defused = begun.replace(betweenCells, (between, at: number) =>
    beginsFormula.test(begun.charAt(at + between.length)) ? `${between}'` : between,
  )
  return defused.replaceAll('"', '""')
}

/** Returns cells as a line. All are quoted. */
export const writeRow = (cells: readonly string[]): string => `"${cells.map(escapeCell).join('","')}"\r\n`

const charactersAtOnce = 24_000

/** Yields rows as lines, in portions that take a moment to write, and leaves the thread to others. */
export async function* writeRows(rows: Iterable<readonly string[]>): AsyncGenerator<string> {
  let text = ''
  for (const row of rows) {
    text += writeRow(row)
    if (text.length < charactersAtOnce) continue
    yield text
    text = ''
    await pause()
  }
  if (text !== '') yield text
}
