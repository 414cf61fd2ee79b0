import { setImmediate as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { PDFDocument, SKRSContext2D } from '@napi-rs/canvas'
import type { Logger } from 'pino'
import type { System } from '../system.ts'

/** A document that is drawn page by page. */
export interface Pdf {
  document: PDFDocument
  size: { width: number; height: number }
  /** What the current page is drawn with; before the first page, what texts are measured with. */
  context: ReturnType<PDFDocument['beginPage']>
  /** Where letters are tried. */
  scratch: SKRSContext2D
  log: Logger
}
type Weight = 'regular' | 'bold' | 'serif'

export const inch = 72
/** Letter paper, upright. */
export const paper = { width: 8.5 * inch, height: 11 * inch }

/** Has the letters of every language that is written in Latin, Greek, Cyrillic, or Hebrew. */
const family = 'Paper'
const fonts: Record<Weight, string> = {
  regular: '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf',
  bold: '@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf',
  serif: '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf',
}
const fontOf = (weight: Weight, size: number) => `${size}px "${family} ${weight}"`

type Title = Pick<Pdf, 'size'> & { title: string }

/**
 * Begins a document without pages. What draws it is loaded with the first one: an idle server does
 * not need it.
 */
export async function openPdf({ log }: Pick<System, 'log'>, { title, size }: Title): Promise<Pdf> {
  const { createCanvas, GlobalFonts, PDFDocument: Document } = await import('@napi-rs/canvas')
  for (const [weight, path] of Object.entries(fonts))
    if (!GlobalFonts.has(`${family} ${weight}`))
      GlobalFonts.registerFromPath(fileURLToPath(import.meta.resolve(path)), `${family} ${weight}`)
  const document = new Document({ title, creator: 'training-signup', producer: 'training-signup' })
  const scratch = createCanvas(triedSize, triedSize).getContext('2d')
  return { document, size, context: createCanvas(1, 1).getContext('2d'), scratch, log }
}

const triedSize = 32
/** A character that no font has: there is none. */
const noCharacter = '\u0378'

/**
 * Returns whether a font of ours or of this machine has every letter of a text. Others would be
 * boxes.
 */
export function canDraw({ scratch, log }: Pdf, text: string): boolean {
  const draw = (letter: string) => {
    scratch.clearRect(0, 0, triedSize, triedSize)
    scratch.font = fontOf('regular', triedSize / 2)
    scratch.fillText(letter, triedSize / 8, (triedSize * 3) / 4)
    return Buffer.from(scratch.getImageData(0, 0, triedSize, triedSize).data)
  }
  for (const letter of text) {
    if (!drawable.has(letter)) drawable.set(letter, !draw(letter).equals(draw(noCharacter)))
    if (drawable.get(letter)) continue
    tellOf(log, letter)
    return false
  }
  return true
}

const scripts =
  'Han Hiragana Katakana Hangul Thai Lao Khmer Myanmar Devanagari Bengali Gurmukhi Gujarati Tamil Telugu Kannada Malayalam Sinhala Arabic Armenian Georgian Ethiopic'.split(
    ' ',
  )

/** The scripts for which each log has said that there is no font. */
const told = new WeakMap<Logger, Set<string>>()

/** Tells the operator once which script needs a font. A letter of a name is not logged. */
function tellOf(log: Logger, letter: string): void {
  const script = scripts.find((one) => new RegExp(`\\p{Script=${one}}`, 'u').test(letter)) ?? 'another'
  const known = told.get(log) ?? new Set()
  told.set(log, known)
  if (known.has(script)) return
  known.add(script)
  log.warn({ script }, 'no font here has these letters, so papers have reference numbers instead: install one')
}

/** By letter. There are not more than Unicode has, and few of them stand in names. */
const drawable = new Map<string, boolean>()

/** Draws the pages, and yields the document. */
export async function* writePages(pdf: Pdf, pages: Iterable<() => void>): AsyncGenerator<Uint8Array> {
  const { width, height } = pdf.size
  for (const draw of pages) {
    pdf.context = pdf.document.beginPage(width, height)
    draw()
    pdf.document.endPage()
    // Requests of visitors come in between: drawing a page takes some milliseconds.
    await pause()
  }
  yield pdf.document.close()
}

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface Style {
  weight?: Weight
  /** In points. What does not fit is drawn smaller. */
  size: number
  align?: 'left' | 'center' | 'right'
  color?: string
}

/** Returns how high a text gets that may be as high as its box. */
export function heightOf(pdf: Pdf, text: string, box: Box, { weight = 'regular', size }: Style): number {
  const { lines, size: fitting } = fit(pdf, text, box, { weight, size })
  return lines.length * fitting * lineHeight
}

const lineHeight = 1.18
/** How far below the top of its line a letter stands. */
const ascent = 0.92

/**
 * Draws a text in the middle of a box's height, as large as it fits, up to its size: in one line,
 * or in more where that leaves it larger. It is never cut.
 */
export function drawText(
  pdf: Pdf,
  text: string,
  box: Box,
  { weight = 'regular', size, align = 'left', color = 'black' }: Style,
): void {
  const { lines, size: fitting } = fit(pdf, text, box, { weight, size })
  const top = box.y + (box.height - lines.length * fitting * lineHeight) / 2
  for (const [index, line] of lines.entries()) {
    const rest = box.width - widthOf(pdf, line, { weight, size: fitting })
    const x = align === 'center' ? box.x + rest / 2 : align === 'right' ? box.x + rest : box.x
    pdf.context.font = fontOf(weight, fitting)
    pdf.context.fillStyle = color
    pdf.context.fillText(line, x, top + index * fitting * lineHeight + fitting * ascent)
  }
}

/** Measured large, where the widths of letters are not rounded. */
const measuredSize = 100

function widthOf({ context }: Pdf, text: string, { weight, size }: Required<Omit<Style, 'align' | 'color'>>): number {
  context.font = fontOf(weight, measuredSize)
  return (context.measureText(text).width * size) / measuredSize
}

const step = 0.25
/**
 * A word that would have to be smaller than this part of its size to fit into a line is broken
 * between letters, too. Other words stay whole, however small the text gets.
 */
const readable = 0.6

/** Returns the largest size at which a text fits into a box, and its lines. */
function fit(
  pdf: Pdf,
  text: string,
  { width, height }: Box,
  { weight, size: largest }: Required<Omit<Style, 'align' | 'color'>>,
) {
  const measure = (part: string): Part => ({ text: part, width: widthOf(pdf, part, { weight, size: 1 }) })
  const words = text.split(/\s+/).filter(Boolean)
  const whole = words.map((word) => divide(word, /(?<=-)/, measure))
  const parts = whole.flat()
  const isTooWide = (one: Part) => one.width > width / (largest * readable)
  const broken = whole.flatMap((own, at) =>
    own.some(isTooWide) ? divide(words[at] ?? '', /(?<=\P{M})(?!\p{M})/u, measure) : own,
  )
  const sizeOf = (smaller: number) => largest - smaller * step
  const wrapAt = (size: number) => wrap(size < largest * readable ? broken : parts, width / size)
  const isFit = (size: number) => (wrapAt(size)?.length ?? Infinity) * size * lineHeight <= height + 0.01
  // What fits at one size fits at every smaller one.
  let [from, to] = [0, Math.ceil(largest / step) - 1]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (isFit(sizeOf(middle))) to = middle
    else from = middle + 1
  }
  return { lines: wrapAt(sizeOf(from)) ?? [text], size: sizeOf(from) }
}

/** A piece of a text that stays on one line. */
interface Part {
  text: string
  width: number
}

/** Divides a word. Its first part keeps the space in front. */
const divide = (word: string, between: RegExp, measure: (part: string) => Part): Part[] =>
  word.split(between).map((part, index) => measure(index === 0 ? ` ${part}` : part))

/** Breaks a text between its parts. Returns undefined if one of them is wider than a line. */
function wrap(parts: readonly Part[], width: number): string[] | undefined {
  const lines: Part[] = []
  for (const part of parts) {
    if (part.width > width) return undefined
    const last = lines.at(-1)
    if (last && last.width + part.width <= width) {
      last.text += part.text
      last.width += part.width
    } else lines.push({ ...part })
  }
  return lines.map(({ text }) => text.trim())
}
