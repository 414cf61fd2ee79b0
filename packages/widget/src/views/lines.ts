import type { Line } from '@training-signup/contract'
import { html } from 'lit'
import type { LinkTo } from './link.ts'
import { unbroken } from './unbroken.ts'

/** Lines as the server worded them, some of them links. */
export const linesOf = (lines: Line[], linkTo: LinkTo) =>
  lines.map(
    ({ text, href, logo, sameRow }) =>
      html`<span class="line ${sameRow && 'same'}">${linkTo.logo(logo)}${href ? linkTo(href, text) : unbroken(text)}</span> `,
  )
