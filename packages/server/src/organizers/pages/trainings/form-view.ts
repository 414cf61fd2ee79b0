import { type Language, language } from '@training-signup/contract'
import { html } from 'hono/html'
import { doubtView } from '../../../platform/html/doubt.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say, sayIfKnown, type WordKey } from '../../../words/admin.ts'
import { partnerControl, partnerHint } from '../partner-control.ts'
import { choiceOptions, type Found } from './choices.ts'
import type { Field, Item, Rows } from './items.ts'
import { namesOf, rowsIn, type Typed, textIn } from './typed.ts'

export interface FormView {
  lang: Language
  typed: Typed
  /** What is wrong, by the names of the controls. */
  faults: ReadonlyMap<string, string>
  /** What the page has found for choices. */
  found: Found
  /** Whose logo stands here now. */
  logoUrl?: string | undefined
}

/** Where a field stands: in which row, and which list that is. */
interface Place {
  typed: Typed
  /** Of the names of the controls, like `questions.2.`. */
  prefix: string
  /** Of the words, like `questions.`. */
  words: string
}

const top = ({ typed }: FormView): Place => ({ typed, prefix: '', words: '' })

/** The control of the address that visitors write to, and answers to emails reach. */
export const contactEmail = 'contact.email'

export const idOf = (name: string): string => `f-${name.replaceAll('.', '-')}`

/** Renders the fields of a section. */
export const itemsView = (view: FormView, items: readonly Item[], place = top(view)): Html =>
  html`${groupsOf(items).map((group) =>
    group.length > 1
      ? html`<div class="two">${group.map((item) => itemView(view, item, place))}</div>`
      : group.map((item) => itemView(view, item, place)),
  )}`

/** Returns the items, with neighbors that take half of the width together. */
function groupsOf(items: readonly Item[]): Item[][] {
  const groups: Item[][] = []
  const isHalf = (item: Item | undefined) => item !== undefined && item.kind !== 'rows' && item.isHalf === true
  for (const item of items) {
    const last = groups.at(-1)
    if (last && isHalf(last.at(-1)) && isHalf(item)) last.push(item)
    else groups.push([item])
  }
  return groups
}

function itemView(view: FormView, item: Item, place: Place): Html {
  if (item.kind === 'rows') return rowsView(view, item, place)
  const names = namesOf(item)
  const views = names.map((name, at) =>
    item.kind === 'box'
      ? boxView(view, item, place)
      : fieldView(view, item, place, { name, lang: item.isLocal ? language.options[at] : undefined }),
  )
  return views.length > 1 ? html`<div class="two">${views}</div>` : html`${views}`
}

const wordOf = ({ words }: Place, { path }: Pick<Item, 'path'>, more = '') =>
  `admin.training.${words}${path}${more}` as WordKey

/** Returns the name of a control for people, which a summary of errors names too. */
export function labelOf(lang: Language, words: string, spoken: Language | undefined): string {
  const label = say(lang, `admin.training.${words}` as WordKey)
  return spoken === 'es' ? say(lang, 'admin.training.inSpanish', { label }) : label
}

function fieldView(
  view: FormView,
  item: Field,
  place: Place,
  { name, lang: written }: { name: string; lang: Language | undefined },
): Html {
  const { lang, faults } = view
  const full = `${place.prefix}${name}`
  const id = idOf(full)
  const fault = faults.get(full)
  const isOptional = !item.isRequired || written === 'es'
  const ofPartners = item.kind === 'choice' && item.options === 'partners'
  const hint = ofPartners
    ? partnerHint(lang, view.found.partners)
    : written === 'es'
      ? undefined
      : sayIfKnown(lang, wordOf(place, item, '.hint'))
  const told = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return html`<div class="field${fault ? ' wrong' : ''}"><label for="${id}">${labelOf(lang, `${place.words}${item.path}`, written)}${
    isOptional && item.kind !== 'choice' ? html` <small>${say(lang, 'admin.training.optional')}</small>` : ''
  }</label>${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}${
    fault && html`<p class="error" id="${id}-fault">${icon('alert')}<span>${fault}</span></p>`
  }${controlView(view, item, place, {
    id,
    name: full,
    text: textIn(place.typed, name),
    lang: written,
    attributes: html`${told ? html` aria-describedby="${told}"` : ''}${fault ? html` aria-invalid="true"` : ''}`,
  })}${full === contactEmail ? doubtView(lang, { typed: textIn(place.typed, name), name: full, press: 'show' }) : ''}</div>`
}

interface Control {
  id: string
  name: string
  text: string
  lang: Language | undefined
  attributes: Html
}

const inputTypes: Partial<Record<Field['kind'], string>> = { moment: 'datetime-local', day: 'date', time: 'time' }
const inputModes: Partial<Record<Field['kind'], string>> = { address: 'url', number: 'numeric' }

