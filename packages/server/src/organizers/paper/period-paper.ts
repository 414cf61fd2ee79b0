import { drawText, openPdf, type Pdf, paper, writePages } from '../../platform/pdf/pdf.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import type { SentFile } from '../files/files.ts'
import { nameOf, sayPeriod, tableOf, titleOf } from '../files/reports/period-file.ts'
import { type PeriodQuery, reportOnPeriod } from '../files/reports/period-report.ts'

const margin = 48
const width = paper.width - 2 * margin
const headHeight = 92
const rowHeight = 24
const footHeight = 46
const countWidth = 62
const rowsPerPage = Math.floor((paper.height - 2 * margin - headHeight - footHeight) / rowHeight) - 1

/**
 * Opens the report about a period as a PDF, for a board or a sponsor.
 * @throws {ProblemError} `not-found`, `invalid-input`
 */
export async function openPeriodPaper(system: System, query: PeriodQuery): Promise<SentFile> {
  const report = await reportOnPeriod(system, query)
  const { lang } = query
  const title = titleOf(report, lang)
  const pdf = await openPdf(system, { title, size: paper })
  const [headings = [''], ...rows] = tableOf(report, lang)
  const count = Math.max(1, Math.ceil(rows.length / rowsPerPage))
  const pages = Array.from({ length: count }, (_, index) => () => {
    drawHead(pdf, title, [sayPeriod(report, lang), say(lang, 'admin.period.held', { count: report.trainings })])
    const isLast = index === count - 1
    drawTable(pdf, [headings, ...rows.slice(index * rowsPerPage, (index + 1) * rowsPerPage)], isLast)
    drawFoot(pdf, say(lang, 'admin.period.steps'), say(lang, 'admin.sheet.page', { page: index + 1, pages: count }))
  })
  return { name: `${nameOf(report)}.pdf`, type: 'application/pdf', isShown: true, body: writePages(pdf, pages) }
}

function drawHead(pdf: Pdf, title: string, lines: readonly string[]): void {
  drawText(pdf, title, { x: margin, y: margin, width, height: 26 }, { weight: 'bold', size: 18 })
  for (const [index, text] of lines.entries())
    drawText(pdf, text, { x: margin, y: margin + 30 + index * 17, width, height: 16 }, { size: 11 })
}

/** Draws the headings and the rows. The last row of all is their sum. */
function drawTable(pdf: Pdf, rows: readonly (readonly string[])[], endsWithSum: boolean): void {
  const top = margin + headHeight - rowHeight
  const counts = (rows[0]?.length ?? 1) - 1
  const labelWidth = width - counts * countWidth
  for (const [index, cells] of rows.entries()) {
    const isBold = index === 0 || (endsWithSum && index === rows.length - 1)
    const y = top + index * rowHeight
    drawLine(pdf, y + rowHeight, index === 0 ? '#444444' : '#cccccc')
    for (const [at, text] of cells.entries())
      drawText(
        pdf,
        text,
        at === 0
          ? { x: margin, y, width: labelWidth - 8, height: rowHeight }
          : { x: margin + labelWidth + (at - 1) * countWidth + 4, y, width: countWidth - 4, height: rowHeight },
        { size: index === 0 ? 9 : 11, weight: isBold ? 'bold' : 'regular', align: at === 0 ? 'left' : 'right' },
      )
  }
}

function drawLine({ context }: Pdf, y: number, color: string): void {
  context.lineWidth = 0.75
  context.strokeStyle = color
  context.beginPath()
  context.moveTo(margin, y)
  context.lineTo(paper.width - margin, y)
  context.stroke()
}

function drawFoot(pdf: Pdf, note: string, pageNumber: string): void {
  const box = { x: margin, y: paper.height - margin - footHeight + 8, width, height: footHeight - 8 }
  drawText(pdf, note, { ...box, width: width - 90 }, { size: 9 })
  drawText(pdf, pageNumber, box, { size: 9, align: 'right' })
}
