import type { Section, Training } from '@training-signup/contract'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from './icon.ts'
import { linesOf } from './lines.ts'
import { unbroken } from './unbroken.ts'
import type { View } from './view.ts'

/** Shows what the training is, when, and where; the full card also for and by which people, once it is whole. */
export function detailsCard(
  view: View,
  { isFull, isWhole, toolbar }: { isFull: boolean; isWhole: boolean; toolbar: unknown },
): TemplateResult {
  const { title, summary, details } = view.data.training
  const { say, linkTo } = view
  const [when, where, ...others] = details
  // On a narrow page the rest unfolds at the visitor's wish; on a wide one, what is good to know.
  const unfold = isFull
    ? html` <button part="quiet" type="button" aria-expanded="false" @click=${unfoldRest}>${say('card.more')}</button>`
    : nothing
  return html`
    <header part="card"><div class="pinned">
      ${toolbar}
      <h2 part="title" tabindex="-1">${title}</h2>
      <dl part="facts">${when === undefined ? nothing : whenView(view, when, isFull)}${where === undefined ? nothing : whereView(view, where, unfold)}</dl>
      ${
        isFull
          ? html`<div part="rest" class="folded">
              ${isWhole ? html`<p part="free about">${say('card.free')} ${summary}</p>${restOf(others, linkTo)}` : nothing}
            </div>`
          : nothing
      }
    </div></header>
  `
}

function unfoldRest({ currentTarget }: Event) {
  const button = currentTarget as HTMLButtonElement
  button.ariaExpanded = String(button.ariaExpanded !== 'true')
}

/**
 * The training's days, as a leaf of a calendar. In the server's words: on a slow phone, the
 * first date that a page formats takes as long as drawing the form.
 */
export const dayView = ({ when: { tile } }: { when: Pick<Training['when'], 'tile'> }) =>
  html`<b>${tile?.month}</b>${tile?.day[3] ? html`<em>${tile.day}</em>` : tile?.day}`

// On a narrow page, sessions and doors unfold with the rest.
const whenView = (
  { data: { training }, linkTo }: View,
  { heading, lines: [day, hours, ...others] }: Section,
  isFull: boolean,
) => html`<div part="fact" class="when">
  <dt part="term" class="aside">${heading}</dt>
  <dd part="tile" aria-hidden="true">${dayView(training)}</dd>
  <dd part="detail"><b>${unbroken(day?.text)}</b>${hours && linesOf([hours], linkTo)}${isFull ? html`<span class="folded">${linesOf(others, linkTo)}</span>` : nothing}</dd>
</div>`

const whereView = (
  { linkTo }: View,
  { heading, lines: [name, ...more] }: Section,
  unfold: unknown,
) => html`<div part="fact" class="where">
  <dt part="term" class="aside">${heading}</dt>
  <dd part="tile" aria-hidden="true">${icon('pin')}</dd>
  <dd part="detail"><b>${name && linkTo(name.href, name.text)}</b>
    ${more.map(({ text, href }) => (href ? html`${linkTo(href, text)} ` : html`<span class="folded">${text} </span>`))}${unfold}</dd>
</div>`

/** Each section with its term, and the heading above it and those after it. */
export const restOf = (sections: Section[], linkTo: View['linkTo']) =>
  sections.map(
    ({ above, heading, lines }) => html`${above && html`<h3>${above}</h3>`}
      <p part=${heading ? 'fact' : 'people'}><b part="term">${heading}</b> <span part="detail">${linesOf(lines, linkTo)}</span></p>`,
  )
