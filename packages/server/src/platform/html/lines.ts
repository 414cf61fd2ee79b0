import type { Line } from '@training-signup/contract'
import { html } from 'hono/html'

/**
 * Renders a logo. The name stands next to it in words, so its own text is empty. By its path,
 * because a page may be reached under another name than the public URL’s.
 */
export const logoView = (url: string) => html`<img class="logo" src="${new URL(url).pathname}" alt="">`

/** Renders a date and its hours, which stay on one line where they fit in one: “8 AM – 4 PM”. */
export const whenView = (text: string) =>
  html`${text.split(/((?<![^ ])[^ ]+ – \d[^ ]+)/).map((piece, at) => (at % 2 ? html`<span class="unbroken">${piece}</span>` : piece))}`

/** Returns the lines that belong together: a helpline with its numbers, a contact with its ways. */
export const rowsOf = (lines: Line[]): Line[][] =>
  lines.reduce<Line[][]>((rows, line) => {
    if (line.sameRow) rows.at(-1)?.push(line)
    else rows.push([line])
    return rows
  }, [])

// Opens websites in a new tab, so that typed answers or a reference are not lost.
export const lineView = ({ text, href }: Line) => {
  if (href === undefined) return html`${text}`
  return href.startsWith('http')
    ? html`<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>`
    : html`<a href="${href}">${text}</a>`
}
