import { lastRow, UnreadableList } from './unreadable.ts'

const separators = ['\t', ';', ',', '|'] as const

/** Returns what the bytes of a text file say: UTF-8, UTF-16 as Excel writes it, or Windows' Latin letters. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const text = decodeUtf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes)
  if (text.includes('\0')) throw new UnreadableList('kind')
  return text
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const invisible = /(?![\u200C\u200D])\p{Cf}/gu

/** Returns the text of a cell without what cannot be seen. */
export const cleanCell = (text: string): string => text.replace(invisible, '').trim()

/** Divides a CSV file, or cells that were copied from a spreadsheet, into rows. */
export function readRowsOfText(given: string): string[][] {
  const text = given.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  // Excel's own way to name the separator.
  const named = /^sep=(.)\n/.exec(text)
  const body = named ? text.slice(named[0].length) : text
  const rows = splitRows(body, named?.[1] ?? separatorOf(body))
  return named ? [[], ...rows] : rows
}

/** The one that most lines have the most of. Names are written with commas, so those count last. */
function separatorOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .filter((line) => line.trim() !== '')
  const share = (one: string) => lines.filter((line) => line.includes(one)).length / lines.length
  return separators.find((one) => share(one) > 0.5) ?? separators.find((one) => text.includes(one)) ?? ','
}

/**
 * A quoted cell can hold separators and line ends. A quote that is never closed is part of its
 * cell: the rest of the list must not end up in it.
 */
function splitRows(text: string, separator: string): string[][] {
  const rows: string[][] = [[]]
  let at = 0
  /** Looking for the end of a quote goes over characters again. Past this, quotes are letters. */
  let patience = 2 * text.length
  const end = () => {
    const found = findEnd(text, separator, at)
    return found === -1 ? text.length : found
  }
  while (at <= text.length) {
    const quoted = text[at] === '"' && patience > 0 ? readQuoted(text, separator, at) : undefined
    if (quoted) patience -= quoted.looked
    if (quoted?.cell !== undefined) at = quoted.end
    const start = at
    at = end()
    rows.at(-1)?.push(quoted?.cell ?? text.slice(start, at))
    // Each takes memory, also if it is blank.
    if (text[at] === '\n' && rows.push([]) > lastRow) throw new UnreadableList('people', lastRow + 1)
    at += 1
  }
  return rows
}

const findEnd = (text: string, separator: string, from: number): number => {
  for (let at = from; at < text.length; at++) if (text[at] === separator || text[at] === '\n') return at
  return -1
}

/** Returns what stands between quotes, and where that ends; no cell if it does not end like one. */
function readQuoted(text: string, separator: string, start: number) {
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) return { looked: text.length - start }
    const next = text[quote + 1]
    if (next !== '"') {
      const looked = quote - start
      const isEnd = next === undefined || next === separator || next === '\n'
      const cell = text.slice(start + 1, quote)
      // Two people on two lines, and a quote in each, are no cell.
      const isTwo = cell.includes('\n') && cell.includes('@')
      return isEnd && !isTwo ? { looked, cell: cell.replaceAll('""', '"'), end: quote + 1 } : { looked }
    }
    at = quote + 2
  }
}
