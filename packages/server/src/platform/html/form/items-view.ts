import { type Language, language } from '@training-signup/contract'
import { html } from 'hono/html'
import { type PageWordKey, say, sayIfKnown } from '../../../words/admin.ts'
import type { Html } from '../layout.ts'
import { chipRows, chipsView } from './chips.ts'
import { faultSummary, idOf } from './fault-summary.ts'
import type { Faults } from './faults.ts'
import {
  boxField,
  boxView,
  type FieldOption,
  groupView,
  hiddenFields,
  inputField,
  type LabeledField,
  labeledField,
  pickField,
  textField,
} from './field.ts'
import type { FieldItem, Item, ListItem } from './items.ts'
import { controlNames, namesOf, rowsIn, type Typed, textIn } from './typed.ts'

/** A form as it is shown. */
export interface ItemsForm {
  lang: Language
  /** What its words begin with, like `admin.training.`. */
  words: string
  items: readonly Item[]
  typed: Typed
  faults: Faults
  /**
   * Returns what a choice offers; undefined where anything can be typed. `words` are those of its
   * field, and `row` is what stands around it.
   */
  offer?: (item: FieldItem, words: string, row: Typed) => Offered | undefined
  /** Where the picture is that was stored. */
  pictureUrl?: string | undefined
  /** Returns the hint of a control, where it is not always the same. */
  hint?: (name: string) => string | undefined
  /** Returns what stands after a control. */
  below?: (name: string, text: string) => Html | ''
}

export interface Offered {
  options: readonly FieldOption[]
  /** Whether there are more than a list can hold. */
  hasMore?: boolean
  hint?: string | undefined
}

/** Where a field stands: in which row, and which list that is. */
interface Place {
  typed: Typed
  /** Of the names of the controls, like `questions.2.`. */
  prefix: string
  /** Of the words, like `admin.training.questions.`. */
  words: string
}

const top = ({ typed, words }: ItemsForm): Place => ({ typed, prefix: '', words })

/** Renders what is wrong with the form, in its order, with links to the fields by their labels. */
export function itemsSummary(form: ItemsForm): Html | '' {
  const names = new Set(controlNames(form.typed, form.items))
  const places = new Map([...names].map((name, index) => [name, index]))
  const placeOf = ([name]: readonly [string, string]) => places.get(name) ?? names.size
  const faults = [...form.faults].toSorted((one, other) => placeOf(one) - placeOf(other))
  return faultSummary(form.lang, new Map(faults), {
    labelOf: (name) => (names.has(name) ? labelAt(form, name) : undefined),
  })
}

/** Returns the label of a control by its name, with the number of its row if there are several. */
function labelAt({ lang, words, typed }: ItemsForm, name: string): string {
  const spoken = name.endsWith('.es') ? 'es' : name.endsWith('.en') ? 'en' : undefined
  const path = spoken ? name.slice(0, -3) : name
  const label = labelOf(lang, `${words}${path.replaceAll(/\.\d+(?=\.|$)/g, '')}`, spoken)
  const numbers = [...path.matchAll(/\.(\d+)(?=\.|$)/g)].map(([, number]) => Number(number) + 1)
  const isOnly = numbers.length === 1 && rowsIn(typed, path.replace(/\.\d+(?:\..*)?$/, '')).length === 1
  return numbers.length > 0 && !isOnly ? `${label} ${numbers.join('.')}` : label
}

/** Returns the name of a control for people, which a summary of errors names too. */
export function labelOf(lang: Language, word: string, spoken?: Language): string {
  const label = say(lang, word as PageWordKey)
  return spoken === 'es' ? say(lang, 'admin.form.inSpanish', { label }) : label
}

