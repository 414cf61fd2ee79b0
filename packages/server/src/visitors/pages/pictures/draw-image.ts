import { fileURLToPath } from 'node:url'
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'
import { type ImageText, imageSize } from './image-text.ts'

const margin = 80
const textWidth = imageSize.width - 2 * margin
const ink = '#1b1f24'
const muted = '#56595d'
const accent = '#0b57d0'
const wrong = '#b3261e'
const line = '#dbdbdc'
const ellipsis = '…'

// The server may have no fonts of its own. Letters outside Western Europe have a file of their own.
const weights = [400, 700] as const
const subsets = ['latin', 'latin-ext'] as const
const family = (subset: (typeof subsets)[number]) => `Picture ${subset}`
for (const subset of subsets)
  for (const weight of weights)
    GlobalFonts.registerFromPath(
      fileURLToPath(import.meta.resolve(`@fontsource/inter/files/inter-${subset}-${weight}-normal.woff2`)),
      family(subset),
    )

const fontOf = (weight: (typeof weights)[number], size: number) =>
  `${weight} ${size}px ${subsets.map((subset) => `"${family(subset)}"`).join(', ')}`

/** Draws what social sites and messengers show with a link to a training. Returns a PNG. */
export async function drawImage(text: ImageText): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = createCanvas(imageSize.width, imageSize.height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, imageSize.width, imageSize.height)
  const top = drawBand(context, text.notice)
  drawTitle(context, text.title, { top: top + 56, bottom: 322 })
  drawTile(context, text, { x: margin, y: 350 })
  drawFacts(context, [...text.when, text.place], { x: margin + tile.width + 40, y: 350 })
  context.fillStyle = line
  context.fillRect(margin, 548, textWidth, 2)
  drawLine(context, text.footer, { x: margin, y: 594, font: fontOf(400, 26), color: muted, width: textWidth })
  // Compresses in a thread of its own.
  return new Uint8Array(await canvas.encode('png'))
}

/** Draws a stripe on top, or a band that says why no one should come. Returns where it ends. */
function drawBand(context: SKRSContext2D, notice: ImageText['notice']): number {
  const height = notice ? 88 : 16
  context.fillStyle = notice ? (notice.isBad ? wrong : muted) : accent
  context.fillRect(0, 0, imageSize.width, height)
  if (notice)
    drawLine(context, notice.text, { x: margin, y: 58, font: fontOf(700, 38), color: '#fff', width: textWidth })
  return height
}

const titleSizes = [72, 64, 56, 50, 44, 38]
const titleLineHeight = 1.16

/** Draws the title as large as it fits. */
function drawTitle(context: SKRSContext2D, title: string, { top, bottom }: { top: number; bottom: number }) {
  const roomFor = (size: number) => Math.floor((bottom - top) / (size * titleLineHeight))
  const wrapped = titleSizes.map((size) => ({ size, lines: wrapAt(context, title, fontOf(700, size)) }))
  const fitting = wrapped.find(({ size, lines }) => lines.length <= Math.min(3, roomFor(size)))
  const { size, lines } = fitting ?? wrapped.at(-1)!
  const room = roomFor(size)
  const shown = lines.length > room ? [...lines.slice(0, room - 1), lines.slice(room - 1).join(' ')] : lines
  for (const [index, text] of shown.entries()) {
    const y = top + size * (0.86 + index * titleLineHeight)
    drawLine(context, text, { x: margin, y, font: fontOf(700, size), color: ink, width: textWidth })
  }
}

function widthOf(context: SKRSContext2D, text: string, font: string): number {
  context.font = font
  return context.measureText(text).width
}

/** Breaks a text into lines between its words, and a word that is too long between its letters. */
function wrapAt(context: SKRSContext2D, text: string, font: string): string[] {
  const fits = (one: string) => widthOf(context, one, font) <= textWidth
  const lines: string[] = []
  let current = ''
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = current ? `${current} ${word}` : word
    if (fits(longer)) current = longer
    else {
      if (current) lines.push(current)
      current = ''
      for (const letter of word) {
        if (fits(current + letter)) current += letter
        else {
          lines.push(current)
          current = letter
        }
      }
    }
  }
  return current ? [...lines, current] : lines
}

const tile = { width: 156, height: 164, head: 52, radius: 16 }

/** Draws the day as a leaf of a calendar. */
function drawTile(context: SKRSContext2D, { month, day, notice }: ImageText, { x, y }: { x: number; y: number }) {
  const { width, height, head, radius } = tile
  context.save()
  context.beginPath()
  context.roundRect(x, y, width, height, radius)
  context.clip()
  // A day on which nothing takes place looks like none to come.
  context.fillStyle = notice ? muted : accent
  context.fillRect(x, y, width, head)
  context.restore()
  context.strokeStyle = line
  context.lineWidth = 2
  context.beginPath()
  context.roundRect(x + 1, y + 1, width - 2, height - 2, radius)
  context.stroke()
  context.textAlign = 'center'
  context.font = fontOf(700, 30)
  context.fillStyle = '#fff'
  context.fillText(month, x + width / 2, y + 37)
  context.font =
    [76, 48].map((size) => fontOf(700, size)).find((font) => widthOf(context, day, font) < width - 20) ??
    fontOf(700, 48)
  context.fillStyle = ink
  context.fillText(day, x + width / 2, y + 135)
  context.textAlign = 'left'
}

const factSizes = [36, 32, 28]

function drawFacts(context: SKRSContext2D, facts: string[], { x, y }: { x: number; y: number }) {
  const width = imageSize.width - margin - x
  for (const [index, text] of facts.entries()) {
    const fonts = factSizes.map((size) => fontOf(index === 0 ? 700 : 400, size))
    const font = fonts.find((one) => widthOf(context, text, one) <= width) ?? fonts.at(-1)!
    drawLine(context, text, { x, y: y + 42 + index * 54, font, color: ink, width })
  }
}

interface Line {
  x: number
  y: number
  font: string
  color: string
  width: number
}

/** Draws one line, and cuts what does not fit. */
function drawLine(context: SKRSContext2D, text: string, { x, y, font, color, width }: Line) {
  context.fillStyle = color
  const letters = [...text]
  let shown = text
  while (widthOf(context, shown, font) > width && letters.length > 0) {
    letters.pop()
    shown = `${letters.join('').trimEnd()}${ellipsis}`
  }
  context.fillText(shown, x, y)
}
