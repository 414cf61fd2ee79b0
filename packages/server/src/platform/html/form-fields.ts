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
import { say } from '../../words/index.ts'
import { doubtView } from './doubt.ts'
import { type Faults, firstOf } from './form/faults.ts'
import { icon } from './icon.ts'
import type { Html } from './layout.ts'
import { unbroken } from './lines.ts'
import { controlNames } from './sent-form.ts'

export interface FieldsView {
  lang: Language
  fields: Field[]
  person: Person
  /** What is wrong, by the API's pointers, as `faultsAt` returns it. */
  faults: Faults
  /** The name of the control to begin with. */
  focus?: string | undefined
  /** Where a page asks several sets of questions: the set that these are. */
  set?: QuestionSet
}

export interface QuestionSet {
  /**
   * What the pointers of its faults begin with, like `/people/2/`. The names of its controls follow
   * from it.
   */
  pointer: string
  /** Questions that stand side by side in pairs. */
  pairs: readonly string[]
  /** The questions of all sets: one may depend on another set's answer. */
  all: Field[]
}

/**
 * Renders every question that some answers show. One that depends on a single box or choice stands
 * right under it, where a style sheet alone can hide it.
 */
export const formFields = (view: FieldsView, isAsked: (field: Field) => boolean = () => true): Html =>
  html`<div class="questions">${topFields(view)
    .filter(isAsked)
    .map((field) => fieldView(view, field))}</div>`

/** Returns the questions that some answers show and that stand under no other one. */
export const topFields = ({ fields, set }: Pick<FieldsView, 'fields' | 'set'>): Field[] =>
  fields.filter((field) => !isNested(fields, field) && canShow(field, (id) => findField(set?.all ?? fields, id)))

const findField = (fields: Field[], id: string | undefined) => fields.find((field) => field.id === id)
const controllerOf = (fields: Field[], { showWhen }: Field) => findField(fields, showWhen?.field)

function isNested(fields: Field[], field: Field): boolean {
  const controller = controllerOf(fields, field)
  if (!controller || field.showWhen?.in.length !== 1) return false
  const { showWhen } = field
  if (controller.type === 'checkbox') return isMet(showWhen, true)
  const shows = controller.options?.some(({ value }) => isMet(showWhen, value)) === true
  if (controller.type === 'select') return shows && answersShowing(fields, controller).size === 1
  return (controller.type === 'radio' || controller.type === 'checkboxes') && shows
}

/**
 * Returns the answers that show a question below this one. A list can say only that one is chosen.
 */
const answersShowing = (fields: Field[], { id }: Field) =>
  new Set(fields.filter(({ showWhen }) => showWhen?.field === id).flatMap(({ showWhen }) => showWhen?.in ?? []))

const nestedUnder = ({ fields }: FieldsView, id: string, answer: string | true) =>
  fields.filter((field) => field.showWhen?.field === id && isMet(field.showWhen, answer) && isNested(fields, field))

/** Returns the id of the element that a fault is about, or nothing if it is about the form. */
export function anchorOf(pointer: string): string | undefined {
  const [, kind, ...path] = pointer.split('/')
  if (kind === 'people') return `field-${path.at(-1)}`
  return kind === 'consents' ? `consent-${path.at(-1)}` : undefined
}

/** Returns the name of a question's control. In a set of several it is unlike any field's id. */
const nameOf = ({ set }: FieldsView, id: string) => (set ? nameAt(`${set.pointer}${id}`) : id)

export const nameAt = (pointer: string) => pointer.slice(1).replaceAll('/', '_')

export const faultOf = ({ faults, set }: FieldsView, id: string) => faults.get(`${set?.pointer ?? '/people/0/'}${id}`)

/** Returns what the API's refusal says of each field. */
export const faultsAt = (faults: readonly ProblemFault[]): Faults =>
  firstOf(faults.map(({ pointer = '', message }) => [pointer, message]))

