import { html } from 'hono/html'
import type { Html } from '../../platform/html/layout.ts'
import { defaultBackground, own, paletteOn, surfacesOf } from '../../platform/html/theme.ts'
import { say, sayList, type WordKey } from '../../words/index.ts'
import type { BuilderView } from './builder-view.ts'
import { checkContrast } from './contrast-checks.ts'
import { trainingChoice } from './training-choice.ts'

/**
 * Renders a sponsor's choices. Sent by GET, so that a choice can be bookmarked and shared as a URL.
 */
export const builderForm = (
  view: BuilderView,
): Html => html`<form class="choices" method="get" action="${view.paths.builder}" id="choices">
<input type="hidden" name="ui" value="${view.lang}">
<fieldset><legend>${say(view.lang, 'builder.page')}</legend>
${textField(view, { name: 'partner', label: 'builder.partner', hint: 'builder.partner.hint', list: 'partners' })}
<datalist id="partners">${view.offer.partners.map(({ slug, name }) => html`<option value="${slug}">${name}</option>`)}</datalist>
<p class="muted" id="live-partner" data-live aria-live="polite">${partnerNote(view)}</p>
</fieldset>
${trainingChoice(view)}
${appearanceChoice(view)}
${moreChoices(view)}
<button class="update">${say(view.lang, 'builder.update')}</button>
</form>`

const appearanceChoice = (
  view: BuilderView,
): Html => html`<fieldset><legend>${say(view.lang, 'builder.appearance')}</legend>
${selectField(view, {
  name: 'details',
  label: 'builder.details',
  hint: 'builder.details.hint',
  options: [
    ['', say(view.lang, 'builder.details.full')],
    ['brief', say(view.lang, 'builder.details.brief')],
    ['none', say(view.lang, 'builder.details.none')],
  ],
})}
${selectField(view, {
  name: 'lang',
  label: 'builder.lang',
  options: [
    ['', say(view.lang, 'builder.lang.auto')],
    ['en', 'English'],
    ['es', 'Español'],
  ],
})}
${selectField(view, {
  name: 'theme',
  label: 'builder.theme',
  hint: 'builder.theme.hint',
  options: [
    ['', say(view.lang, 'builder.theme.auto')],
    ['light', say(view.lang, 'builder.theme.light')],
    ['dark', say(view.lang, 'builder.theme.dark')],
  ],
})}
${colorField(view, { name: 'accent', label: 'builder.accent', hint: 'builder.accent.hint', example: own.light.accent })}
${colorField(view, { name: 'onAccent', label: 'builder.onAccent', hint: 'builder.onAccent.hint', example: ownOnAccent(view) })}
${colorField(view, { name: 'background', label: 'builder.background', example: defaultBackground })}
${textField(view, { name: 'font', label: 'builder.font', hint: 'builder.font.hint', example: 'Georgia, serif' })}
<div class="option"><input type="checkbox" name="bare" value="1" id="bare"${checked(view.choice.look.isBare)}>
<label for="bare">${say(view.lang, 'builder.bare')}</label></div>
${contrastView(view)}
</fieldset>`

/** Returns the text color that the form takes by itself on the chosen accent. */
const ownOnAccent = ({ choice: { look } }: BuilderView) =>
  paletteOn({ ...look, onAccent: undefined }, surfacesOf(look)[0]).onAccent

const checked = (is: boolean) => (is ? html` checked` : '')

interface FieldText {
  name: string
  label: WordKey
  hint?: WordKey
}

/**
 * Renders label, hint, and fault around a control. The fault is `live`, so that it shows while the
 * sponsor types.
 */
function field(
  { faults, lang }: BuilderView,
  { name, label, hint }: FieldText,
  control: (describedBy: Html) => Html,
): Html {
  const ids = [...(hint ? [`${name}-hint`] : []), `live-${name}-fault`].join(' ')
  return html`<div class="field"><label class="label" for="${name}">${say(lang, label)}</label>
${hint ? html`<p class="hint" id="${name}-hint">${say(lang, hint)}</p>` : ''}
<p class="error" id="live-${name}-fault" data-live aria-live="polite">${faults.get(name) ?? ''}</p>
${control(html` aria-describedby="${ids}"`)}</div>`
}

