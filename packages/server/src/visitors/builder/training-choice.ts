import { html } from 'hono/html'
import type { Html } from '../../platform/html/layout.ts'
import { unbroken } from '../../platform/html/lines.ts'
import { moodOfState } from '../../platform/html/moment.ts'
import { say } from '../../words/index.ts'
import { tileView } from '../pages/training/training-details.ts'
import type { BuilderView } from './builder-view.ts'
import type { ListedTraining } from './offer.ts'

/** Renders the trainings with what tells them apart: date, place, and whether there are seats. */
export function trainingChoice(view: BuilderView): Html {
  const { offer, faults, lang } = view
  return html`<fieldset aria-describedby="live-training"><legend>${say(lang, 'builder.trainings')}</legend>
<p class="error" id="live-training" data-live aria-live="polite">${faults.get('training') ?? ''}</p>
${seriesChoice(view)}
${rows(view, offer.coming)}
${endedChoice(view)}
${offer.isSearchable ? findField(view) : ''}
<div id="live-further" data-live>${furtherView(view)}</div></fieldset>`
}

const findField = ({ offer, lang }: BuilderView): Html =>
  html`<div class="field"><label class="label" for="find">${say(lang, 'builder.find')}</label>
<p class="hint" id="find-hint">${say(lang, 'builder.find.hint')}</p>
<input type="search" name="find" id="find" value="${offer.find}" maxlength="100" autocomplete="off" spellcheck="false" aria-describedby="find-hint"></div>`

/** What was searched for and is not listed above, and what the address names. */
function furtherView(view: BuilderView): Html {
  const { offer, lang } = view
  return html`${
    offer.find === ''
      ? ''
      : html`<p class="hint" role="status">${say(lang, 'builder.found', { count: offer.foundCount })}</p>`
  }${rows(view, offer.further)}`
}

function seriesChoice({ offer, choice, lang }: BuilderView): Html | '' {
  const series = [...new Set([...offer.ofSeries, ...offer.all].flatMap((one) => one.series ?? []))]
  if (series.length === 0) return ''
  return html`<div class="field"><label class="label" for="series">${say(lang, 'builder.series')}</label>
<p class="hint" id="series-hint">${say(lang, 'builder.series.hint')}</p>
<select name="series" id="series" aria-describedby="series-hint"><option value="">${say(lang, 'builder.series.none')}</option>
${series.map((one) => html`<option value="${one}"${one === choice.series ? html` selected` : ''}>${one}</option>`)}</select></div>`
}

function endedChoice(view: BuilderView): Html | '' {
  const { ended } = view.offer
  if (ended.length === 0) return ''
  const isOpen = ended.some((one) => isChosen(view, one))
  return html`<details class="ended"${isOpen ? html` open` : ''}><summary>${say(view.lang, 'builder.ended', { count: ended.length })}</summary>
${rows(view, ended)}</details>`
}

const isChosen = ({ choice }: BuilderView, { slug }: ListedTraining) =>
  !choice.series && choice.trainings.some((one) => one.slug === slug)

const rows = (view: BuilderView, trainings: ListedTraining[]) =>
  trainings.length > 0 ? html`<ul class="pick">${trainings.map((one) => row(view, one))}</ul>` : ''

// The title is the control's name. The rest describes it, and a press on any of it is one on the
// box.
function row(view: BuilderView, one: ListedTraining): Html {
  const { slug, shown } = one
  const id = `training-${slug}`
  return html`<li><label><input type="checkbox" name="training" value="${slug}" id="${id}" aria-labelledby="${id}-title" aria-describedby="${id}-facts"${
    isChosen(view, one) ? html` checked` : ''
  }>
${tileView(shown)}<span><b id="${id}-title">${shown.title}</b>
<span id="${id}-facts"><small><time datetime="${shown.when.start}">${unbroken(shown.when.text)}</time></small>${
    shown.venue ? html` <small>${shown.venue.name}</small>` : ''
  }
<span class="state ${moodOfState[shown.state].tone}">${shown.notice.title}</span></span></span></label></li>`
}
