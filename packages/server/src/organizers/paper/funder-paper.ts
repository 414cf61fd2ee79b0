import type { FunderReport, Language } from '@training-signup/contract'
import { formatDate } from '../../core/trainings/local-time.ts'
import { drawText, heightOf, openPdf, type Pdf, paper, writePages } from '../../platform/pdf/pdf.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/admin.ts'
import type { SentFile } from '../files/files.ts'
import { fewGroups, figuresOf, sayNumber } from '../files/reports/funder-file.ts'
import { reportToFunders } from '../files/reports/funder-report.ts'

const margin = 48
const width = paper.width - 2 * margin
const half = (width - 24) / 2
const accent = '#0b57d0'
const steps = ['#7c7e85', '#c2c4c9', '#bdd0f3', '#6d9ae3', accent]

/**
 * Opens the report for funders as a PDF of one page.
 * @throws {ProblemError} `not-found`
 */
export async function openFunderPaper(system: System, slug: string, lang: Language): Promise<SentFile> {
  const report = await reportToFunders(system, slug, lang)
  const pdf = await openPdf(system, { title: say(lang, 'admin.funders.title'), size: paper })
  const draw = () => drawPage(pdf, report, lang)
  return { name: `report-${slug}.pdf`, type: 'application/pdf', isShown: true, body: writePages(pdf, [draw]) }
}

function drawPage(pdf: Pdf, report: FunderReport, lang: Language): void {
  const { organizer, title, day, place, evaluation, madeOn } = report
  line(pdf, organizer ?? '', margin, { bold: true })
  line(pdf, say(lang, 'admin.funders.title'), margin + 16, { bold: true, size: 18, height: 24 })
  line(pdf, [title, day, place].filter(Boolean).join(' · '), margin + 42, { height: 26 })
  let y = drawFigures(pdf, figuresOf(report, lang), margin + 76)
  const headings = [say(lang, 'admin.funders.column.registered'), say(lang, 'admin.funders.column.came')]
  const left = drawGroups(pdf, [say(lang, 'admin.report.by.role'), ...headings], report, 'roles', {
    x: margin,
    y,
    lang,
  })
  const right = drawGroups(pdf, [say(lang, 'admin.report.by.agency'), ...headings], report, 'byAgency', {
    x: margin + half + 24,
    y,
    lang,
  })
  const lowest = Math.max(left, right)
  if (report.roles.length + report.byAgency.length > 0)
    line(pdf, say(lang, 'admin.funders.bars'), lowest + 3, { size: 8, height: 12 })
  y = lowest + 18
  if (evaluation) {
    const { answered: count, asked: all } = evaluation
    line(pdf, say(lang, 'admin.funders.answered', { count, all }), y, { bold: true, width: half })
    drawSteps(pdf, lang, y)
    y = drawScales(pdf, evaluation.questions, y + 18)
    drawPair(pdf, evaluation.pair, lang, y)
    drawFollowUp(pdf, evaluation.followUp, lang, y)
    drawQuotes(pdf, evaluation.quotes, lang)
  }
  line(pdf, say(lang, 'admin.funders.note', { sign: '±', day: formatDate(madeOn, lang) }), paper.height - margin - 26, {
    size: 8,
    height: 26,
  })
}

interface Look {
  bold?: boolean
  size?: number
  height?: number
  x?: number
  width?: number
  align?: 'left' | 'right'
}

function line(pdf: Pdf, text: string, y: number, look: Look = {}): void {
  const { bold = false, size = 10, height = 15, x = margin, width: wide = width, align = 'left' } = look
  drawText(pdf, text, { x, y, width: wide, height }, { size, weight: bold ? 'bold' : 'regular', align })
}

function bar({ context }: Pdf, color: string, box: { x: number; y: number; width: number; height: number }): void {
  context.fillStyle = color
  context.fillRect(box.x, box.y, box.width, box.height)
}

function drawFigures(pdf: Pdf, figures: readonly [string, string][], y: number): number {
  const wide = width / figures.length
  for (const [at, [number, what]] of figures.entries()) {
    const x = margin + at * wide
    line(pdf, number, y, { bold: true, size: 20, height: 26, x, width: wide - 8 })
    const box = { x, y: y + 27.5, width: wide - 8, height: 24 }
    // One line stands next to the first of two.
    line(pdf, what, box.y, { ...box, size: 9, height: heightOf(pdf, what, box, { size: 9 }) })
  }
  return y + 62
}

