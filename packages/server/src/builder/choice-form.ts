import { html } from 'hono/html'
import type { Html } from '../pages/layout.ts'
import { defaultBackground, own, paletteOn, surfacesOf } from '../pages/theme.ts'
import type { Choice, ChoiceFaults, Offer } from './choice.ts'
import { checkContrast } from './contrast-checks.ts'

export interface BuilderView {
  offer: Offer
  choice: Choice
  faults: ChoiceFaults
  /** The fields' texts as typed. They may be invalid. */
  written: Record<string, string>
  /** The paths of the builder and of its preview. */
  paths: { builder: string; preview: string }
}

/**
 * Renders a sponsor's choices. Sent by GET, so that a choice can be bookmarked and shared as a URL.
 */
export const builderForm = (
  view: BuilderView,
): Html => html`<form class="choices" method="get" action="${view.paths.builder}" id="choices">
${trainingChoice(view)}
<fieldset><legend>Your page</legend>
${textField(view, { name: 'partner', label: 'Your short name', hint: 'The organizer’s name for you, or one that you make up, such as rotary-north.', list: 'partners' })}
<datalist id="partners">${view.offer.partners.map(({ slug, name }) => html`<option value="${slug}">${name}</option>`)}</datalist>
<p class="note" id="live-partner" data-live aria-live="polite">${partnerNote(view)}</p>
${selectField(view, {
  name: 'lang',
  label: 'Language',
  options: [
    ['', 'That of my page'],
    ['en', 'English'],
    ['es', 'Español'],
  ],
})}
</fieldset>
<fieldset><legend>Look</legend>
${selectField(view, {
  name: 'theme',
  label: 'Theme',
  hint: 'Automatic is light, unless your page’s style sheet declares a dark color-scheme.',
  options: [
    ['', 'Automatic'],
    ['light', 'Light'],
    ['dark', 'Dark'],
  ],
})}
${colorField(view, { name: 'accent', label: 'Accent color', hint: 'For the button and the links.', example: own.light.accent })}
${colorField(view, { name: 'onAccent', label: 'Text on it', hint: 'Left empty: white or black, whichever can be read.', example: paletteOn({ ...view.choice.look, onAccent: undefined }, surfacesOf(view.choice.look)[0]).onAccent })}
${colorField(view, { name: 'background', label: 'Your page’s background', example: defaultBackground })}
${textField(view, { name: 'font', label: 'Your page’s font', hint: 'For the preview; on your page the form takes your font by itself.', example: 'Georgia, serif' })}
<div class="option"><input type="checkbox" name="bare" value="1" id="bare"${checked(view.choice.look.isBare)}><label for="bare">No card: show the form straight on my background</label></div>
${contrastView(view)}
</fieldset>
${moreChoices(view)}
<button class="update">Update</button>
</form>`

const checked = (is: boolean) => (is ? html` checked` : '')

function trainingChoice({ offer, choice, faults }: BuilderView): Html {
  const series = [...new Set(offer.trainings.flatMap((one) => one.series ?? []))]
  const isChosen = (slug: string) => choice.trainings.some((one) => one.slug === slug)
  return html`<fieldset aria-describedby="live-training"><legend>Trainings</legend>
<p class="note wrong-note" id="live-training" data-live aria-live="polite">${faults['training'] ?? ''}</p>
${offer.trainings.map(
  ({ slug, title }) =>
    html`<div class="option"><input type="checkbox" name="training" value="${slug}" id="training-${slug}"${checked(!choice.series && isChosen(slug))}><label for="training-${slug}">${title.en}</label></div>`,
)}
${
  series.length > 0
    ? html`<div class="field"><label class="label" for="series">Or a whole series</label>
<p class="hint" id="series-hint">Trainings that join it later appear on your page by themselves.</p>
<select name="series" id="series" aria-describedby="series-hint"><option value="">No, only those above</option>${series.map((one) => html`<option value="${one}"${one === choice.series ? html` selected` : ''}>${one}</option>`)}</select></div>`
    : ''
}</fieldset>`
}

interface FieldText {
  name: string
  label: string
  hint?: string
}

/**
 * Renders label, hint, and fault around a control. The fault is `live`, so that it shows while the
 * sponsor types.
 */
function field({ faults }: BuilderView, { name, label, hint }: FieldText, control: (describedBy: Html) => Html): Html {
  const ids = [...(hint ? [`${name}-hint`] : []), `live-${name}-fault`].join(' ')
  return html`<div class="field"><label class="label" for="${name}">${label}</label>
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
<p class="error" id="live-${name}-fault" data-live aria-live="polite">${faults[name] ?? ''}</p>
${control(html` aria-describedby="${ids}"`)}</div>`
}

