import { html, type nothing, type TemplateResult } from 'lit'
import { type IconName, icon } from './icon.ts'
import type { Look } from './state.ts'

/** An icon and a word that say the same as the color around them. */
export const mark = (name: IconName, word: string) =>
  html`<span class="disc">${icon(name)}</span><b class="word">${word}</b>`

interface Moment {
  /** `result`, or `panel` for a refusal. */
  part: string
  look: Look
  word: string
  title: unknown
  text: unknown
  /** What is next. */
  more: unknown
}

/** The outcome of a sign-up, or why none is taken. */
export const moment = ({ part, look: [name, tone], word, title, text, more }: Moment) => html`
  <section part=${part} class="moment ${tone}">
    ${mark(name, word)}
    <h3 part="${part}-title" tabindex="-1">${title}</h3>
    <p part="${part}-text">${text}</p>
    ${more}
  </section>
`

/** A notice above the form, whose answers stay. */
export const box = (tone: string, title: string, text: string, more: TemplateResult | typeof nothing) => html`
  <section part="panel" class="box ${tone}">
    <h3 part="panel-title" tabindex="-1">${icon('alert')}${title}</h3>
    <p part="panel-text">${text}</p>
    <p part="actions">${more}</p>
  </section>
`
