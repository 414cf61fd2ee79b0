import type { Section } from '@training-signup/contract'
import { html, nothing } from 'lit'
import { linesOf } from './lines.ts'
import type { LinkTo } from './link.ts'

/** Help lines and contacts, one line each, in the same place and order on every step. */
export const helpBlock = (help: Section[], linkTo: LinkTo) =>
  help.length > 0
    ? html`<footer part="help">
        ${help.map(
          ({ heading, lines }) => html`<div part="help-section"><h3 part="help-heading">${heading}</h3>
            ${linesOf(
              lines.filter(({ muted }) => !muted),
              linkTo,
            )}</div>`,
        )}
      </footer>`
    : nothing
