import type { Language } from '@training-signup/contract'
import { html, raw } from 'hono/html'
import { type PageWordKey, say, sayIfKnown } from '../../../words/admin.ts'
import { icon } from '../icon.ts'
import type { Html } from '../layout.ts'
import { unbroken } from '../lines.ts'
import { idOf } from './fault-summary.ts'
import type { Faults } from './faults.ts'

/** Attributes of a control, by their names. One that is undefined or false is left out. */
export type Attributes = Record<string, string | number | boolean | undefined>

/** A control with its label, and what is said about it. */
export interface LabeledField {
  name: string
  label: string | Html
  /** Omitted: as its name says. Several forms of a page can have fields of one name. */
  id?: string
  /** Stands after the label, in small letters. */
  note?: string | Html | undefined
  hint?: string | Html | undefined
  /** Those of the whole form. */
  faults?: Faults
  /** More classes of the field, and of its control. */
  look?: string
  controlLook?: string
  attributes?: Attributes
  /** What stands next to the control. */
  beside?: Html
  /** What stands after it. */
  below?: Html | ''
}

export interface FieldOption {
  value: string
  label: string
}

/** What a form says of its fields: the words of their names, and what is wrong. */
interface Saying {
  lang: Language
  /** What its words begin with, like `admin.partners.`. */
  words: string
  faults?: Faults
}

/** Returns the label of each field, and its hint if there is one. */
export const saying =
  ({ lang, words, ...form }: Saying) =>
  (name: string, word = name): LabeledField => ({
    name,
    label: say(lang, `${words}${word}` as PageWordKey),
    hint: sayIfKnown(lang, `${words}${word}.hint`),
    ...form,
  })

/** Returns what a list offers: that nothing is chosen, if that has a name, and each value. */
export const optionsOf = <Value extends string>(
  values: readonly Value[],
  labelOf: (value: Value) => string,
  none?: string,
): FieldOption[] => [
  ...(none === undefined ? [] : [{ value: '', label: none }]),
  ...values.map((value) => ({ value, label: labelOf(value) })),
]

/** Renders a control of any kind. `own` are its attributes, of which the last leads to what is said. */
export function labeledField(field: LabeledField, control: (own: Html) => Html): Html {
  const { name, label, id = idOf(name), note, hint, faults, look, beside, below = '' } = field
  const fault = faults?.get(name)
  const own = control(ownAttributes(field, id, fault))
  return html`<div class="field${look ? ` ${look}` : ''}"><label for="${id}">${label}${note ? html` <small>${note}</small>` : ''}</label>
${
  hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : ''
}${faultView(id, fault)}${beside ? html`<div class="row">${own}${beside}</div>` : own}${below}</div>`
}

function ownAttributes({ name, hint, controlLook, attributes }: LabeledField, id: string, fault?: string): Html {
  const own = { class: `input${controlLook ? ` ${controlLook}` : ''}`, id, name }
  return attributesView({ ...own, ...attributes, ...marksOf(id, hint, fault) })
}

/** Returns what leads from a control to what is said about it. */
const marksOf = (id: string, hint: unknown, fault: string | undefined): Attributes => ({
  'aria-describedby': toldIn(id, hint, fault),
  'aria-invalid': fault === undefined ? undefined : 'true',
})

const toldIn = (id: string, hint: unknown, fault: string | undefined) =>
  [...(hint ? [`${id}-hint`] : []), ...(fault === undefined ? [] : [`${id}-fault`])].join(' ') || undefined

/** Renders what is wrong with a field, next to it. */
const faultView = (id: string, fault: string | undefined): Html | '' =>
  fault === undefined ? '' : html`<p class="fault" id="${id}-fault">${icon('warn')}<span>${fault}</span></p>`

const attributesView = (attributes: Attributes): Html =>
  html`${Object.entries(attributes).map(([name, value]) => {
    if (value === undefined || value === false) return ''
    return value === true ? html` ${raw(name)}` : html` ${raw(name)}="${value}"`
  })}`

interface Line extends LabeledField {
  value: string
  /** What is offered while one types. */
  some?: readonly FieldOption[]
}

/** Renders a field of one line. */
export function inputField({ value, some, ...field }: Line): Html {
  const list = some && `${field.id ?? idOf(field.name)}-some`
  const offered = some && html`<datalist id="${list}">${optionsView(some)}</datalist>`
  return labeledField(
    { ...field, attributes: { value, list, ...field.attributes } },
    (own) => html`<input${own}>${offered}`,
  )
}

/** Renders a field in which something is looked for. */
export const searchField = ({ attributes, ...field }: LabeledField & { value: string }): Html =>
  inputField({
    look: 'grow',
    ...field,
    attributes: { type: 'search', autocomplete: 'off', spellcheck: 'false', ...attributes },
  })

/** Renders a field of several lines. The first break after the tag is no part of the text. */
export const textField = ({ value, rows, ...field }: LabeledField & { value: string; rows: number }): Html =>
  labeledField(field, (own) => html`<textarea${own} rows="${rows}">${raw('\n')}${value}</textarea>`)

