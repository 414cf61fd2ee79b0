import { Readable } from 'node:stream'
import { setImmediate as pause } from 'node:timers/promises'
import { crc32, createDeflateRaw } from 'node:zlib'
import type { Language } from '@training-signup/contract'
import type { ZipInputFile } from 'fflate'
import { say } from '../../words/index.ts'
import type { FileColumn } from './columns.ts'
import type { Table } from './export-query.ts'
import type { ExportRow } from './read-rows.ts'
import { contentTypes, escapeXml, relations, styleOf, styles, workbook, workbookRelations } from './xlsx-parts.ts'

/** A text, a number, or a local time as the number that spreadsheets show as one. */
export type Cell = string | number | { serial: number }

export interface Sheet {
  columns: Pick<FileColumn, 'heading' | 'width'>[]
  pages: AsyncIterable<Cell[][]> | Iterable<Cell[][]>
}

/** More rows of a sheet than this, with its heading, make Excel call the file broken. */
const rowsPerSheet = 1_048_576 - 1
/** The same for the characters of a cell. A CSV file has all of them. */
const charactersPerCell = 32_767

/** Returns a table's rows as cells. */
export const sheetOf = ({ columns, pages }: Table): Sheet => ({ columns, pages: cellsOf(columns, pages) })

/** Characters that are written as one text. */
const charactersAtOnce = 32_768

async function* cellsOf(columns: readonly FileColumn[], pages: Table['pages']): AsyncGenerator<Cell[][]> {
  for await (const page of pages) {
    let some: Cell[][] = []
    let characters = 0
    for (const row of page) {
      const cells = columns.map((column) => cellOf(column, row))
      some.push(cells)
      for (const cell of cells) if (typeof cell === 'string') characters += cell.length
      if (characters < charactersAtOnce) continue
      yield some
      some = []
      characters = 0
      await pause()
    }
    yield some
  }
}

function cellOf({ kind, read }: FileColumn, row: ExportRow): Cell {
  const value = read(row)
  return kind === 'time' && value !== '' ? { serial: row.training.times.serial(value) } : value
}

/**
 * Yields a workbook as it is made. Its parts are written by hand and zipped as they come: the
 * libraries that write workbooks hold a whole sheet in memory. Every text is a text for the
 * spreadsheet too, so none becomes a formula, and license numbers keep their zeros.
 */
export async function* writeXlsx(
  { columns, pages }: Sheet,
  lang: Language,
  most = rowsPerSheet,
): AsyncGenerator<Uint8Array> {
  const zip = await createZip()
  const rows = createRows(pages)
  let sheets = 0
  do {
    sheets += 1
    yield* zip.add(`xl/worksheets/sheet${sheets}.xml`, writeSheet(columns, rows, most, sheets === 1))
  } while (await rows.hasMore())
  const name = say(lang, 'admin.export.sheet')
  const parts = {
    'xl/workbook.xml': workbook(name, sheets),
    'xl/_rels/workbook.xml.rels': workbookRelations(sheets),
    'xl/styles.xml': styles(lang),
    '_rels/.rels': relations,
    '[Content_Types].xml': contentTypes(sheets),
  }
  for (const [path, text] of Object.entries(parts)) yield* zip.add(path, [text])
  yield* zip.end()
}

interface Rows {
  hasMore: () => Promise<boolean>
  /** Returns at most so many rows, of one page. */
  take: (most: number) => Cell[][]
}

/** Reads pages one after another. A page can be divided between two sheets. */
function createRows(pages: Sheet['pages']): Rows {
  const source = Symbol.asyncIterator in pages ? pages[Symbol.asyncIterator]() : pages[Symbol.iterator]()
  let page: Cell[][] = []
  return {
    async hasMore() {
      while (page.length === 0) {
        const { done, value } = await source.next()
        if (done) return false
        page = value
      }
      return true
    },
    take(most) {
      const taken = page.slice(0, most)
      page = page.slice(most)
      return taken
    },
  }
}

/** Yields one sheet: its heading stays in sight, and every column can be filtered. */
async function* writeSheet(columns: Sheet['columns'], rows: Rows, most: number, isFirst: boolean) {
  const widths = columns.map(
    ({ width }, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1" style="${styleOf.text}"/>`,
  )
  const headings = columns.map(({ heading }) => writeCell(heading, ` s="${styleOf.heading}"`)).join('')
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"${isFirst ? ' tabSelected="1"' : ''}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row>${headings}</row>`
  let count = 0
  while (count < most && (await rows.hasMore())) {
    const some = rows.take(most - count)
    count += some.length
    let text = ''
    for (const cells of some) {
      text += '<row>'
      for (const cell of cells) text += writeCell(cell)
      text += '</row>'
    }
    yield text
  }
  yield `</sheetData><autoFilter ref="A1:${columnName(columns.length)}${count + 1}"/></worksheet>`
}

// Spreadsheets drop such spaces unless told otherwise. To say it of every text would make a sheet
// half as long again.
const hasSpaces = /^\s|\s$|[\t\n\r]| {2}/

/** Writes a cell. Without a style it has the first one, which is that of texts. */
function writeCell(cell: Cell, style = ''): string {
  if (cell === '') return '<c/>'
  if (typeof cell === 'number') return `<c s="${styleOf.number}"><v>${cell}</v></c>`
  if (typeof cell === 'object') return `<c s="${styleOf.time}"><v>${cell.serial}</v></c>`
  const text = cell.length > charactersPerCell ? `${cell.slice(0, charactersPerCell - 1)}…` : cell
  const space = hasSpaces.test(text) ? ' xml:space="preserve"' : ''
  return `<c${style} t="inlineStr"><is><t${space}>${escapeXml(text)}</t></is></c>`
}

/** A, B, …, Z, AA, AB, … */
function columnName(count: number): string {
  const letter = String.fromCharCode(65 + ((count - 1) % 26))
  return count > 26 ? columnName(Math.floor((count - 1) / 26)) + letter : letter
}

/** Makes a zip file whose compression runs in threads of its own, and waits for its reader. */
async function createZip() {
  // Only loaded when needed.
  const { Zip } = await import('fflate')
  let made: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    made.push(chunk)
  })
  const take = () => {
    const taken = made
    made = []
    return taken
  }
  return {
    async *add(filename: string, texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
      const file: ZipInputFile = { filename, size: 0, crc: 0, compression: 8 }
      zip.add(file)
      const measured = async function* () {
        for await (const text of texts) {
          const bytes = Buffer.from(text)
          file.size += bytes.length
          file.crc = crc32(bytes, file.crc)
          yield bytes
        }
      }
      const compressed = Readable.from(measured()).compose(createDeflateRaw({ level: 1 }))
      for await (const chunk of compressed) {
        file.ondata?.(null, chunk as Uint8Array<ArrayBuffer>, false)
        yield* take()
      }
      file.ondata?.(null, new Uint8Array(), true)
      yield* take()
    },
    *end(): Generator<Uint8Array> {
      zip.end()
      yield* take()
    },
  }
}
