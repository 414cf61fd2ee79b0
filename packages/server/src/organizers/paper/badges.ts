import { type Box, canDraw, drawText, inch, openPdf, type Pdf, paper, writePages } from '../../platform/pdf/pdf.ts'
import type { System } from '../../platform/system.ts'
import { pickText, say } from '../../words/index.ts'
import { findPaperPeople, type PaperPerson, type PaperQuery } from './paper-people.ts'

interface Sheet {
  columns: number
  rows: number
  width: number
  height: number
  /** From the left edge of a label to that of the next one, and the same from top to top. */
  stepX: number
  stepY: number
}

/**
 * Sheets of labels on Letter paper, by their makers’ numbers. All stand in the middle of the paper.
 */
const sheets = {
  '5395': { columns: 2, rows: 4, width: 3.375 * inch, height: (7 / 3) * inch, stepX: 3.75 * inch, stepY: 2.5 * inch },
  '5390': { columns: 2, rows: 4, width: 3.5 * inch, height: 2.25 * inch, stepX: 3.5 * inch, stepY: 2.25 * inch },
  '74459': { columns: 2, rows: 3, width: 4 * inch, height: 3 * inch, stepX: 4 * inch, stepY: 3 * inch },
} as const satisfies Record<string, Sheet>
type SheetName = keyof typeof sheets
/** The first one is the most usual. */
export const sheetNames = ['5395', '5390', '74459'] as const satisfies readonly SheetName[]

export interface BadgeQuery extends PaperQuery {
  sheet: SheetName
  /** Whether badges name agencies at all. */
  agencies: boolean
}

/**
 * Yields badges on sheets of labels, as a PDF. The first name can be read from across a table.
 * @throws {ProblemError} `not-found`, `invalid-input`
 */
export async function openBadges(system: System, query: BadgeQuery): Promise<AsyncGenerator<Uint8Array>> {
  const { training, people } = await findPaperPeople(system, query)
  const { lang } = query
  const title = `${say(lang, 'admin.badges')}: ${pickText(training.input.title, lang)}`
  const pdf = await openPdf(system, { title, size: paper })
  const sheet = sheets[query.sheet]
  const perPage = sheet.columns * sheet.rows
  const pages = Math.max(1, Math.ceil(people.length / perPage))
  return writePages(
    pdf,
    Array.from({ length: pages }, (_, index) => () => {
      for (const [at, person] of people.slice(index * perPage, (index + 1) * perPage).entries())
        drawBadge(pdf, person, boxOf(sheet, at), query.agencies)
    }),
  )
}

function boxOf({ columns, rows, width, height, stepX, stepY }: Sheet, at: number): Box {
  const left = (paper.width - (columns - 1) * stepX - width) / 2
  const top = (paper.height - (rows - 1) * stepY - height) / 2
  return { x: left + (at % columns) * stepX, y: top + Math.floor(at / columns) * stepY, width, height }
}

const padding = 12

/**
 * Draws first name, last name, and agency below each other. Whatever is long is smaller, and whole.
 * Below a reference number there is room to write a name that can’t be printed.
 */
function drawBadge(pdf: Pdf, person: PaperPerson, label: Box, agencies: boolean): void {
  const { reference, familyName, agency, hidesAgency } = person
  const firstName = person.preferredName || person.givenName
  const isPrinted = canDraw(pdf, firstName + familyName)
  const [x, width, height] = [label.x + padding, label.width - 2 * padding, label.height - 2 * padding]
  const top = label.y + padding
  const box = (from: number, to: number): Box => ({ x, y: top + from * height, width, height: (to - from) * height })
  // It is the name of someone who asked for none.
  if (firstName === '') {
    drawText(pdf, reference, box(0.2, 0.7), { size: 40, weight: 'bold', align: 'center' })
    return
  }
  const shown = agencies && !hidesAgency && canDraw(pdf, agency) ? agency : ''
  const name = [
    { text: firstName, box: box(0, 0.5), size: 40, weight: 'bold' },
    { text: familyName, box: box(0.52, 0.74), size: 20, weight: 'regular' },
  ] as const
  const lines = [
    ...(isPrinted ? name : [{ text: reference, box: box(0, 0.14), size: 13, weight: 'regular' } as const]),
    { text: shown, box: box(0.76, 1), size: 13, weight: 'regular' },
  ] as const
  for (const { text, box: own, size, weight } of lines)
    if (text !== '') drawText(pdf, text, own, { size, weight, align: 'center' })
}