function fieldView(view: FieldsView, field: Field): Html {
  if (field.type === 'info')
    return html`<div class="field"><p class="label">${field.label}</p>${hintView(field, nameOf(view, field.id))}</div>`
  if (field.type === 'checkbox') return checkboxView(view, field)
  const grouped = field.type === 'radio' || field.type === 'checkboxes'
  const fault = faultOf(view, field.id)
  const name = nameOf(view, field.id)
  const below = html`${conditionView(view, field)}${hintView(field, name)}${faultView(view.lang, name, fault)}`
  // Few need any, and those who do look for it.
  if (isFolded(view, field))
    return html`<details class="field fold ${fault ? 'wrong' : ''}"${fault || textOf(view.person, field.id) ? ' open' : ''}>
<summary><span class="label" id="label-${field.id}">${labelOf(view.lang, field)}</span></summary>${below}
${controlView(view, field, fault)}</details>`
  return grouped
    ? html`<fieldset class="field ${fault ? 'wrong' : ''}" ${describedBy(name, field, fault)}><legend class="label">${labelOf(view.lang, field)}</legend>
${below}
<div class="options">${field.options?.map((option, index) => optionView(view, field, option, index))}</div></fieldset>`
    : html`<div class="field ${fault ? 'wrong' : ''} ${
        isHalf(view, field) ? 'half' : ''
      }"><label class="label" for="field-${name}">${labelOf(view.lang, field)}</label>${below}
${controlView(view, field, fault)}${doubtOf(view, field)}</div>
${field.type === 'select' ? dependentsView(view, field.id, [...answersShowing(view.fields, field)][0] ?? '') : ''}`
}

/** Asks about a slip in an address, where the page shows what was sent. */
const doubtOf = (view: FieldsView, { id, type }: Field) =>
  type === 'email'
    ? doubtView(view.lang, { typed: textOf(view.person, id), name: nameOf(view, id), press: 'show' })
    : ''

const isFolded = ({ set }: FieldsView, { id, required, type }: Field) =>
  !set && id === 'needs' && !required && type === 'textarea'

// An unticked box is an answer, and some people have no last name.
const isMarkedOptional = ({ required, type, id }: Field) => !required && type !== 'checkbox' && id !== 'familyName'
const labelOf = (lang: Language, field: Field) =>
  isMarkedOptional(field)
    ? html`${field.label} <small>${say(lang, 'form.optional', { label: '' }).trim()}</small>`
    : field.label
const isName = ({ id }: Field) => id === 'givenName' || id === 'familyName'
const isHalf = ({ set }: FieldsView, field: Field) => set?.pairs.includes(field.id) ?? isName(field)

const hintView = ({ hint }: Field, name: string) =>
  hint ? html`<p class="hint" id="hint-${name}">${unbroken(hint)}</p>` : ''
export const faultView = (lang: Language, name: string, fault: string | undefined) =>
  fault
    ? html`<p class="error" id="error-${name}">${icon('warn')}<span><span class="unseen">${say(lang, 'page.error', { title: '' })}</span>${unbroken(
        fault,
      )}</span></p>`
    : ''

function conditionView({ lang, fields, set }: FieldsView, field: Field): Html | '' {
  const controller = controllerOf(set?.all ?? fields, field)
  const nested = isNested(fields, field)
  // Below a list, only a style sheet can tell that the answer was not chosen.
  if (!controller || (nested && controller.type !== 'select')) return ''
  const answers = field.showWhen?.in.map(
    (value) => controller.options?.find((option) => option.value === value)?.label ?? value,
  )
  return html`<p class="hint${nested ? ' condition' : ''}">${say(lang, 'page.onlyIf', { answer: answers?.join('” / “') ?? '' })}</p>`
}

// Ids match the contract's pattern, so nothing here needs escaping.
function describedBy(name: string, { hint }: Pick<Field, 'hint'>, fault: string | undefined, doubt: Html | '' = '') {
  const ids = [hint && `hint-${name}`, fault && `error-${name}`, doubt && `doubt-${name}`].filter(Boolean).join(' ')
  return raw(`${ids && `aria-describedby="${ids}"`}${fault ? ' aria-invalid="true"' : ''}`)
}

