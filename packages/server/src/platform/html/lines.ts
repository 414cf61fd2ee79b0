import type { Line } from '@training-signup/contract'
import { html } from 'hono/html'

/**
 * Renders a logo. The name stands next to it in words, so its own text is empty. By its path,
 * because a page may be reached under another name than the public URL’s.
 */
export const logoView = (url: string) => html`<img class="logo" src="${new URL(url).pathname}" alt="">`

const months =
  'January|February|March|April|May|June|July|August|September|October|November|December|' +
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre'

/** In Spanish they belong to a day without a comma. */
const weekdays = '[Ll]unes|[Mm]artes|[Mm]iércoles|[Jj]ueves|[Vv]iernes|[Ss]ábado|[Dd]omingo'

/** References and phone numbers, hours, and days of a month, with the marks that no line begins with. */
const whole = new RegExp(
  String.raw`((?:(?<![A-Z\d])[A-Z\d]+-[A-Z\d-]+|(?<![^ ])[^ ]+ – \d[^ ]+|(?:${months}) \d{1,2}|(?:\b(?:${weekdays}) )?\b\d{1,2} de (?:${months})(?: de \d{4})?)(?:[.,:;!?)]|\u00A0·)*)`,
)

/**
 * Renders a text with each of those on one line where it fits in one: “8 AM – 4 PM”, “January 9”. A dot between two
 * facts ends a line and never begins one.
 */
export const unbroken = (text: string) =>
  html`${text
    .replaceAll(' · ', '\u00A0· ')
    .split(whole)
    .map((piece, at) => (at % 2 ? html`<span class="unbroken">${piece}</span>` : piece))}`

/** Returns the lines that belong together: a helpline with its numbers, a contact with its ways. */
export const rowsOf = (lines: Line[]): Line[][] =>
  lines.reduce<Line[][]>((rows, line) => {
    if (line.sameRow) rows.at(-1)?.push(line)
    else rows.push([line])
    return rows
  }, [])

// Opens websites in a new tab, so that typed answers or a reference are not lost.
export const lineView = ({ text, href }: Line) => {
  if (href === undefined) return unbroken(text)
  return href.startsWith('http')
    ? html`<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>`
    : html`<a href="${href}">${text}</a>`
}
