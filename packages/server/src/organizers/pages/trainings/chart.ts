import { html } from 'hono/html'
import type { Html } from '../../../platform/html/layout.ts'

export interface Curve {
  /** One value per step, from left to right. */
  values: number[]
  /** How many steps the picture is wide; the line ends before where there are fewer values. */
  steps: number
  /** Lines across: the number of seats, and how many are needed. */
  limit: number | null
  needed: number | null
  /** Whether the last value is of today, and a line down marks it. */
  endsToday: boolean
  /** What the picture shows, for someone who can't see it. */
  label: string
  /** Words below the axis: the first step and the last. */
  ends: [first: string, last: string]
  /** Says a value, where someone points at it or moves to it. */
  say: (step: number) => string
}

const stepPx = 10
const lines = 3
/** One can't point at narrower parts. */
const mostParts = 60

/**
 * Renders a rising number as a picture without text: its words stand around it, so that they keep
 * their size. Pointing at a part of it, or moving there with the arrow keys, says its value. A table
 * below says the same.
 */
export function curveView({ values, steps, limit, needed, endsToday, label, ends, say }: Curve): Html {
  const top = niceTop(Math.max(limit ?? 0, needed ?? 0, ...values, 1))
  // A single day is drawn as a step, not as nothing.
  const drawn = [0, ...values]
  const width = Math.max(steps, values.length, 1) * stepPx
  const end = values.length * stepPx
  const points = drawn.map((value, index) => `${index * stepPx},${top - value}`).join(' ')
  const scale = Array.from({ length: lines + 1 }, (_, index) => Math.round(top - (top * index) / lines))
  const grid = scale
    .slice(1)
    .map((value) => `M0 ${top - value}H${width}`)
    .join('')
  const across = (look: string, value: number | null) =>
    value === null ? '' : html`<path class="${look}" d="M0 ${top - value}H${width}"/>`
  return html`<div class="plot"><ol class="scale" aria-hidden="true">
${scale.map((value) => html`<li>${value}</li>`)}</ol>
<div class="drawn"><svg viewBox="0 0 ${width} ${top}" preserveAspectRatio="none" role="img" aria-label="${label}"><path class="grid" d="${grid}"/>${across(
    'cap',
    limit,
  )}${across('need', needed)}<polygon class="area" points="0,${top} ${points} ${end},${top}"/><polyline class="curve" fill="none" points="${points}"/>${
    endsToday ? html`<path class="today" d="M${end} 0V${top}"/>` : ''
  }</svg>${partsView(values.length, Math.max(steps, values.length), say)}</div>
<ol class="days" aria-hidden="true">
${[...new Set(ends)].map((day) => html`<li>${day}</li>`)}</ol></div>`
}

/** Renders a part for each step, or for some in a row, all of the same width. */
function partsView(values: number, steps: number, say: Curve['say']): Html {
  const each = Math.ceil(steps / mostParts)
  const parts = Array.from({ length: Math.ceil(steps / each) }, (_, index) => Math.min((index + 1) * each, values) - 1)
  const last = parts.indexOf(values - 1)
  return html`<ol class="parts">${parts.map((step, index) =>
    index > last
      ? html`<li aria-hidden="true"></li>`
      : html`<li tabindex="${index === last ? 0 : -1}"><span>${say(step)}</span></li>`,
  )}</ol>`
}

/** The lowest round number that is not below and that the lines divide evenly. */
function niceTop(highest: number): number {
  const step = 10 ** Math.floor(Math.log10(highest / lines))
  const whole = Math.max(step, 1)
  return [1, 2, 5, 10].map((factor) => factor * whole * lines).find((top) => top >= highest) ?? highest
}

/** Renders a number as a bar next to it in a table: its part of the largest. */
export const barView = (value: number, largest: number): Html =>
  html`<svg class="bar" viewBox="0 0 ${Math.max(
    largest,
    1,
  )} 12" preserveAspectRatio="none" aria-hidden="true"><rect class="sure" width="${value}" height="12"/></svg>`