function drawGroups(
  pdf: Pdf,
  [heading = '', ...columns]: readonly string[],
  report: FunderReport,
  of: 'roles' | 'byAgency',
  { x, y, lang }: { x: number; y: number; lang: Language },
): number {
  line(pdf, heading, y, { bold: true, x, width: half - 104 })
  for (const [at, column] of columns.entries())
    line(pdf, column, y, { size: 8, x: x + half - 104 + at * 54, width: 50, align: 'right' })
  const shown = fewGroups(report[of], lang, report)
  const most = Math.max(...shown.map(({ registered, came }) => Math.max(registered, came ?? 0)), 1)
  for (const [at, { label, registered, came }] of shown.entries()) {
    // A name in two lines ends above its bar.
    const top = y + 16.5 + at * 18
    line(pdf, label, top, { size: 9, x, width: half - 108 })
    line(pdf, String(registered), top, { size: 9, x: x + half - 104, width: 50, align: 'right' })
    line(pdf, sayNumber(came), top, { size: 9, x: x + half - 50, width: 50, align: 'right' })
    bar(pdf, '#d5dae3', { x, y: top + 16, width: (half * registered) / most, height: 2 })
    if (came !== null) bar(pdf, accent, { x, y: top + 16, width: (half * came) / most, height: 2 })
  }
  return y + 18 + shown.length * 18
}

type Results = NonNullable<FunderReport['evaluation']>

/** Draws what the colors stand for, to the right of the heading. */
function drawSteps(pdf: Pdf, lang: Language, y: number): void {
  const ends = [say(lang, 'admin.evaluation.lowest'), '', '', '', say(lang, 'admin.evaluation.highest')]
  let x = margin + half + 24
  for (const [at, color] of steps.entries()) {
    bar(pdf, color, { x, y: y + 4, width: 7, height: 7 })
    line(pdf, `${at + 1} ${ends[at] ?? ''}`, y, { size: 8, x: x + 11, width: 52 })
    x += ends[at] === '' ? 26 : 66
  }
}

function drawScales(pdf: Pdf, questions: Results['questions'], y: number): number {
  const scales = questions.filter(({ mean, id }) => mean !== null && id !== 'before' && id !== 'now')
  const high = scales.length > 8 ? 22 : 25
  for (const [at, { label, mean, deviation, answers, counts }] of scales.entries()) {
    const top = y + at * high
    line(pdf, `${label}   n = ${answers}, ± ${sayNumber(deviation, 1)}`, top, { size: 9, width: width - 40 })
    line(pdf, sayNumber(mean, 1), top + 10, { bold: true, x: margin + width - 36, width: 36, align: 'right' })
    let x = margin
    for (const [step, { count }] of counts.entries()) {
      const part = ((width - 44) * count) / Math.max(answers, 1)
      bar(pdf, steps[step] ?? accent, { x, y: top + 15, width: Math.max(0, part - 1), height: 7 })
      x += part
    }
  }
  return y + scales.length * high + 6
}

function drawPair(pdf: Pdf, pair: Results['pair'], lang: Language, y: number): void {
  if (!pair) return
  const of = (mean: number, deviation: number) => `${sayNumber(mean, 1)} (± ${sayNumber(deviation, 1)})`
  line(pdf, say(lang, 'admin.funders.ready'), y, { bold: true, width: half })
  const values = { before: of(pair.before, pair.beforeDeviation), after: of(pair.now, pair.nowDeviation) }
  line(pdf, say(lang, 'admin.funders.pair', { ...values, count: pair.answers }), y + 15, {
    size: 9,
    height: 26,
    width: half,
  })
  const at = (value: number) => margin + ((value - 1) / 4) * half
  bar(pdf, '#c2c4c9', { x: margin, y: y + 49, width: half, height: 1 })
  bar(pdf, accent, {
    x: Math.min(at(pair.before), at(pair.now)),
    y: y + 48,
    width: Math.abs(at(pair.now) - at(pair.before)),
    height: 3,
  })
  const { context } = pdf
  context.strokeStyle = accent
  context.lineWidth = 1.5
  for (const [value, color] of [[pair.before, 'white'] as const, [pair.now, accent] as const]) {
    context.beginPath()
    context.arc(at(value), y + 49.5, 4, 0, 2 * Math.PI)
    context.fillStyle = color
    context.fill()
    context.stroke()
  }
  for (const step of [1, 2, 3, 4, 5]) line(pdf, String(step), y + 54, { size: 8, x: at(step) - 3, width: 12 })
}

const quoteHeight = 24

/** Draws the chosen comments at the foot of the page, each in two lines at most. */
function drawQuotes(pdf: Pdf, quotes: Results['quotes'], lang: Language): void {
  if (quotes.length === 0) return
  const y = paper.height - margin - 32 - quotes.length * quoteHeight
  line(pdf, say(lang, 'admin.funders.quotes'), y - 16, { bold: true })
  for (const [at, { text }] of quotes.entries())
    line(pdf, say(lang, 'admin.funders.quote', { text }), y + at * quoteHeight, { size: 9, height: quoteHeight })
}

function drawFollowUp(pdf: Pdf, { answered, wanted, questions }: Results['followUp'], lang: Language, y: number): void {
  const [used] = questions
  if (!used || used.counts.length === 0) return
  const beside = { x: margin + half + 24, width: half }
  line(pdf, say(lang, 'admin.funders.followUp.answered', { count: answered, all: wanted }), y, {
    ...beside,
    bold: true,
  })
  line(pdf, used.label, y + 15, { ...beside, size: 9 })
  for (const [at, { label, count }] of used.counts.entries())
    line(pdf, `${label}: ${count}`, y + 30 + at * 13, { ...beside, size: 9 })
}