/** Renders fields of a form: all, or those of a section. */
export const itemsView = (form: ItemsForm, items = form.items, place = top(form)): Html =>
  html`${groupsOf(items).map((group) =>
    group.length > 1
      ? html`<div class="two">${group.map((item) => itemView(form, item, place))}</div>`
      : group.map((item) => itemView(form, item, place)),
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

function itemView(form: ItemsForm, item: Item, place: Place): Html {
  if (item.kind === 'rows') return listView(form, item, place)
  const names = namesOf(item)
  const views = names.map((name, at) =>
    fieldView(form, item, place, { name, written: item.isLocal ? language.options[at] : undefined }),
  )
  return views.length > 1 ? html`<div class="two">${views}</div>` : html`${views}`
}

interface Control {
  name: string
  /** The language that it is written in. */
  written: Language | undefined
}

function fieldView(form: ItemsForm, item: FieldItem, place: Place, { name: own, written }: Control): Html {
  const { lang, faults } = form
  const { kind, isRequired } = item
  const [name, text, word] = [`${place.prefix}${own}`, textIn(place.typed, own), `${place.words}${item.path}`]
  const isChosen = kind === 'choice' || kind === 'several'
  const offered = isChosen ? form.offer?.(item, word, place.typed) : undefined
  const isOptional = kind !== 'choice' && kind !== 'box' && (!isRequired || written === 'es')
  const field: LabeledField = {
    name,
    label: labelOf(lang, word, written),
    note: isOptional ? say(lang, 'admin.form.optional') : undefined,
    hint: offered?.hint ?? form.hint?.(name) ?? (written === 'es' ? undefined : sayIfKnown(lang, `${word}.hint`)),
    faults,
    attributes: { lang: written },
    below: form.below?.(name, text) ?? '',
    ...(written === 'es' ? { look: 'in-spanish' } : {}),
  }
  if (kind === 'box') return boxField({ ...field, isChosen: text !== '' })
  if (kind === 'choice') return pickField({ hasMore: false, options: [], ...offered, ...field, chosen: text })
  if (kind === 'several' && offered) return severalView(field, offered.options, text)
  if (kind === 'picture') return pictureView(form, word, text, field)
  // A text with line breaks would lose them in one line.
  if (kind === 'text' || kind === 'lines' || kind === 'several' || text.includes('\n'))
    return textField({ ...field, value: text, rows: item.rows ?? (kind === 'text' ? 3 : 2) })
  const [type, inputmode] = [
    isOf(kind, text) ? inputTypes[kind] : undefined,
    item.isDecimal ? 'decimal' : inputModes[kind],
  ]
  // Typed as text; a script adds a palette, which can't be left empty.
  const palette = kind === 'color' ? say(lang, 'admin.form.palette') : undefined
  const attributes = { ...field.attributes, type, inputmode, 'data-color': palette }
  return inputField({ ...field, value: text, attributes, ...(kind === 'number' ? { controlLook: 'num' } : {}) })
}

const inputTypes: Partial<Record<FieldItem['kind'], string>> = { moment: 'datetime-local', day: 'date', time: 'time' }
const inputModes: Partial<Record<FieldItem['kind'], string>> = { address: 'url', number: 'numeric' }

/** Browsers empty a field for times that holds something else, so that stays a text. */
const isOf = (kind: FieldItem['kind'], text: string) =>
  text === '' ||
  (kind === 'moment' && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) ||
  (kind === 'day' && /^\d{4}-\d\d-\d\d$/.test(text)) ||
  (kind === 'time' && /^\d\d:\d\d$/.test(text))

/** Renders a box for each option. What can't be chosen any more is gone with the next press. */
function severalView(
  { name, label, faults, below }: LabeledField,
  options: readonly FieldOption[],
  text: string,
): Html {
  if (options.length === 0) return html``
  const chosen = new Set(text.split('\n'))
  const boxes = options.map(({ value, label: said }) =>
    boxView({ look: 'tick', name, value, isChosen: chosen.has(value), label: said }),
  )
  return groupView({ legend: label, name, ...(faults && { faults }) }, html`<div class="ticks">${boxes}</div>${below}`)
}

function pictureView({ lang, pictureUrl }: ItemsForm, word: string, text: string, field: LabeledField): Html {
  const { name } = field
  const attributes = { name: `${name}.file`, type: 'file', accept: 'image/png,image/jpeg,image/webp' }
  const remove = {
    look: 'check',
    name: `${name}.remove`,
    value: 'on',
    label: say(lang, `${word}.remove` as PageWordKey),
  }
  const shown =
    pictureUrl && html`<img class="logo" src="${pictureUrl}" alt="${say(lang, `${word}.now` as PageWordKey)}">`
  return labeledField(
    { ...field, attributes },
    (own) => html`${shown}<input${own}>${hiddenFields({ [name]: text })}${text && boxView(remove)}`,
  )
}

function listView(form: ItemsForm, list: ListItem, place: Place): Html {
  const { lang, faults } = form
  const [name, word] = [`${place.prefix}${list.path}`, `${place.words}${list.path}`]
  const chips = chipsOf(form, list, place)
  const typedRows = rowsIn(place.typed, list.path)
  const rows = chips ? chipRows(typedRows, chips) : typedRows
  const isOwn = (row: Typed | undefined) => !chips || (row !== undefined && textIn(row, chips.path) === chips.own)
  const hint = sayIfKnown(lang, `${word}.about`)
  const legend = say(lang, word as PageWordKey)
  const views = rows.map((typed, at) => {
    if (!isOwn(typed)) return ''
    const what = say(lang, `${word}.one` as PageWordKey, { number: rows.slice(0, at + 1).filter(isOwn).length })
    const button = (action: 'up' | 'remove') => rowButton({ lang, action, name: `${name}.${at}`, what })
    return html`<div class="part ${list.path.replaceAll('.', '-')}" id="${idOf(`${name}.${at}`)}" role="group" aria-label="${what}">
