import { html } from 'hono/html'
import type { Html } from '../../platform/html/layout.ts'

type Cell = string | number | Html

interface CardTable {
  headings: readonly string[]
  rows: readonly (readonly [Cell, ...Cell[]])[]
  /** Whether all cells but the first are numbers, which mean nothing without their headings. */
  isCounted?: boolean
  /** Whether the last row is the sum of the others. */
  isSummed?: boolean
}

/**
 * Renders a table whose rows are cards on a phone, where half of its columns would be out of sight.
 * Roles keep it a table for a screen reader.
 */
export const cardTable = ({ headings, rows, isCounted = false, isSummed = false }: CardTable): Html =>
  html`<div class="wide" tabindex="0">
<table class="cards${isCounted ? ' counted' : ''}${isSummed ? ' summed' : ''}" role="table"><thead role="rowgroup"><tr role="row">${headings.map(
    (heading) => html`<th scope="col" role="columnheader">${heading}</th>`,
  )}</tr></thead><tbody role="rowgroup">${rows.map(
    ([first, ...others]) =>
      html`<tr role="row">${isCounted ? html`<th scope="row" role="rowheader">${first}</th>` : html`<td role="cell">${first}</td>`}${others.map(
        (cell, index) =>
          html`<td role="cell"${isCounted ? html` class="num" data-label="${headings[index + 1]}"` : ''}>${cell}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`
