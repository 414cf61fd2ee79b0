import type { Line } from '@training-signup/contract'
import { html } from 'hono/html'

// Opens websites in a new tab, so that typed answers or a reference are not lost.
export const lineView = ({ text, href }: Line) => {
  if (href === undefined) return html`${text}`
  return href.startsWith('http')
    ? html`<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>`
    : html`<a href="${href}">${text}</a>`
}
