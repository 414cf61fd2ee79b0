import {
  type Answer,
  canShow,
  type Field,
  type Form,
  isMet,
  type Language,
  type Person,
  type ProblemFault,
} from '@training-signup/contract'
import { html, raw } from 'hono/html'
import { say } from '../words/index.ts'
import { icon } from './icon.ts'
import type { Html } from './layout.ts'
import { controlNames } from './sent-form.ts'

export interface FieldsView {
  lang: Language
  fields: Field[]
  person: Person
  faults: ProblemFault[]
}

/**
 * Renders every question that some answers show. One that depends on a single box or choice stands
 * right under it, where a style sheet alone can hide it.
 */
export const formFields = (view: FieldsView): Html =>
  html`<div class="questions">${view.fields
    .filter((field) => !isNested(view.fields, field) && canShow(field, (id) => findField(view.fields, id)))
    .map((field) => fieldView(view, field))}</div>`

const findField = (fields: Field[], id: string | undefined) => fields.find((field) => field.id === id)
const controllerOf = (fields: Field[], { showWhen }: Field) => findField(fields, showWhen?.field)

function isNested(fields: Field[], field: Field): boolean {
  const controller = controllerOf(fields, field)
  if (!controller || field.showWhen?.in.length !== 1) return false
  const { showWhen } = field
  if (controller.type === 'checkbox') return isMet(showWhen, true)
  return (
    (controller.type === 'radio' || controller.type === 'checkboxes') &&
    controller.options?.some(({ value }) => isMet(showWhen, value)) === true
  )
}

const nestedUnder = ({ fields }: FieldsView, id: string, answer: string | true) =>
  fields.filter((field) => field.showWhen?.field === id && isMet(field.showWhen, answer) && isNested(fields, field))

/** Returns the id of the element that a fault is about, or nothing if it is about the form. */
export function anchorOf(pointer: string): string | undefined {
  const [, kind, ...path] = pointer.split('/')
  if (kind === 'people') return `field-${path.at(-1)}`
  return kind === 'consents' ? `consent-${path.at(-1)}` : undefined
}

const faultOf = ({ faults }: FieldsView, id: string) =>
  faults.find(({ pointer }) => pointer === `/people/0/${id}`)?.message

function fieldView(view: FieldsView, field: Field): Html {
  if (field.type === 'info') return html`<div class="field"><p class="label">${field.label}</p>${hintView(field)}</div>`
  if (field.type === 'checkbox') return checkboxView(view, field)
  const grouped = field.type === 'radio' || field.type === 'checkboxes'
  const fault = faultOf(view, field.id)
  const below = html`${conditionView(view, field)}${hintView(field)}${faultView(view.lang, field.id, fault)}`
  // Few need any, and those who do look for it.
  if (field.id === 'needs' && !field.required && !grouped)
    return html`<details class="field fold ${fault ? 'wrong' : ''}"${fault || textOf(view.person, field.id) ? ' open' : ''}>
<summary><span class="label" id="label-${field.id}">${labelOf(view.lang, field)}</span></summary>${below}
${controlView(view, field, fault)}</details>`
  return grouped
    ? html`<fieldset class="field ${fault ? 'wrong' : ''}" ${describedBy(field, fault)}><legend class="label">${labelOf(view.lang, field)}</legend>${below}
<div class="options">${field.options?.map((option, index) => optionView(view, field, option, index))}</div></fieldset>`
    : html`<div class="field ${fault ? 'wrong' : ''} ${isName(field) ? 'half' : ''}"><label class="label" for="field-${field.id}">${labelOf(view.lang, field)}</label>${below}
${controlView(view, field, fault)}</div>`
}

// An unticked box is an answer, and some people have no last name.
const isMarkedOptional = ({ required, type, id }: Field) => !required && type !== 'checkbox' && id !== 'familyName'
const labelOf = (lang: Language, field: Field) =>
  isMarkedOptional(field)
    ? html`${field.label} <small>${say(lang, 'form.optional', { label: '' }).trim()}</small>`
    : field.label
const isName = ({ id }: Field) => id === 'givenName' || id === 'familyName'

const hintView = ({ id, hint }: Field) => (hint ? html`<p class="hint" id="hint-${id}">${hint}</p>` : '')
const faultView = (lang: Language, id: string, fault: string | undefined) =>
  fault
    ? html`<p class="error" id="error-${id}">${icon('alert')}<span><span class="unseen">${say(lang, 'page.error', { title: '' })}</span>${fault}</span></p>`
    : ''