const textField = (view: BuilderView, { list, example, ...text }: FieldText & { list?: string; example?: string }) =>
  field(
    view,
    text,
    (describedBy) =>
      html`<input type="text" name="${text.name}" id="${text.name}" value="${
        view.written[text.name] ?? ''
      }" maxlength="300" autocomplete="off" autocapitalize="off" spellcheck="false"${list ? html` list="${list}"` : ''}${
        example ? html` placeholder="${example}"` : ''
      }${describedBy}>`,
  )

// A text field, because people paste the color from their style guide. The script adds a picker
// next to it.
const colorField = (view: BuilderView, { example = '', ...text }: FieldText & { example?: string }) =>
  field(
    view,
    text,
    (describedBy) =>
      html`<span class="color"><input type="text" name="${text.name}" id="${text.name}" value="${
        view.written[text.name] ?? ''
      }" maxlength="7" autocomplete="off" spellcheck="false" placeholder="${example}" data-color${describedBy}></span>`,
  )

// A choice from a list needs no fault.
const selectField = (
  { written, lang }: BuilderView,
  { name, label, hint, options }: FieldText & { options: [value: string, label: string][] },
) =>
  html`<div class="field"><label class="label" for="${name}">${say(lang, label)}</label>
${hint ? html`<p class="hint" id="${name}-hint">${say(lang, hint)}</p>` : ''}
<select name="${name}" id="${name}"${hint ? html` aria-describedby="${name}-hint"` : ''}>${options.map(
    ([value, text]) =>
      html`<option value="${value}"${value === (written[name] ?? '') ? html` selected` : ''}>${text}</option>`,
  )}</select></div>`

function partnerNote({ choice: { partner }, offer: { partners }, lang }: BuilderView): string {
  if (partner === undefined) return say(lang, 'builder.partner.missing')
  const existing = partners.find(({ slug }) => slug === partner)
  if (!existing) return say(lang, 'builder.partner.unknown', { name: partner })
  const { name, origins } = existing
  if (origins.length === 0) return say(lang, 'builder.partner.known', { name })
  return say(lang, 'builder.partner.origins', { name, origins: sayList(lang, origins) })
}

const contrastView = (
  view: BuilderView,
): Html => html`<section class="contrast" aria-labelledby="contrast-heading"><h2 id="contrast-heading">${say(view.lang, 'builder.readable')}</h2>
<div id="live-contrast" data-live aria-live="polite"><ul>${checkContrast(view.choice.look, view.lang).map(
  ({ text, passes, offers }) =>
    html`<li class="${passes ? 'passes' : 'fails'}">${passes ? '' : html`<strong>${say(view.lang, 'builder.change')}</strong> `}${text}${offers.map(
      ({ label, change }) =>
        html` <a href="${addressWith(view, change)}" data-change="${JSON.stringify(change)}">${label}</a>`,
    )}</li>`,
)}</ul></div></section>`

/** Returns the builder's address for this choice with a change. */
export function addressWith({ paths, written, choice }: BuilderView, change: Record<string, string>) {
  const query = new URLSearchParams({ ...written, ...change })
  query.delete('training')
  for (const { slug } of choice.trainings) query.append('training', slug)
  return `${paths.builder}?${query.toString()}`
}

const moreChoices = (view: BuilderView): Html => html`<fieldset><legend>${say(view.lang, 'builder.more')}</legend>
${textField(view, { name: 'site', label: 'builder.site', hint: 'builder.site.hint', example: 'https://www.example.org' })}
${textField(view, { name: 'exit', label: 'builder.exit', hint: 'builder.exit.hint', example: 'https://weather.gov' })}
${versionChoice(view)}
</fieldset>`

function versionChoice({ offer: { release }, choice, lang }: BuilderView): Html {
  const label = say(lang, 'builder.version')
  if (!release)
    return html`<div class="field"><p class="label">${label}</p><p class="hint">${say(lang, 'builder.version.only')}</p></div>`
  const option = (value: string, text: string, hint: string, isChosen: boolean) =>
    html`<div class="option">
<input type="radio" name="channel" value="${value}" id="channel-${value}" aria-describedby="channel-${value}-hint"${checked(
      isChosen,
    )}><label for="channel-${value}">${text}</label><p class="hint" id="channel-${value}-hint">${hint}</p></div>`
  const { version } = release
  return html`<fieldset class="field"><legend class="label">${label}</legend>
${option('pinned', say(lang, 'builder.version.stay', { version }), say(lang, 'builder.version.stay.hint'), choice.pinned !== undefined)}
${option('following', say(lang, 'builder.version.follow'), say(lang, 'builder.version.follow.hint'), choice.pinned === undefined)}</fieldset>`
}
