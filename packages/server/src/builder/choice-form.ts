import { html } from 'hono/html'
import type { Html } from '../pages/layout.ts'
import { defaultBackground, own, paletteOn, surfacesOf } from '../pages/theme.ts'
import type { Choice, ChoiceFaults, Offer } from './choice.ts'
import { checkContrast } from './contrast-checks.ts'

export interface BuilderView {
  offer: Offer
  choice: Choice
  faults: ChoiceFaults
  /** The fields' texts as typed. They may be unusable. */
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
${textField(view, { name: 'partner', label: 'Your short name', hint: 'The one the organizer gave you, or make one up, like rotary-north.', list: 'partners' })}
<datalist id="partners">${view.offer.partners.map(({ slug, name }) => html`<option value="${slug}">${name}</option>`)}</datalist>
<p class="note" id="live-partner" data-live aria-live="polite">${partnerNote(view)}</p>
${selectField(view, {
  name: 'lang',
  label: 'Language',
  options: [
    ['', 'Same as my page'],
    ['en', 'English'],
    ['es', 'Español'],
  ],
})}
</fieldset>
<fieldset><legend>Appearance</legend>
${selectField(view, {
  name: 'theme',
  label: 'Theme',
  hint: 'Automatic means light, unless your page’s CSS sets a dark color-scheme.',
  options: [
    ['', 'Automatic'],
    ['light', 'Light'],
    ['dark', 'Dark'],
  ],
})}
${colorField(view, { name: 'accent', label: 'Accent color', hint: 'For buttons and links.', example: own.light.accent })}
${colorField(view, { name: 'onAccent', label: 'Text on the accent color', hint: 'Leave blank to use white or black, whichever is readable.', example: paletteOn({ ...view.choice.look, onAccent: undefined }, surfacesOf(view.choice.look)[0]).onAccent })}
${colorField(view, { name: 'background', label: 'Your page’s background color', example: defaultBackground })}
${textField(view, { name: 'font', label: 'Your page’s font', hint: 'Only for this preview. On your page, the form uses your font automatically.', example: 'Georgia, serif' })}
<div class="option"><input type="checkbox" name="bare" value="1" id="bare"${checked(view.choice.look.isBare)}><label for="bare">No card: show the form right on my page’s background</label></div>
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
<p class="hint" id="series-hint">Trainings added to the series later show up on your page automatically.</p>
<select name="series" id="series" aria-describedby="series-hint"><option value="">No, just the ones above</option>${series.map((one) => html`<option value="${one}"${one === choice.series ? html` selected` : ''}>${one}</option>`)}</select></div>`
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
// next to it.
const colorField = (view: BuilderView, { example = '', ...text }: FieldText & { example?: string }) =>
  field(
    view,
    text,
    (describedBy) =>
      html`<span class="color"><input type="text" name="${text.name}" id="${text.name}" value="${view.written[text.name] ?? ''}" maxlength="7" autocomplete="off" spellcheck="false" placeholder="${example}" data-color${describedBy}></span>`,
  )

// A choice from a list needs no fault.
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
  if (partner === undefined) return html`Without one, registrations from your page can’t be counted for you.`
  const existing = partners.find(({ slug }) => slug === partner)
  if (!existing)
    return html`The organizer hasn’t added <strong>${partner}</strong> yet. The code works anyway. Each registration keeps this name, but none are counted for you until the organizer adds it.`
  if (existing.origins.length === 0)
    return html`<strong>${existing.name}</strong> is set up. Registrations from your page are counted for you.`
  return html`<strong>${existing.name}</strong> is set up. Registrations from ${existing.origins.join(', ')} are counted for you. Those from anywhere else aren’t.`
}

const contrastView = (
  view: BuilderView,
): Html => html`<section class="contrast" aria-labelledby="contrast-heading"><h3 id="contrast-heading">Is it readable?</h3>
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

const moreChoices = (view: BuilderView): Html => html`<fieldset><legend>More options</legend>
${textField(view, { name: 'site', label: 'Your page’s address', hint: 'Only for the frame (iframe), so it can adjust its height.', example: 'https://www.example.org' })}
${textField(view, { name: 'exit', label: 'Quick-exit link', hint: 'Adds a button that clears the form and opens this page right away, for visitors who may be watched. Not available in frames.', example: 'https://weather.gov' })}
${versionChoice(view)}
</fieldset>`

function versionChoice({ offer: { release }, choice }: BuilderView): Html {
  const follow = 'Your page gets improvements and fixes automatically.'
  if (!release)
    return html`<div class="field"><p class="label">Version</p><p class="hint">The code uses the current version. ${follow} There’s no release to stay on yet.</p></div>`
  const option = (value: string, label: string, hint: string, isChosen: boolean) =>
    html`<div class="option"><input type="radio" name="channel" value="${value}" id="channel-${value}" aria-describedby="channel-${value}-hint"${checked(isChosen)}><label for="channel-${value}">${label}</label><p class="hint" id="channel-${value}-hint">${hint}</p></div>`
  return html`<fieldset class="field"><legend class="label">Version</legend>
${option('pinned', `Stay on version ${release.version}`, 'Browsers block the script if even one byte changes. To upgrade, replace the code on your page.', choice.pinned !== undefined)}
${option('following', 'Always use the current version', follow, choice.pinned === undefined)}</fieldset>`
}
