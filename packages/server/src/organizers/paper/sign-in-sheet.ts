import type { Language, TrainingInput } from '@training-signup/contract'
import { capitalized, dayAfter, formatDay, instantOf } from '../../core/trainings/local-time.ts'
import { formatPeriod, instantsOf } from '../../core/trainings/period.ts'
import { type Box, canDraw, drawText, openPdf, type Pdf, paper, writePages } from '../../platform/pdf/pdf.ts'
import type { System } from '../../platform/system.ts'
import { pickText, say, sayList, type WordKey } from '../../words/index.ts'
import { findPaperPeople, type PaperPerson, type PaperQuery } from './paper-people.ts'

export interface SheetQuery extends PaperQuery {
  /** Whether license numbers are left to write in, or printed with their last characters only. */
  license: 'blank' | 'masked'
  /**
   * Rows without a name, for people who come without a registration. The last page is filled up.
   */
  blank: number
}

const page = { width: paper.height, height: paper.width }
const margin = 36
const headHeight = 68
const headingsHeight = 26
/** Two fingers high, to sign in. */
const rowHeight = 27
const footHeight = 18
const footNumberWidth = 80
const rowsPerPage = Math.floor((page.height - 2 * margin - headHeight - headingsHeight - footHeight) / rowHeight)

const columns = [
  { key: 'number', width: 26 },
  { key: 'name', width: 166 },
  { key: 'agency', width: 142 },
  { key: 'license', width: 92 },
  { key: 'amIn', width: 42 },
  { key: 'amOut', width: 42 },
  { key: 'pmIn', width: 42 },
  { key: 'pmOut', width: 42 },
  { key: 'signature', width: 126 },
] as const satisfies readonly { key: string; width: number }[]

interface Head {
  title: string
  when: string
  place: string
  provider: string
}

/**
 * Yields a sheet to sign when coming and going, as a PDF. Every page names the training. It has no
 * address and no number of a phone: it lies where everyone can read it.
 * @throws {ProblemError} `not-found`, `invalid-input`
 */
export async function openSignInSheet(system: System, query: SheetQuery): Promise<AsyncGenerator<Uint8Array>> {
  const { training, people } = await findPaperPeople(system, query)
  const { lang } = query
  const heads = headsOf(training.input, training.row, lang)
  const pdf = await openPdf(system, {
    title: `${say(lang, 'admin.sheet')}: ${pickText(training.input.title, lang)}`,
    size: page,
  })
  const rows = people.map((person) => cellsOf(pdf, person, query.license))
  const pagesPerDay = Math.max(1, Math.ceil((rows.length + query.blank) / rowsPerPage))
  const pages = heads.length * pagesPerDay
  const drawPage = (head: Head, index: number, before: number) => () => {
    const shown = rows.slice(index * rowsPerPage, (index + 1) * rowsPerPage)
    drawHead(pdf, head)
    drawTable(pdf, lang, shown, index * rowsPerPage)
    const notes = [
      say(lang, 'admin.sheet.note'),
      shown.some(({ isWhole }) => !isWhole) && say(lang, 'admin.sheet.letters'),
    ]
    const pageNumber = say(lang, 'admin.sheet.page', { page: before + index + 1, pages })
    drawFoot(pdf, notes.filter(Boolean).join(' '), pageNumber)
  }
  return writePages(
    pdf,
    heads.flatMap((head, day) =>
      Array.from({ length: pagesPerDay }, (_, index) => drawPage(head, index, day * pagesPerDay)),
    ),
  )
}

/** Returns the head of each day's sheet. */
function headsOf(input: TrainingInput, row: { starts_at: string; ends_at: string }, lang: Language): Head[] {
  const head = headOf(input, row, lang)
  const days = daysOf(input)
  if (days.length === 1) return [head]
  return days.map((day, index) => {
    const which = { day: formatDay(day, lang), number: index + 1, count: days.length }
    return { ...head, when: capitalized(say(lang, 'admin.sheet.day', which)) }
  })
}

/** A training that goes on past midnight is still of one day, and no training has more days. */
const [oneDayHours, mostDays] = [18, 14]
const hourMs = 60 * 60_000

/** Returns the days on which people sign in. */
export function daysOf({ start, end, timeZone }: Pick<TrainingInput, 'start' | 'end' | 'timeZone'>): string[] {
  const hours = (Date.parse(instantOf(end, timeZone)) - Date.parse(instantOf(start, timeZone))) / hourMs
  const first = start.slice(0, 10)
  const days = Array.from({ length: mostDays }, (_, index) => dayAfter(first, index))
  // At midnight, a day is over that has not begun.
  return hours <= oneDayHours ? [first] : days.filter((day) => `${day}T00:00` < end)
}