${hiddenFields({ [`${name}.${at}`]: '1' })}${rowView(form, list, { typed, prefix: `${name}.${at}.`, words: `${word}.` })}
<p class="row">${at > 0 && isOwn(rows[at - 1]) ? button('up') : ''}${list.needsOne && rows.length < 2 ? '' : button('remove')}</p></div>`
  })
  const add = html`<p><button class="button" name="do" value="add:${name}" formaction="#${idOf(name)}" formnovalidate>${say(
    lang,
    `${word}.add` as PageWordKey,
  )}</button></p>`
  return groupView(
    { legend, look: 'list', name, faults },
    html`${hint && html`<p class="hint">${hint}</p>`}${chips ? chipsView(rows, name, chips) : ''}${views}${add}`,
  )
}

interface RowButton {
  lang: Language
  action: 'up' | 'remove'
  /** Of the row. */
  name: string
  what: string
}

const rowButton = ({ lang, action, name, what }: RowButton): Html =>
  html`<button class="button quiet" name="do" value="${action}:${name}" formaction="#${idOf(name)}" formnovalidate>
${say(lang, `admin.form.${action}`)}<span class="unseen"> ${what}</span></button>`

/** Returns the choice that stands above a list as boxes. */
function chipsOf(form: ItemsForm, { path, items, chips }: ListItem, place: Place) {
  const choice = items.find((item): item is FieldItem => item.kind === 'choice' && item.path === chips?.path)
  if (!chips || !choice) return undefined
  const { options = [] } = form.offer?.(choice, `${place.words}${path}.${choice.path}`, place.typed) ?? {}
  return { ...chips, options }
}

function rowView(form: ItemsForm, { items, path, chips }: ListItem, place: Place): Html {
  const isExtra = (item: Item) => item.kind !== 'rows' && item.isExtra === true
  const extras = items.filter(isExtra)
  const fields = items.filter((item) => !isExtra(item) && item.path !== chips?.path)
  const own = chips ? hiddenFields({ [`${place.prefix}${chips.path}`]: chips.own }) : ''
  const plain = html`${own}${itemsView(form, fields, place)}`
  if (extras.length === 0) return plain
  const isOpen = extras.some((item) => namesOf(item).some((name) => form.faults.has(`${place.prefix}${name}`)))
  return html`${plain}<details${isOpen ? html` open` : ''}>
<summary>${say(form.lang, `${form.words}${path}.more` as PageWordKey)}</summary>
<div class="stack">${itemsView(form, extras, place)}</div></details>`
}
