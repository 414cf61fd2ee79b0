/** Excel reads a file as UTF-8 only if it starts with this. */
export const byteOrderMark = '\uFEFF'

// Characters that start a formula in spreadsheets, also in full-width form and after blanks (OWASP,
// CSV injection).
const formula = /^\s*[=+\-@\t\r\n＝＋－＠]/u
// The same inside a value. A spreadsheet whose list separator is not the comma takes our quotes for
// part of the text, so that its separator, or a line break, begins another cell.
const formulaInside = /([;|\t\r\n][\s"]*)(?=[=+\-@＝＋－＠])/gu
// Most cells: nothing in them begins a formula, ends a cell, or needs escaping.
const plain = /^[0-9A-Za-z][^";|\t\r\n]*$/

/**
 * Returns what stands between the quotes of a cell. What a spreadsheet would run as a formula gets
 * an apostrophe in front.
 */
function escapeCell(value: string): string {
  if (value === '' || plain.test(value)) return value
  const defused = (formula.test(value) ? `'${value}` : value).replace(formulaInside, `$1'`)
  return defused.replaceAll('"', '""')
}

/**
 * Finds every line, with this character before its cells, that needs more than quotes, and some
 * that do not: to look at a line once takes a third less time than at each cell. A character that
 * takes two bytes would double the line.
 */
const before = '¶'
const special = /["\t\r]|[¶;|\n][\s"]*[\n=+\-@＝＋－＠]/u

/** Returns cells as a line. All are quoted. */
export function writeRow(cells: readonly string[]): string {
  let line = ''
  for (const cell of cells) line += before + cell
  return `"${(special.test(line) ? cells.map(escapeCell) : cells).join('","')}"\r\n`
}