function controlView(view: FormView, item: Field, place: Place, control: Control): Html {
  const { id, name, text, attributes } = control
  const { kind } = item
  if (kind === 'choice' && item.options === 'partners')
    return partnerControl({
      id,
      name,
      choices: view.found.partners,
      chosen: text,
      none: say(view.lang, 'admin.training.choose'),
      attributes,
    })
  if (kind === 'choice') {
    const options = choiceOptions(view.lang, item, `admin.training.${place.words}${item.path}`, view.found, text)
    return html`<select class="input" id="${id}" name="${name}"${attributes}>${options.map(
      ({ value, label }) => html`<option value="${value}"${value === text ? html` selected` : ''}>${label}</option>`,
    )}</select>`
  }
  const spoken = control.lang ? html` lang="${control.lang}"` : ''
  // A text with line breaks would lose them in one line. The first break after the tag is no part
  // of the text.
  if (kind === 'text' || kind === 'lines' || text.includes('\n'))
    return html`<textarea class="input" id="${id}" name="${name}" rows="${kind === 'text' ? 3 : 2}"${spoken}${attributes}>
${text}</textarea>`
  if (kind === 'logo') return logoView(view, control)
  const type = isOf(kind, text) ? inputTypes[kind] : undefined
  const mode = inputModes[kind]
  return html`<input class="input${kind === 'number' ? ' num' : ''}" id="${id}" name="${name}" value="${text}"${
    type ? html` type="${type}"` : ''
  }${mode ? html` inputmode="${mode}"` : ''}${spoken}${attributes}>`
}

/** Browsers empty a field for times that holds something else, so that stays a text. */
const isOf = (kind: Field['kind'], text: string) =>
  text === '' ||
  (kind === 'moment' && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) ||
  (kind === 'day' && /^\d{4}-\d\d-\d\d$/.test(text)) ||
  (kind === 'time' && /^\d\d:\d\d$/.test(text))

const logoView = ({ lang, logoUrl }: FormView, { id, name, text, attributes }: Control): Html =>
  html`${logoUrl && html`<img class="logo" src="${logoUrl}" alt="${say(lang, 'admin.training.logo.now')}">`}<input class="input" type="file" accept="image/png,image/jpeg,image/webp" id="${id}" name="${name}.file"${attributes}>
<input type="hidden" name="${name}" value="${text}">${
    text &&
    html`<label class="check"><input type="checkbox" name="${name}.remove"> ${say(lang, 'admin.training.logo.remove')}</label>`
  }`

function boxView({ lang, faults }: FormView, item: Field, place: Place): Html {
  const name = `${place.prefix}${item.path}`
  const id = idOf(name)
  const hint = sayIfKnown(lang, wordOf(place, item, '.hint'))
  const fault = faults.get(name)
  return html`<div class="field"><label class="check"><input type="checkbox" id="${id}" name="${name}"${
    textIn(place.typed, item.path) ? html` checked` : ''
  }${hint && html` aria-describedby="${id}-hint"`}> ${say(lang, wordOf(place, item))}</label>${
    hint && html`<p class="hint" id="${id}-hint">${hint}</p>`
  }${fault && html`<p class="error">${icon('alert')}<span>${fault}</span></p>`}</div>`
}

function rowsView(view: FormView, list: Rows, place: Place): Html {
  const { lang, faults } = view
  const name = `${place.prefix}${list.path}`
  const words = `${place.words}${list.path}.`
  const hint = sayIfKnown(lang, wordOf(place, list, '.about'))
  const fault = faults.get(name)
  const button = (action: string, at: string, key: WordKey, what: string) =>
    html`<button class="button quiet" name="do" value="${action}:${name}${at}" formaction="#${idOf(`${name}${at}`)}" formnovalidate>${say(lang, key)}<span class="unseen"> ${what}</span></button>`
  return html`<fieldset class="list" id="${idOf(name)}"><legend>${say(lang, wordOf(place, list))}</legend>${
    hint && html`<p class="hint">${hint}</p>`
  }${fault && html`<p class="error">${icon('alert')}<span>${fault}</span></p>`}${rowsIn(place.typed, list.path).map(
    (row, at) => {
      const what = say(lang, `admin.training.${words}one` as WordKey, { number: at + 1 })
      return html`<div class="part ${list.path.replaceAll('.', '-')}" id="${idOf(`${name}.${at}`)}" role="group" aria-label="${what}"><input type="hidden" name="${name}.${at}" value="1">${rowView(
        view,
        list,
        { typed: row, prefix: `${name}.${at}.`, words },
      )}<p class="row">${at > 0 ? button('up', `.${at}`, 'admin.training.up', what) : ''}${list.needsOne && rowsIn(place.typed, list.path).length < 2 ? '' : button('remove', `.${at}`, 'admin.training.remove', what)}</p></div>`
    },
  )}<p><button class="button" name="do" value="add:${name}" formaction="#${idOf(name)}" formnovalidate>${say(lang, wordOf(place, list, '.add'))}</button></p></fieldset>`
}

function rowView(view: FormView, { items }: Rows, place: Place): Html {
  const isExtra = (item: Item) => item.kind !== 'rows' && item.isExtra === true
  const extras = items.filter(isExtra)
  const plain = items.filter((item) => !isExtra(item))
  const isOpen = extras.some((item) => namesOf(item).some((name) => view.faults.has(`${place.prefix}${name}`)))
  return html`${itemsView(view, plain, place)}${
    extras.length > 0
      ? html`<details${isOpen ? html` open` : ''}><summary>${say(view.lang, 'admin.training.moreOf')}</summary><div class="stack">${itemsView(view, extras, place)}</div></details>`
      : ''
  }`
}
