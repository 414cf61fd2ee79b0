import type { Line, Section } from '@training-signup/contract'
import { html, nothing } from 'lit'
import { linesOf } from './lines.ts'
import type { LinkTo } from './link.ts'

/** Lines that belong together: a helpline with its numbers, a contact with its ways. */
function rowsOf(lines: Line[]) {
  const rows: Line[][] = []
  for (const line of lines)
    if (line.sameRow) rows.at(-1)?.push(line)
    else if (!line.muted) rows.push([line])
  return rows
}

/** Help lines and contacts, one row each, in the same place and order on every step. */
export const helpBlock = (help: Section[], linkTo: LinkTo) =>
  help.length > 0
    ? html`<footer part="help">
        ${help.map(
          ({ heading, lines }) => html`<div part="help-section" class="row"><h3 part="help-heading">${heading}</h3>
            ${rowsOf(lines).map(
              ([name, ...ways]) =>
                html`<p class="row">${linesOf([name!], linkTo)}${ways[0] && html`<span class="row">${linesOf(ways, linkTo)}</span>`}</p>`,
            )}</div>`,
        )}
      </footer>`
    : nothing