type Select = LabeledField & { options: readonly FieldOption[]; chosen: string | undefined }

/** Renders a choice of one, as a list that opens. */
export const selectField = ({ options, chosen, ...field }: Select): Html =>
  labeledField(field, (own) => html`<select${own}>${optionsView(options, chosen)}</select>`)

/**
 * Renders a choice of one or, where there are more than a list can hold, a field in which any can be
 * typed, and which offers some.
 */
export function pickField({ hasMore, options, chosen = '', ...field }: Select & { hasMore: boolean }): Html {
  // What is no longer offered must not turn into another choice unseen.
  const isOffered = chosen === '' || options.some(({ value }) => value === chosen)
  const offered = isOffered ? options : [...options, { value: chosen, label: chosen }]
  if (!hasMore) return selectField({ ...field, options: offered, chosen })
  const typed = { maxlength: 100, autocomplete: 'off', spellcheck: 'false', autocapitalize: 'none' }
  const attributes = { ...typed, ...field.attributes }
  return inputField({ ...field, value: chosen, some: options.filter(({ value }) => value), attributes })
}

const optionsView = (options: readonly FieldOption[], chosen?: string): Html =>
  html`${options.map(
    ({ value, label }) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${label}</option>`,
  )}`

/** A box to tick, or one of several to choose from. */
export interface BoxOption {
  type?: 'checkbox' | 'radio'
  name: string
  value: string
  isChosen?: boolean
  label: string | Html
  hint?: string | Html | undefined
  /** How many it stands for. */
  count?: number
  /** How it looks: a class of a style sheet. */
  look?: string
  attributes?: Attributes
}

/** Renders a box with its label. */
export const boxView = ({ type = 'checkbox', name, value, isChosen, look, attributes, ...said }: BoxOption): Html =>
  html`<label${look ? html` class="${look}"` : ''}><input${attributesView({ type, name, value, checked: isChosen, ...attributes })}>
<span>${said.label}${said.hint ? html`<br><small>${typeof said.hint === 'string' ? unbroken(said.hint) : said.hint}</small>` : ''}</span>${
    said.count === undefined ? '' : html` <span class="num">${said.count}</span>`
  }</label>`

interface BoxList<Value extends string> extends Pick<BoxOption, 'type' | 'name' | 'look' | 'attributes'> {
  values: readonly Value[]
  chosen?: readonly (string | undefined)[]
  label: (value: Value) => string | Html
  hint?: (value: Value) => string | undefined
  count?: (value: Value) => number
}

/** Renders a box for each value. */
export const boxList = <Value extends string>({
  values,
  chosen = [],
  label,
  hint,
  count,
  ...box
}: BoxList<Value>): Html[] =>
  values.map((value) => {
    const said = { label: label(value), hint: hint?.(value), ...(count ? { count: count(value) } : {}) }
    return boxView({ ...box, ...said, value, isChosen: chosen.includes(value) })
  })

/** Renders a box with what is said about it. */
export function boxField({ isChosen, ...field }: LabeledField & { isChosen: boolean }): Html {
  const { name, id = idOf(name), label, hint, faults } = field
  const fault = faults?.get(name)
  const attributes = { id, ...field.attributes, ...marksOf(id, hint, fault) }
  const box = boxView({ name, value: 'on', isChosen, label, look: 'check', attributes })
  return html`<div class="field">${box}
${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : ''}${faultView(id, fault)}</div>`
}

/** Renders a box that stands alone in a cell of a table. Its label is only read aloud. */
export const cellBox = (label: string, attributes: Attributes): Html =>
  html`<input type="checkbox"${attributesView({ ...attributes, 'aria-label': label })}>`

/** Fields that are about one thing. */
interface FieldGroup {
  legend: string | Html
  /** Whether the legend is only read aloud. */
  isUnseen?: boolean
  look?: string
  /** What the faults of the form call it. */
  name?: string
  faults?: Faults
}

/** Renders fields or boxes below their name. */
export function groupView({ legend, isUnseen, look, name = '', faults }: FieldGroup, content: Html | Html[]): Html {
  const fault = name === '' ? undefined : faults?.get(name)
  const id = idOf(name)
  const own = { class: look, id: name === '' ? undefined : id, 'aria-describedby': toldIn(id, undefined, fault) }
  return html`<fieldset${attributesView(own)}><legend${isUnseen ? html` class="unseen"` : ''}>${legend}</legend>
${faultView(id, fault)}${content}</fieldset>`
}

/** Renders fields that no one sees, so that the next page brings them along. */
export const hiddenFields = (fields: Record<string, string | readonly string[] | undefined>): Html =>
  html`${Object.entries(fields).flatMap(([name, values = []]) =>
    [values].flat().map((value) => html`<input type="hidden" name="${name}" value="${value}">`),
  )}`
