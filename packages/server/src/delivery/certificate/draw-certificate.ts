import { contentOf } from '../../core/credit/certificates.ts'
import type { CertificateRow } from '../../core/credit/standings.ts'
import { codeOf, quietZone } from '../../platform/html/qr-code.ts'
import {
  type Box,
  canDraw,
  drawText,
  heightOf,
  inch,
  openPdf,
  type Pdf,
  type Style,
  writePages,
} from '../../platform/pdf/pdf.ts'
import type { System } from '../../platform/system.ts'
import { type CertificateWords, certificateWords } from './certificate-words.ts'

/** Letter paper, on its side. */
const size = { width: 11 * inch, height: 8.5 * inch }
const left = 0.7 * inch
const right = size.width - 0.7 * inch
const accent = '#0b57d0'
const ink = '#1b1f24'
const muted = '#565a60'
const line = '#d8d9dc'
const tint = '#f3f6fc'

const side: Box = { x: right - 3.1 * inch, y: 0, width: 3.1 * inch, height: 0 }
const main = { x: left, width: side.x - 0.5 * inch - left }
const top = 1.1 * inch
const bottom = size.height - 1.65 * inch

/** Where a certificate’s number is checked: the page, and the address of one. */
export const checkAddress = ({ config }: Pick<System, 'config'>, serial?: string): string =>
  `${config.publicUrl}/c${serial === undefined ? '' : `/${serial}`}`

