import type { Section } from '@training-signup/contract'
import { html, nothing, type TemplateResult } from 'lit'
import { linesOf } from './lines.ts'
import type { View } from './view.ts'

/** What the training is, when, where, for and by which people. */
export function detailsCard(view: View): TemplateResult {
  const { title, summary, notice, details } = view.data.training
  return html`
    <header part="card">
      <h2 part="title" tabindex="-1">${title}</h2>
      <p part="free">${view.say('card.free')}</p>
      ${summary ? html`<p part="about">${summary}</p>` : nothing}
      <p part="state">${notice.title}</p>
      ${facts(view, details)}
    </header>
  `
}

export function facts({ linkTo }: View, sections: Section[]) {
  const [named, rest] = [sections.filter(({ heading }) => heading), sections.filter(({ heading }) => !heading)]
  return html`
    <dl part="facts">
      ${named.map(
        ({ heading, lines }) =>
          html`<div part="fact"><dt part="term">${heading}</dt><dd part="detail">${linesOf(lines, linkTo)}</dd></div>`,
      )}
    </dl>
    ${rest.map(({ lines }) => html`<p part="people">${linesOf(lines, linkTo)}</p>`)}
  `
}
