import type { Training } from '@training-signup/contract'
import { html, nothing, type TemplateResult } from 'lit'
import type { ChooseStep } from '../steps.ts'
import { helpBlock } from '../views/help.ts'
import type { LinkTo } from '../views/link.ts'
import { rows } from '../views/training-rows.ts'
import type { Say } from '../words.ts'

export interface ChooserView {
  step: ChooseStep
  say: Say
  /** The row of languages. */
  bar: unknown
  linkTo: LinkTo
  /** Shows the trainings of one audience, or of all. */
  onNarrow(audienceOf: string | undefined): void
  onChoose(slug: string): void
}

/** Several trainings to choose from, and the question for which audience they are. */
export function chooser(view: ChooserView): TemplateResult {
  const { say, linkTo } = view
  const { trainings, all } = view.step.list
  const audience = trainings.find(({ slug }) => slug === view.step.audienceOf)?.audience.self
  const audiences = [...new Map(trainings.map((training) => [training.audience.self, training.slug]))]
  const shown = trainings.filter((training) => !audience || training.audience.self === audience)
  const past = shown.filter(isPast)
  return html`<div part="stage"><div class="whole">
    ${view.bar}
    <h2 part="title" tabindex="-1">${say('choose.heading')}</h2>
    ${audiences[1] && audienceQuestion(view, audiences, audience)}
    ${trainings.every(isPast) ? html`<p part="note">${say('choose.none')}</p>${all ? linkTo(all.href, all.label, 'button') : html`<slot></slot>`}` : nothing}
    ${rows(
      shown.filter((one) => !isPast(one)),
      view,
    )}
    ${past[0] && html`<details class="past"><summary>${say('choose.past')}</summary>${rows(past, view)}</details>`}</div></div>
    ${helpBlock(trainings[0]?.help ?? [], linkTo)}
  `
}

const isPast = ({ state }: Training) => state === 'past'

function audienceQuestion(
  { say, onNarrow }: ChooserView,
  audiences: [text: string, slug: string][],
  chosen: string | undefined,
) {
  const choice = (text: string, slug: string | undefined, isChosen: boolean) => html`<label part="choice">
    <input part="tick" type="radio" name="audience" .checked=${isChosen} @change=${() => onNarrow(slug)} />
    <span>${text}</span>
  </label>`
  return html`<fieldset part="audiences">
    <legend part="label">${say('choose.audience')}</legend>
    <div part="choices">
      ${audiences.map(([text, slug]) => choice(text, slug, text === chosen))}
      ${choice(say('choose.all'), undefined, !chosen)}
    </div>
  </fieldset>`
}
