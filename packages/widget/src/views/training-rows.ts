import type { NextDate, Training } from '@training-signup/contract'
import { html } from 'lit'
import type { Say } from '../words.ts'
import { dayView } from './details-card.ts'
import { stateView } from './state.ts'
import { unbroken } from './unbroken.ts'

type Row = Pick<Training, 'slug' | 'title' | 'state' | 'notice'> & Pick<NextDate, 'when' | 'venue'> & { label?: string }

interface RowsView {
  say: Say
  onChoose(slug: string): void
}

/** A row that leads to a training, wherever it is pressed. */
function card(training: Row, { say, onChoose }: RowsView) {
  const { slug, title, label = title, when, venue, state } = training
  return html`<li part="training" class="when">
    <span part="tile" aria-hidden="true">${dayView(training)}</span>
    <div>
      <h3 part="training-title" id="t-${slug}">
        <button part="quiet open" type="button" @click=${() => onChoose(slug)}>${label}</button>
      </h3>
      <p part="note">${unbroken(when.text)}${venue && html`<br />${venue.name}`}</p>
      <div class="row">${stateView(training)}<b class="go">${say(`choose.go.${state}`) || say('choose.details')}</b></div>
    </div>
  </li>`
}

export const rows = (trainings: Row[], view: RowsView) =>
  trainings[0] && html`<ul part="trainings" class="list">${trainings.map((training) => card(training, view))}</ul>`