const textField = (view: BuilderView, { list, example, ...text }: FieldText & { list?: string; example?: string }) =>
  field(
    view,
    text,
    (describedBy) =>
      html`<input type="text" name="${text.name}" id="${text.name}" value="${view.written[text.name] ?? ''}" maxlength="300" autocomplete="off" autocapitalize="off" spellcheck="false"${list ? html` list="${list}"` : ''}${example ? html` placeholder="${example}"` : ''}${describedBy}>`,
  )

// A text field, because people paste the color from their style guide. The script adds a picker
// beside it.
const colorField = (view: BuilderView, { example = '', ...text }: FieldText & { example?: string }) =>
  field(
    view,
    text,
    (describedBy) =>
      html`<span class="color"><input type="text" name="${text.name}" id="${text.name}" value="${view.written[text.name] ?? ''}" maxlength="7" autocomplete="off" spellcheck="false" placeholder="${example}" data-color${describedBy}></span>`,
  )

// A choice from a list cannot be invalid.
const selectField = (
  { written }: BuilderView,
  { name, label, hint, options }: FieldText & { options: [value: string, label: string][] },
) =>
  html`<div class="field"><label class="label" for="${name}">${label}</label>
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
<select name="${name}" id="${name}"${hint ? html` aria-describedby="${name}-hint"` : ''}>${options.map(
    ([value, text]) =>
      html`<option value="${value}"${value === (written[name] ?? '') ? html` selected` : ''}>${text}</option>`,
  )}</select></div>`

function partnerNote({ choice: { partner }, offer: { partners } }: BuilderView): Html {
  if (partner === undefined) return html`Without one, no one can tell afterwards that a sign-up came from your page.`
  const existing = partners.find(({ slug }) => slug === partner)
  if (!existing)
    return html`The organizer does not know <strong>${partner}</strong> yet. The snippet works all the same: each sign-up keeps it as a label, but is counted under no partner until the organizer adds it.`
  if (existing.origins.length === 0)
    return html`<strong>${existing.name}</strong> is known to the organizer, and what comes from your page is counted for you.`
  return html`<strong>${existing.name}</strong> is known to the organizer. What comes from ${existing.origins.join(', ')} is counted for you, and what comes from elsewhere is not.`
}

const contrastView = (
  view: BuilderView,
): Html => html`<section class="contrast" aria-labelledby="contrast-heading"><h3 id="contrast-heading">Can it be read?</h3>
<div id="live-contrast" data-live aria-live="polite"><ul>${checkContrast(view.choice.look).map(
  ({ text, passes, offers }) =>
    html`<li class="${passes ? 'passes' : 'fails'}">${passes ? '' : html`<strong>Change this.</strong> `}${text}${offers.map(
      ({ label, change }) =>
        html` <a href="${addressWith(view, change)}" data-change="${JSON.stringify(change)}">${label}</a>`,
    )}</li>`,
)}</ul></div></section>`

function addressWith({ paths, written, choice }: BuilderView, change: Record<string, string>) {
  const query = new URLSearchParams({ ...written, ...change })
  query.delete('training')
  for (const { slug } of choice.trainings) query.append('training', slug)
  return `${paths.builder}?${query.toString()}`
}

const moreChoices = (view: BuilderView): Html => html`<fieldset><legend>More</legend>
${textField(view, { name: 'site', label: 'Your page’s address', hint: 'Only for the frame, which then takes its height by itself.', example: 'https://www.example.org' })}
${textField(view, { name: 'exit', label: 'Address for leaving quickly', hint: 'Shows a button that clears the form and opens that page at once, for visitors who are watched. Not in frames.', example: 'https://weather.gov' })}
${versionChoice(view)}
</fieldset>`

function versionChoice({ offer: { release }, choice }: BuilderView): Html {
  const follow = 'Your page gets improvements and repairs by itself.'
  if (!release)
    return html`<div class="field"><p class="label">Version</p><p class="hint">The snippets follow the current version. ${follow} There is no release yet to stay with.</p></div>`
  const option = (value: string, label: string, hint: string, isChosen: boolean) =>
    html`<div class="option"><input type="radio" name="channel" value="${value}" id="channel-${value}" aria-describedby="channel-${value}-hint"${checked(isChosen)}><label for="channel-${value}">${label}</label><p class="hint" id="channel-${value}-hint">${hint}</p></div>`
  return html`<fieldset class="field"><legend class="label">Version</legend>
${option('pinned', `Stay with ${release.version}`, 'The browser refuses the script if one byte of it differs; for a newer one you change the snippet.', choice.pinned !== undefined)}
${option('following', 'Follow the current version', follow, choice.pinned === undefined)}</fieldset>`
}