/** Yields a certificate as a PDF, drawn from what was stored when it was issued. */
export async function openCertificate(system: System, row: CertificateRow): Promise<AsyncGenerator<Uint8Array>> {
  const address = checkAddress(system).replace(/^https?:\/\//, '')
  const words = certificateWords(contentOf(row), row.serial, address)
  const pdf = await openPdf(system, { title: `${words.kind} ${row.serial}`, size })
  return writePages(pdf, [() => draw(pdf, words, checkAddress(system, row.serial))])
}

function draw(pdf: Pdf, words: CertificateWords, address: string): void {
  fill(pdf, { x: 0, y: 0, width: 0.2 * inch, height: size.height }, accent)
  rule(pdf, { x: 0.2 * inch, y: 0, width: 0.75, height: size.height }, ink)
  const head = { y: 0.5 * inch, height: 0.4 * inch }
  drawText(pdf, words.organizer, { x: left, width: 5.4 * inch, ...head }, { size: 12, weight: 'bold', color: ink })
  const kind = { x: right - 3.8 * inch, width: 3.8 * inch, ...head }
  drawText(pdf, words.kind, kind, { size: 12, align: 'right', color: muted })
  rule(pdf, { x: left, y: 1.02 * inch, width: right - left, height: 0.75 })
  drawMiddle(pdf, words)
  drawHours(pdf, words)
  drawFoot(pdf, words, address)
}

/** As high as a name, with room above it. */
const lineToWriteOn = 50

interface Part {
  text: string
  style: Style
  most: number
  gap: number
  /** What stands in front of it, like the label of a fact. */
  label?: string
}

/** Returns what stands in the middle, in its order. */
function middleOf(pdf: Pdf, words: CertificateWords): Part[] {
  const gray = { size: 12.5, color: muted }
  // A name in letters that no font here has is written by hand, on a line.
  const isDrawn = canDraw(pdf, words.name)
  return [
    { text: words.certifies, style: gray, most: 20, gap: 2 },
    {
      text: isDrawn ? words.name : ' ',
      style: { size: 44, weight: 'serif', color: ink },
      most: isDrawn ? 104 : lineToWriteOn,
      gap: 6,
    },
    { text: canDraw(pdf, words.about) ? words.about : '', style: { size: 12, color: ink }, most: 32, gap: 16 },
    { text: words.attended, style: words.course ? gray : { size: 13, color: ink }, most: 76, gap: 3 },
    { text: words.course, style: { size: 19, weight: 'bold', color: ink }, most: 70, gap: 18 },
    ...words.facts.map(
      ([label, text]): Part => ({ label, text, style: { size: 11, weight: 'bold', color: ink }, most: 28, gap: 4 }),
    ),
  ]
}

/** Draws who it is about, and what they attended, in the middle of the height. What is long gets smaller, and is never cut. */
function drawMiddle(pdf: Pdf, words: CertificateWords): void {
  const parts = middleOf(pdf, words)
  const shown = parts.filter(({ text }) => text !== '')
  const labels = 1.5 * inch
  const boxOf = ({ label, most }: Part, y: number): Box => {
    const indent = label === undefined ? 0 : labels
    return { x: main.x + indent, y, width: main.width - indent, height: most }
  }
  const heights = shown.map((part) =>
    part.text === ' ' ? lineToWriteOn : heightOf(pdf, part.text, boxOf(part, 0), part.style),
  )
  const total = shown.reduce((sum, { gap }, at) => sum + (heights[at] ?? 0) + gap, 0)
  let y = Math.max(top, (top + bottom - total) / 2)
  for (const [at, part] of shown.entries()) {
    const height = heights[at] ?? 0
    const box = { ...boxOf(part, y), height }
    if (part.text !== ' ') drawText(pdf, part.text, box, part.style)
    if (part.label) drawText(pdf, part.label, { ...box, x: main.x, width: labels - 6 }, { size: 11, color: muted })
    if (part.text === ' ') rule(pdf, { x: main.x, y: y + height, width: main.width, height: 0.75 }, ink)
    y += height + part.gap
  }
  const isSigned = words.sign !== ''
  if (isSigned) {
    rule(pdf, { x: main.x, y: y + 40, width: 3 * inch, height: 0.75 }, ink)
    drawText(pdf, words.sign, { x: main.x, y: y + 43, width: main.width, height: 12 }, { size: 9, color: muted })
  }
}

/** Draws the hours in a box of their own, with their areas. */
function drawHours(pdf: Pdf, { hours, unit, rowsTitle, rows }: CertificateWords): void {
  const inset = 18
  const width = side.width - 2 * inset
  const unitHeight = heightOf(pdf, unit, { ...side, width, height: 46 }, { size: 11 })
  const rowHeight = Math.min(24, 190 / Math.max(1, rows.length))
  const height =
    2 * inset + 40 + unitHeight + (rows.length > 0 ? 10 + (rowsTitle ? 20 : 0) + rows.length * rowHeight : 0)
  const box = { x: side.x, y: (top + bottom - height) / 2, width: side.width, height }
  fill(pdf, box, tint)
  outline(pdf, box)
  const x = box.x + inset
  let y = box.y + inset
  drawText(pdf, hours, { x, y, width, height: 40 }, { size: 34, weight: 'bold', color: ink })
  y += 40
  drawText(pdf, unit, { x, y, width, height: unitHeight }, { size: 11, color: muted })
  y += unitHeight + 10
  if (rowsTitle) {
    drawText(pdf, rowsTitle, { x, y, width, height: 18 }, { size: 11, color: muted })
    y += 20
  }
  for (const [label, value] of rows) {
    rule(pdf, { x, y, width, height: 0.75 })
    drawText(pdf, label, { x, y: y + 1, width: width - 52, height: rowHeight - 2 }, { size: 11, color: ink })
    const number = { x: x + width - 48, y: y + 1, width: 48, height: rowHeight - 2 }
    drawText(pdf, value, number, { size: 11, weight: 'bold', align: 'right', color: ink })
    y += rowHeight
  }
}

/** Draws the board's statement, how to reach the organizer, and how to check it. */
function drawFoot(pdf: Pdf, words: CertificateWords, address: string): void {
  const y = size.height - 1.5 * inch
  rule(pdf, { x: left, y: y - 10, width: right - left, height: 0.75 })
  const width = 5.9 * inch
  const statement = { x: left, y, width, height: 46 }
  drawText(pdf, words.statement, statement, { size: 11, color: ink })
  drawSmall(pdf, words.small, { x: left, y: y + 50, width, height: 26 })
  const code = 0.85 * inch
  const proof = { x: right - code - 12 - 2.1 * inch, width: 2.1 * inch }
  const said = (text: string, at: number, style: Style, height = 13) =>
    drawText(pdf, text, { ...proof, y: y + at, height }, { align: 'right', ...style })
  said(words.check, 0, { size: 9, color: muted }, 25)
  said(words.serial, 27, { size: 12, weight: 'bold', color: ink }, 16)
  said(words.issued, 44, { size: 9, color: muted })
  drawCode(pdf, address, { x: right - code, y, width: code, height: code })
}

/** Draws how to reach the organizer, and the sponsors below it where both have room for that. */
function drawSmall(pdf: Pdf, texts: readonly string[], box: Box): void {
  const style = { size: 9, color: muted }
  const high = box.height / 2
  const isEach = texts.length === 2 && texts.every((text) => heightOf(pdf, text, box, style) <= high)
  if (!isEach) return drawText(pdf, texts.join(' · '), box, style)
  for (const [at, text] of texts.entries()) drawText(pdf, text, { ...box, y: box.y + at * high, height: high }, style)
}

/** Draws a QR code in a box. Its margin is the white around that. */
function drawCode(pdf: Pdf, text: string, box: Box): void {
  const data = codeOf(text)
  const module = box.width / (data.length - 2 * quietZone)
  // A little larger than it is, so that no hairline shows between two.
  for (const [row, modules] of data.entries())
    for (const [column, isDark] of modules.entries())
      if (isDark)
        fill(
          pdf,
          {
            x: box.x + (column - quietZone) * module,
            y: box.y + (row - quietZone) * module,
            width: module + 0.05,
            height: module + 0.05,
          },
          'black',
        )
}

function fill({ context }: Pdf, { x, y, width, height }: Box, color: string): void {
  context.fillStyle = color
  context.fillRect(x, y, width, height)
}

const rule = (pdf: Pdf, box: Box, color = line): void => fill(pdf, box, color)

function outline({ context }: Pdf, { x, y, width, height }: Box): void {
  context.strokeStyle = line
  context.lineWidth = 0.75
  context.strokeRect(x, y, width, height)
}
