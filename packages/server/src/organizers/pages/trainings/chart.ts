import { html } from 'hono/html'
import type { Html } from '../../../platform/html/layout.ts'

export interface Curve {
  /** One value per step, from left to right. */
  values: number[]
  /** A line across, like the number of seats. */
  limit: number | null
  /** What the picture shows, for someone who can't see it. */
  label: string
  /** Words below the axis: the first step and the last. */
  ends: [first: string, last: string]
}

const stepPx = 10
const lines = 3

/**
 * Renders a rising number as a picture without text: its words stand around it, so that they keep
 * their size. A table below says the same.
 */
export function curveView({ values, limit, label, ends }: Curve): Html {
  const top = niceTop(Math.max(limit ?? 0, ...values, 1))
  // A single day is drawn as a step, not as nothing.
  const drawn = [0, ...values]
  const width = Math.max(drawn.length - 1, 1) * stepPx
  const points = drawn.map((value, index) => `${index * stepPx},${top - value}`).join(' ')
  const scale = Array.from({ length: lines + 1 }, (_, index) => Math.round(top - (top * index) / lines))
  const grid = scale
    .slice(1)
    .map((value) => `M0 ${top - value}H${width}`)
    .join('')
  return html`<div class="plot"><ol class="scale" aria-hidden="true">
${scale.map((value) => html`<li>${value}</li>`)}</ol>
<svg viewBox="0 0 ${width} ${top}" preserveAspectRatio="none" role="img" aria-label="${label}"><path class="grid" d="${grid}"/>${
    limit === null ? '' : html`<path class="cap" d="M0 ${top - limit}H${width}"/>`
  }<polygon class="area" points="0,${top} ${points} ${width},${top}"/><polyline class="curve" fill="none" points="${points}"/></svg>
<ol class="days" aria-hidden="true">
${[...new Set(ends)].map((day) => html`<li>${day}</li>`)}</ol></div>`
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