const inputAttributes: Partial<Record<Field['type'], string>> = {
  email: 'type="email" spellcheck="false" autocapitalize="none"',
  tel: 'type="tel"',
  date: 'type="date"',
}
const nameAttributes = 'type="text" spellcheck="false" autocapitalize="words"'

function controlView(view: FieldsView, field: Field, fault: string | undefined): Html {
  const { lang, person, fields } = view
  const { id, type, autocomplete, options = [] } = field
  const value = textOf(person, id)
  const name = nameOf(view, id)
  const shared = html`id="field-${name}" name="${name}" ${
    autocomplete ? html`autocomplete="${autocomplete}"` : ''
  } ${isFolded(view, field) ? raw('aria-labelledby="label-needs"') : ''} ${describedBy(name, field, fault, doubtOf(view, field))}`
  if (type === 'textarea') return html`<textarea rows="3" ${shared}>${raw('\n')}${value}</textarea>`
  if (type === 'select') {
    const showing = answersShowing(fields, field)
    return html`<select ${shared}><option value="">${say(lang, 'form.select')}</option>${options.map(
      (option) =>
        html`<option value="${option.value}" ${
          showing.has(option.value) ? raw('class="shows"') : ''
        } ${option.value === value ? 'selected' : ''}>${option.label}</option>`,
    )}</select>`
  }
  const attributes = isName(field) ? nameAttributes : (inputAttributes[type] ?? 'type="text"')
  return html`<input ${raw(attributes)} ${shared} value="${value}" ${
    view.focus === name ? raw('autofocus') : ''
  }${offeredIn(field, name)}`
}

/** Ends the tag of a control of one line, and lists what it offers while one types. */
const offeredIn = ({ suggestions = [] }: Field, name: string): Html =>
  suggestions.length === 0
    ? html`>`
    : html` list="some-${name}"><datalist id="some-${name}">${suggestions.map((one) => html`<option value="${one}">`)}</datalist>`

function optionView(
  view: FieldsView,
  { id, type, autocomplete }: Field,
  option: { value: string; label: string },
  index: number,
): Html {
  const name = nameOf(view, id)
  const anchor = index === 0 ? `field-${name}` : `field-${name}-${index}`
  const answer = ownAnswer(view.person, id)
  const checked = Array.isArray(answer) ? answer.includes(option.value) : answer === option.value
  return html`<div class="option"><input type="${type === 'radio' ? 'radio' : 'checkbox'}" id="${anchor}" name="${name}" value="${option.value}" ${
    autocomplete ? html`autocomplete="${autocomplete}"` : ''
  } ${checked ? 'checked' : ''}><label for="${anchor}">${option.label}</label>${dependentsView(view, id, option.value)}</div>`
}

function checkboxView(view: FieldsView, field: Field): Html {
  const { id, label } = field
  const fault = faultOf(view, id)
  const name = nameOf(view, id)
  return html`<div class="field ${fault ? 'wrong' : ''}">${faultView(view.lang, name, fault)}<div class="option">
<input type="checkbox" id="field-${name}" name="${name}" value="true" ${
    ownAnswer(view.person, id) === true ? 'checked' : ''
  } ${describedBy(name, field, fault)}><label for="field-${name}">${label}</label>${hintView(field, name)}${dependentsView(view, id, true)}</div></div>`
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
    const fault = faults.get(`/consents/${id}`)
    const notice = url
      ? html`<p class="hint"><a href="${url}" target="_blank" rel="noopener noreferrer">${say(lang, 'form.privacy')}</a></p>`
      : ''
    return html`<div class="field ${fault ? 'wrong' : ''}">${faultView(lang, anchor, fault)}<div class="option"><input type="checkbox" id="${anchor}" name="${
      controlNames.consent
    }" value="${id}" ${given.includes(id) ? 'checked' : ''} ${describedBy(anchor, {}, fault)}><label for="${anchor}">${label}</label>${notice}</div></div>`
  })