function headOf(input: TrainingInput, row: { starts_at: string; ends_at: string }, lang: Language): Head {
  const { venue, presenter, organizer, onlineUrl } = input
  const place = venue && [venue.name, venue.street, venue.city].filter((one) => one !== undefined).join(', ')
  const trainers = sayList(lang, presenter?.trainers ?? [])
  const provider = presenter?.name ?? organizer?.name ?? ''
  return {
    title: pickText(input.title, lang),
    when: formatPeriod(row.starts_at, row.ends_at, input.timeZone, lang, instantsOf(input)),
    place: place ?? onlineUrl ?? '',
    provider: provider && trainers ? `${provider} (${trainers})` : provider || trainers,
  }
}

interface Row {
  /** The texts of the first columns. The others are left to write in. */
  cells: readonly [name: string, agency: string, license: string]
  /** Whether all of it can be printed. */
  isWhole: boolean
}

function cellsOf(pdf: Pdf, { reference, ...person }: PaperPerson, mode: SheetQuery['license']): Row {
  const { givenName, familyName, agency, license } = person
  const name = givenName === '' ? reference : familyName === '' ? givenName : `${familyName}, ${givenName}`
  const shown = mode === 'masked' ? mask(license) : ''
  const orDash = (text: string) => (canDraw(pdf, text) ? text : '–')
  return {
    cells: [canDraw(pdf, name) ? name : reference, orDash(agency), orDash(shown)],
    isWhole: canDraw(pdf, name + agency + shown),
  }
}

const shownCharacters = 3

/** Shows the end of a license number, by which its owner knows it. */
const mask = (license: string): string =>
  license.length > shownCharacters ? `•••${license.slice(-shownCharacters)}` : license === '' ? '' : '•••'

function drawHead(pdf: Pdf, { title, when, place, provider }: Head): void {
  const width = page.width - 2 * margin
  drawText(pdf, title, { x: margin, y: margin - 4, width, height: 22 }, { weight: 'bold', size: 16 })
  for (const [index, text] of [when, place, provider].entries())
    drawText(pdf, text, { x: margin, y: margin + 18 + index * 14, width, height: 14 }, { size: 11 })
}

function drawTable(pdf: Pdf, lang: Language, rows: readonly Row[], before: number): void {
  const top = margin + headHeight
  drawGrid(pdf, top)
  for (const [at, { key }] of columns.entries()) {
    const word = say(lang, `admin.sheet.${key}` satisfies WordKey)
    drawText(pdf, word, inset(boxOf(at, top, headingsHeight)), { weight: 'bold', size: 9, align: alignOf(at) })
  }
  for (let index = 0; index < rowsPerPage; index++) {
    const y = top + headingsHeight + index * rowHeight
    for (const [at, text] of [String(before + index + 1), ...(rows[index]?.cells ?? [])].entries())
      drawText(pdf, text, inset(boxOf(at, y, rowHeight)), { size: at === 1 ? 12 : 10, align: alignOf(at) })
  }
}

const alignOf = (at: number) => (at === 0 || (at > 3 && at < 8) ? 'center' : 'left')

const lefts = columns.map((_, at) => margin + columns.slice(0, at).reduce((sum, { width }) => sum + width, 0))
const boxOf = (at: number, y: number, height: number): Box => ({
  x: lefts[at] ?? margin,
  y,
  width: columns[at]?.width ?? 0,
  height,
})
const inset = ({ x, y, width, height }: Box): Box => ({ x: x + 4, y: y + 2, width: width - 8, height: height - 4 })

function drawGrid({ context }: Pdf, top: number): void {
  const bottom = top + headingsHeight + rowsPerPage * rowHeight
  const right = page.width - margin
  context.fillStyle = '#eeeeee'
  context.fillRect(margin, top, right - margin, headingsHeight)
  context.lineWidth = 0.75
  context.strokeStyle = '#777777'
  context.beginPath()
  const draw = (x: number, y: number, toX: number, toY: number) => {
    context.moveTo(x, y)
    context.lineTo(toX, toY)
  }
  for (const x of [...lefts, right]) draw(x, top, x, bottom)
  draw(margin, top, right, top)
  for (let index = 0; index <= rowsPerPage; index++) {
    const y = top + headingsHeight + index * rowHeight
    draw(margin, y, right, y)
  }
  context.stroke()
}

function drawFoot(pdf: Pdf, note: string, pageNumber: string): void {
  const box = { x: margin, y: page.height - margin - 10, width: page.width - 2 * margin, height: 14 }
  drawText(pdf, note, { ...box, width: box.width - footNumberWidth }, { size: 9 })
  drawText(pdf, pageNumber, box, { size: 9, align: 'right' })
}
