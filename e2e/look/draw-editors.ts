import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Editor, type EditorFrame, editors } from './editors.ts'

const margin = 16
const frame = { width: 222, top: 72, height: 208, bar: 36 }
const height = frame.top + frame.height + margin
const color = { ink: '#1b1b1b', line: '#767676', faint: '#e3e6ea', page: '#f4f6f8', press: '#0b57d0' }

/** Writes a sketch of each editor. */
export function drawEditors(folder: string) {
  for (const editor of editors) writeFileSync(join(folder, editor.file), drawEditor(editor))
}

/** Draws an editor's windows, from left to right, on a white plate that dark pages need. */
export function drawEditor({ name, frames }: Editor) {
  const width = margin + frames.length * (frame.width + margin)
  const steps = frames.map(({ caption }, index) => `${index + 1}. ${caption.join(' ')}`).join('. ')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="15">
<title id="t">The way to the form in ${name}, sketched</title>
<desc id="d">${escape(steps)}.</desc>
${box(0.5, 0.5, width - 1, height - 1, { fill: '#fff', stroke: color.faint, radius: 12 })}
${frames.map(drawFrame).join('\n')}
</svg>
`
}

function drawFrame(one: EditorFrame, index: number) {
  const { width, top, height: high, bar } = frame
  const { side } = one.panel ?? {}
  const narrower = side ? panelWidth : 0
  const page = { x: side === 'left' ? panelWidth : 0, width: width - narrower }
  return `<g transform="translate(${margin + index * (width + margin)} 0)">
<circle cx="15" cy="36" r="15" fill="${color.press}"/>
${text(15, 41, String(index + 1), { fill: '#fff', anchor: 'middle', bold: true })}
${one.caption.map((line, at) => text(38, (one.caption.length === 1 ? 41 : 32) + at * 20, line, { bold: true })).join('\n')}
<g transform="translate(0 ${top})">
${box(0.5, 0.5, width - 1, high - 1, { fill: color.page, stroke: color.line, radius: 8 })}
<path d="M0 ${bar}.5h${width}" stroke="${color.line}"/>
${drawBar(one)}
${one.hasForm ? drawForm(page) : drawText(page)}
${drawPanel(one)}
${drawDialog(one)}
${one.between ? drawButton(one, one.between, { x: (width - 140) / 2, y: 104, width: 140 }) : ''}
</g>
</g>`.replaceAll(/\n+/g, '\n')
}

const panelWidth = 150

interface Spot {
  x: number
  y: number
  width: number
}

function drawButton({ press }: EditorFrame, label: string, { x, y, width }: Spot) {
  const isPressed = press.includes(label)
  const [fill, ink] = isPressed ? [color.press, '#fff'] : ['#fff', color.ink]
  return (
    box(x, y, width, 28, { fill, stroke: isPressed ? color.press : color.line, radius: 6 }) +
    text(x + width / 2, y + 19, label, { fill: ink, anchor: 'middle', bold: isPressed })
  )
}

/** Draws the bar's buttons, the last one at the right edge. */
function drawBar(one: EditorFrame) {
  const width = 76
  const first = frame.width - (one.bar?.length ?? 0) * (width + 6)
  return (one.bar ?? [])
    .map((label, at) => drawButton(one, label, { x: first + at * (width + 6), y: 4, width }))
    .join('')
}

function drawPanel(one: EditorFrame) {
  if (!one.panel) return ''
  const { side, items } = one.panel
  const x = side === 'left' ? 0.5 : frame.width - panelWidth - 0.5
  const buttons = items.map((label, at) =>
    drawButton(one, label, { x: x + 7, y: frame.bar + 10 + at * 38, width: panelWidth - 14 }),
  )
  const edge = side === 'left' ? panelWidth : x
  return `<path d="M${edge} ${frame.bar}.5v${frame.height - frame.bar - 1}" stroke="${color.line}"/>${buttons.join('')}`
}

function drawDialog(one: EditorFrame) {
  if (!one.dialog) return ''
  const { label, pasted, choices = [], button } = one.dialog
  const x = 14
  const width = frame.width - 2 * x
  const choiceRows = choices.map((choice, at) =>
    drawButton(one, choice, { x: x + 10, y: 124 + at * 34, width: width - 20 }),
  )
  return [
    box(x, 46, width, 152, { fill: '#fff', stroke: color.line, radius: 8 }),
    text(x + 10, 70, label, { bold: true }),
    box(x + 10, 80, width - 20, 32, { fill: '#fff', stroke: color.press, radius: 4, thick: true }),
    text(x + 18, 101, pasted),
    ...choiceRows,
    button ? drawButton(one, button, { x: frame.width - x - 86, y: 162, width: 76 }) : '',
  ].join('')
}

/** Draws a page with a heading and lines of text. */
function drawText({ x, width }: Omit<Spot, 'y'>) {
  const lines = [0.5, 0.8, 0.8, 0.6].map((share, at) => {
    const y = frame.bar + 18 + at * 22 + (at > 1 ? 62 : 0)
    return box(x + 14, y, (width - 20) * share, at === 0 ? 14 : 8, { fill: color.faint, radius: 3 })
  })
  return lines.join('')
}

/** Draws the form in a box with handles. */
function drawForm({ x, width }: Omit<Spot, 'y'>) {
  const [left, top, right, bottom] = [x + 18, frame.bar + 14, x + width - 18, frame.height - 14]
  const corners = [left, right].flatMap((cx) =>
    [top, bottom].map((cy) => `<circle cx="${cx}" cy="${cy}" r="5" fill="${color.press}"/>`),
  )
  const fields = [0, 1].map((at) =>
    box(left + 14, top + 42 + at * 34, right - left - 28, 24, { fill: '#fff', stroke: color.line, radius: 4 }),
  )
  return [
    `<path d="M${left} ${top}H${right}V${bottom}H${left}z" fill="#fff" stroke="${color.press}" stroke-dasharray="5 4"/>`,
    ...corners,
    text(left + 14, top + 29, 'Register', { bold: true }),
    ...fields,
    box(left + 14, bottom - 28, 76, 18, { fill: color.ink, radius: 4 }),
  ].join('')
}

interface Paint {
  fill: string
  stroke?: string
  radius: number
  thick?: boolean
}

const box = (x: number, y: number, width: number, high: number, { fill, stroke, radius, thick }: Paint) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${high}" rx="${radius}" fill="${fill}"${
    stroke ? ` stroke="${stroke}"` : ''
  }${thick ? ' stroke-width="2"' : ''}/>`

interface Lettering {
  fill?: string
  anchor?: 'middle'
  bold?: boolean
}

const text = (x: number, y: number, words: string, { fill = color.ink, anchor, bold }: Lettering = {}) =>
  `<text x="${x}" y="${y}" fill="${fill}"${anchor ? ` text-anchor="${anchor}"` : ''}${bold ? ' font-weight="600"' : ''}>${escape(words)}</text>`

const escape = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
