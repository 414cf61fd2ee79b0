import type { Language, Line, Section, Training } from '@training-signup/contract'
import { html } from 'hono/html'
import { say } from '../words/index.ts'
import type { Html } from './layout.ts'

/** What a visitor wants to know before registering. */
export const trainingDetails = ({ summary, details }: Training, lang: Language): Html =>
  html`<p><strong>${say(lang, 'card.free')}</strong></p>
${summary && html`<p class="lead lines">${summary}</p>`}
${sectionsView(details)}`

/** Whoever has a seat needs only these again. */
export const trainingRecap = ({ details }: Training): Html => sectionsView(details.filter(({ recap }) => recap))

/** A list of terms; what has no heading stands after it. */
const sectionsView = (sections: Section[]) => html`<dl>
${sections.map(({ heading, lines }) => heading && html`<div><dt>${heading}</dt><dd>${linesView(lines)}</dd></div>`)}
</dl>
${sections.map(({ heading, lines }) => !heading && html`<div class="by">${linesView(lines)}</div>`)}`

/** Whom to ask, and where to get help: the same on every step. */
export const helpView = ({ help }: Training): Html | '' =>
  help.length === 0
    ? ''
    : html`<aside class="help" id="help">${help.map(({ heading, lines }) => html`<section><h2>${heading}</h2>${linesView(lines)}</section>`)}</aside>`

const linesView = (lines: Line[]) =>
  lines.map((line) => html`<p class="lines ${line.muted ? 'muted' : ''}">${lineView(line)}</p>`)

// A site opens in a new tab, because what was typed already, or a reference, must not be lost.
export const lineView = ({ text, href }: Line): Html => {
  if (href === undefined) return html`${text}`
  return href.startsWith('http')
    ? html`<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>`
    : html`<a href="${href}">${text}</a>`
}