function conditionView({ lang, fields }: FieldsView, field: Field): Html | '' {
  const controller = controllerOf(fields, field)
  if (!controller || isNested(fields, field)) return ''
  const answers = field.showWhen?.in.map(
    (value) => controller.options?.find((option) => option.value === value)?.label ?? value,
  )
  return html`<p class="hint">${say(lang, 'page.onlyIf', { answer: answers?.join('” / “') ?? '' })}</p>`
}

// Ids match the contract's pattern, so nothing here needs escaping.
function describedBy({ id, hint }: Pick<Field, 'id' | 'hint'>, fault: string | undefined) {
  const ids = [hint && `hint-${id}`, fault && `error-${id}`].filter(Boolean).join(' ')
  return raw(`${ids && `aria-describedby="${ids}"`}${fault ? ' aria-invalid="true"' : ''}`)
}

const inputAttributes: Partial<Record<Field['type'], string>> = {
  email: 'type="email" spellcheck="false" autocapitalize="none"',
  tel: 'type="tel"',
  date: 'type="date"',
}
const nameAttributes = 'type="text" spellcheck="false" autocapitalize="words"'

function controlView({ lang, person }: FieldsView, field: Field, fault: string | undefined): Html {
  const { id, type, autocomplete, options = [] } = field
  const value = textOf(person, id)
  const shared = html`id="field-${id}" name="${id}" ${autocomplete ? html`autocomplete="${autocomplete}"` : ''} ${id === 'needs' ? raw('aria-labelledby="label-needs"') : ''} ${describedBy(field, fault)}`
  if (type === 'textarea') return html`<textarea rows="3" ${shared}>${raw('\n')}${value}</textarea>`
  if (type === 'select')
    return html`<select ${shared}><option value="">${say(lang, 'form.select')}</option>${options.map(
      (option) =>
        html`<option value="${option.value}" ${option.value === value ? 'selected' : ''}>${option.label}</option>`,
    )}</select>`
  const attributes = isName(field) ? nameAttributes : (inputAttributes[type] ?? 'type="text"')
  return html`<input ${raw(attributes)} ${shared} value="${value}">`
}

function optionView(
  view: FieldsView,
  { id, type, autocomplete }: Field,
  option: { value: string; label: string },
  index: number,
): Html {
  const anchor = index === 0 ? `field-${id}` : `field-${id}-${index}`
  const answer = ownAnswer(view.person, id)
  const checked = Array.isArray(answer) ? answer.includes(option.value) : answer === option.value
  return html`<div class="option"><input type="${type === 'radio' ? 'radio' : 'checkbox'}" id="${anchor}" name="${id}" value="${option.value}" ${
    autocomplete ? html`autocomplete="${autocomplete}"` : ''
  } ${checked ? 'checked' : ''}><label for="${anchor}">${option.label}</label>${dependentsView(view, id, option.value)}</div>`
}

function checkboxView(view: FieldsView, field: Field): Html {
  const { id, label } = field
  const fault = faultOf(view, id)
  return html`<div class="field ${fault ? 'wrong' : ''}">${faultView(view.lang, id, fault)}<div class="option"><input type="checkbox" id="field-${id}" name="${id}" value="true" ${
    ownAnswer(view.person, id) === true ? 'checked' : ''
  } ${describedBy(field, fault)}><label for="field-${id}">${label}</label>${hintView(field)}${dependentsView(view, id, true)}</div></div>`
}

function dependentsView(view: FieldsView, id: string, answer: string | true): Html | '' {
  const nested = nestedUnder(view, id, answer)
  return nested.length > 0 ? html`<div class="dependents">${nested.map((field) => fieldView(view, field))}</div>` : ''
}

const ownAnswer = (person: Person, id: string): Answer | undefined =>
  Object.hasOwn(person, id) ? person[id] : undefined
const textOf = (person: Person, id: string) => {
  const answer = ownAnswer(person, id)
  return typeof answer === 'string' ? answer : ''
}

/** Renders a box for each consent. Only the visitor ticks it. */
export const consentFields = ({ consents }: Form, { lang, faults }: FieldsView, given: string[]): Html[] =>
  consents.map(({ id, label, url }) => {
    const anchor = `consent-${id}`
    const fault = faults.find(({ pointer }) => pointer === `/consents/${id}`)?.message
    const notice = url
      ? html`<p class="hint"><a href="${url}" target="_blank" rel="noopener noreferrer">${say(lang, 'form.privacy')}</a></p>`
      : ''
    return html`<div class="field ${fault ? 'wrong' : ''}">${faultView(lang, anchor, fault)}<div class="option"><input type="checkbox" id="${anchor}" name="${
      controlNames.consent
    }" value="${id}" ${given.includes(id) ? 'checked' : ''} ${describedBy({ id: anchor }, fault)}><label for="${anchor}">${label}</label>${notice}</div></div>`
  })
