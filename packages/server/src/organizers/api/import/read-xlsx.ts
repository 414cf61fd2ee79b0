import { importLimits } from '@training-signup/contract'
import { cleanCell } from './read-text.ts'
import { attributeOf, eachTag, mostWritten, readText, readXml, type XmlTag } from './read-xml.ts'
import { openZip, type ReadPart } from './read-zip.ts'
import { lastRow, UnreadableList } from './unreadable.ts'

/** Unpacked. A sheet of 2,000 people takes a tenth of that. */
const mostPartBytes = 16 * 1024 * 1024
const mostListBytes = 1024 * 1024

/**
 * Reads the first sheet of a workbook as texts, row by row. A formula is what it last came to, as
 * a text: nothing is calculated. The libraries that read workbooks unpack and keep the whole file
 * before one can count.
 */
export async function readXlsx(bytes: Uint8Array): Promise<string[][]> {
  const readPart = openZip(bytes)
  const sheet = await readPart(await findFirstSheet(readPart), mostPartBytes)
  if (sheet === undefined) throw new UnreadableList('kind')
  const shared = await readSharedTexts((await readPart('xl/sharedStrings.xml', mostPartBytes)) ?? '')
  return readRows(sheet, shared)
}

/** Returns where the sheet is that stands first and is not hidden. */
async function findFirstSheet(readPart: ReadPart): Promise<string> {
  const workbook = await readPart('xl/workbook.xml', mostListBytes)
  if (workbook === undefined) throw new UnreadableList('kind')
  const sheets = [...readXml(workbook)].filter((tag) => tag.name === 'sheet' && !tag.isEnd)
  const first = sheets.find((tag) => (attributeOf(tag, 'state') ?? 'visible') === 'visible')
  const id = first && attributeOf(first, 'id')
  const relations = (await readPart('xl/_rels/workbook.xml.rels', mostListBytes)) ?? ''
  const relation = [...readXml(relations)].find(
    (tag) => tag.name === 'Relationship' && id !== undefined && attributeOf(tag, 'Id') === id,
  )
  const target = relation && attributeOf(relation, 'Target')
  if (target === undefined) throw new UnreadableList('broken')
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

/** The texts that cells name by their place, cleaned once for all of them. How it is spoken is no part of a text. */
async function readSharedTexts(xml: string): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  let isSpoken = false
  await eachTag(xml, (tag) => {
    if (tag.name === 'rPh') isSpoken = !tag.isEnd
    else if (tag.name === 't' && tag.isEnd && !isSpoken) text += tag.text
    else if (tag.name === 'si' && (tag.isEnd || tag.isEmpty)) {
      texts.push(cellText(text))
      text = ''
    }
  })
  return texts
}

/** A cell that is being read. */
interface Cell {
  column: number
  type: string
  text: string
}

async function readRows(xml: string, shared: readonly string[]): Promise<string[][]> {
  const rows: string[][] = []
  let row: string[] = []
  let cell: Cell | undefined
  let before: Cell | undefined
  let number = 0
  await eachTag(xml, (tag) => {
    if (tag.name === 'row' && !tag.isEnd) {
      number = Number(attributeOf(tag, 'r') ?? number + 1)
      row = []
    } else if (tag.name === 'c' && !tag.isEnd) cell = startCell(tag, before, row)
    else if (cell && tag.isEnd && (tag.name === 'v' || tag.name === 't')) cell.text += tag.text
    if (cell && tag.name === 'c' && (tag.isEnd || tag.isEmpty)) {
      endCell(row, cell, shared, number)
      before = cell
      cell = undefined
    }
    if (tag.name === 'row' && tag.isEnd && row.length > 0) putRow(rows, row, number)
  })
  return rows
}

function startCell(tag: XmlTag, before: Cell | undefined, row: readonly string[]): Cell {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(attributeOf(tag, 'r') ?? '')?.[0]
  const next = row.length === 0 ? 0 : (before?.column ?? -1) + 1
  const column = letters === undefined ? next : columnOf(letters)
  return { column, type: attributeOf(tag, 't') ?? 'n', text: '' }
}

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

function endCell(row: string[], { column, type, text: raw }: Cell, shared: readonly string[], number: number): void {
  const text = type === 's' ? (shared[Number(raw)] ?? '') : type === 'n' ? cleanCell(plainNumber(raw)) : cellText(raw)
  if (text === '') return
  if (column >= importLimits.columns) throw new UnreadableList('columns', number)
  while (row.length < column) row.push('')
  row[column] = text
}

function putRow(rows: string[][], row: string[], number: number): void {
  if (!Number.isSafeInteger(number) || number <= rows.length) throw new UnreadableList('broken')
  if (number > lastRow) throw new UnreadableList('people', number)
  while (rows.length < number - 1) rows.push([])
  rows.push(row)
}

/** A long number, like that of a phone, comes as 8.165550100E9. */
const plainNumber = (raw: string): string => {
  const text = raw.trim()
  const number = /e/i.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(number) ? String(number) : text
}

/**
 * Returns what is kept of a text. Spreadsheets write a character that XML cannot hold as `_x000D_`.
 * A text that is too long stays as it is: where a cell names it, it is refused.
 */
const cellText = (raw: string): string =>
  raw.length > mostWritten ? raw : cleanCell(readText(raw).replace(/_x([\dA-Fa-f]{4})_/g, characterOf))

const characterOf = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))
