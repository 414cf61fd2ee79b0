import type { Language, Line, Section, Training } from '@training-signup/contract'
import { html } from 'hono/html'
import { say } from '../words/index.ts'
import type { Html } from './layout.ts'

/** Renders what a visitor wants to know before registering. */
export const trainingDetails = ({ summary, details }: Training, lang: Language): Html =>
  html`<p><strong>${say(lang, 'card.free')}</strong></p>
${summary && html`<p class="lead lines">${summary}</p>`}
${sectionsView(details)}`

/** Renders the parts that people with a seat need again. */
export const trainingRecap = ({ details }: Training): Html => sectionsView(details.filter(({ recap }) => recap))

/** Renders a message about a training, and below it what people need to know. */
export const trainingMessage = (
  training: Training,
  [title, text]: readonly [title: string, text: string],
  { more = '', details = trainingRecap(training) }: { more?: Html | ''; details?: Html } = {},
): Html => html`<main><div class="panel" role="status"><h1>${title}</h1><p>${text}</p>${more}</div>
<h2>${training.title}</h2>
${details}</main>
${helpView(training)}`

/** Renders a list of terms. Sections without a heading follow it. */
const sectionsView = (sections: Section[]) => html`<dl>
${sections.map(({ heading, lines }) => heading && html`<div><dt>${heading}</dt><dd>${linesView(lines)}</dd></div>`)}
</dl>
${sections.map(({ heading, lines }) => !heading && html`<div class="by">${linesView(lines)}</div>`)}`

/** Renders contacts and places to get help, the same on every step. */
export const helpView = ({ help }: Training): Html | '' =>
  help.length === 0
    ? ''
    : html`<aside class="help" id="help">${help.map(({ heading, lines }) => html`<section><h2>${heading}</h2>${linesView(lines)}</section>`)}</aside>`

const linesView = (lines: Line[]) =>
  lines.map((line) => html`<p class="lines ${line.muted ? 'muted' : ''}">${lineView(line)}</p>`)

// Opens websites in a new tab, so that typed answers or a reference are not lost.
export const lineView = ({ text, href }: Line): Html => {
  if (href === undefined) return html`${text}`
  return href.startsWith('http')
    ? html`<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>`
    : html`<a href="${href}">${text}</a>`
}
