import type { Line } from '@training-signup/contract'
import { html } from 'lit'
import type { LinkTo } from './link.ts'

/** Lines as the server worded them, some of them links. */
export const linesOf = (lines: Line[], linkTo: LinkTo) =>
  lines.map(({ text, href }) => html`<span class="line">${href ? linkTo(href, text) : text}</span> `)
