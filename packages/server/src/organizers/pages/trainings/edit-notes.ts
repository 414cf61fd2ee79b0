import type { Language, TrainingInput } from '@training-signup/contract'
import { html } from 'hono/html'
import { idOf } from '../../../platform/html/form/fault-summary.ts'
import type { Item } from '../../../platform/html/form/items.ts'
import { labelOf } from '../../../platform/html/form/items-view.ts'
import { namesOf, rowsIn, type Typed, textIn, typedOf } from '../../../platform/html/form/typed.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { choiceView } from '../sent-forms/both-view.ts'
import type { Merged } from './draft.ts'
import { words } from './items.ts'

/** Renders what someone else has saved in the meantime. */
export const mergedView = (lang: Language, { theirs, both }: Merged, present: TrainingInput): Html =>
  html`<div class="note wait" role="alert">${icon('warn')}<div>
<p><b>${say(lang, 'admin.edit.stale')}</b> ${say(lang, both.length > 0 ? 'admin.edit.stale.choose' : 'admin.edit.stale.kept')}</p>${
    theirs.length > 0
      ? html`<p>${say(lang, 'admin.edit.stale.theirs')}</p><ul>${theirs.map(
          (item) => html`<li>${linkTo(lang, item)}: ${shownValue(lang, item, typedOf(present, [item]))}</li>`,
        )}</ul>`
      : ''
  }</div></div>`

/** Renders the choice between both values of what two people changed. Stands within the form. */
export const bothChoices = (lang: Language, { typed, both }: Merged, present: TrainingInput): Html | '' =>
  both.length === 0
    ? ''
    : html`<section class="card stack both" aria-labelledby="both-title"><h2 id="both-title">${say(lang, 'admin.edit.stale.both')}</h2>${both.map(
        (item) =>
          choiceView(lang, item.path, linkTo(lang, item), {
            mine: shownValue(lang, item, typed),
            theirs: shownValue(lang, item, typedOf(present, [item])),
          }),
      )}</section>`

function linkTo(lang: Language, item: Item): Html {
  const name = item.kind === 'rows' ? item.path : (namesOf(item)[0] ?? item.path)
  return html`<a href="#${idOf(name)}">${labelOf(lang, `${words}${item.path}`)}</a>`
}

/** Returns what stands in a field or a list, on one line. */
export const shownValue = (lang: Language, item: Item, typed: Typed): string =>
  shownOf(item, typed) || say(lang, 'admin.both.blank')

/** Of a list, the first text of each row. */
function shownOf(item: Item, typed: Typed): string {
  if (item.kind !== 'rows')
    return namesOf(item)
      .map((name) => textIn(typed, name))
      .filter(Boolean)
      .join(' / ')
  return rowsIn(typed, item.path)
    .map((row) => Object.values(row).find((value) => typeof value === 'string' && value !== '') as string)
    .join(', ')
}
