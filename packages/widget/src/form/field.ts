import type { Answer } from '@training-signup/contract'
import { html, noChange, nothing, type TemplateResult } from 'lit'
import { icon } from '../views/icon.ts'
import { unbroken } from '../views/unbroken.ts'
import type { View } from '../views/view.ts'
import { idOf, isTicked, type Question, shownIn } from './answers.ts'

export interface AskedQuestion {
  question: Question
  answer: Answer | undefined
  /** The sentence about the fault in the answer. */
  error: string | undefined
  /** What may be wrong with the answer. */
  doubt?: unknown
}

type FieldView = Pick<View, 'say' | 'linkTo'>

/** Draws a doubt about an answer, with a way to resolve it. */
export const doubtView = (...content: unknown[]) =>
  html`<p part="mark" class="wait">${icon('alert')}<span>${content}</span></p>`

/**
 * Draws one question. Each change in a control is stored and drawn again, so that what was drawn
 * last is what the control holds.
 */
export function field(asked: AskedQuestion, view: FieldView): TemplateResult {
  const { question } = asked
  const { id, key, type, label, hint, url, required } = question
  if (type === 'info') return html`<p part="info"><span class="line">${label}</span>${hint}</p>`
  if (isBox(question)) return choices(asked, view)
  if (type === 'checkbox') {
    const link = url && html`<p part="hint">${view.linkTo(url, view.say('form.privacy'))}</p>`
    return html`<div part="field" class="half">${errorOf(asked)}${tick(asked, { label })}${hintOf(asked)}${link}</div>`
  }
  const doubt = asked.doubt && html`<div id="${idOf(key)}-doubt">${asked.doubt}</div>`
  const named = html`<label part="label" for=${idOf(key)}>${labelOf(question, view)}</label>`
  const rest = html`${errorOf(asked)}${control(asked, view)}${doubt}`
  // Few need any, and those who do look for it. Stays open once it was, as long as the visitor
  // wants.
  if (id === 'needs' && !required && !question.who)
    return html`<details part="field" class="needs half" ?open=${asked.answer ? true : noChange}>
      <summary>${named}</summary><div>${hintOf(asked)}${rest}</div>
    </details>`
  return html`<div part="field" class=${question.who || namePattern.test(id) ? 'half' : ''}>
    <p>${named} ${hintOf(asked)}</p>${rest}
  </div>`
}

const namePattern = /^(given|family)Name$/

// A longer list of circles is a long way to scroll.
const mostChoices = 8
const isBox = ({ type, options = [] }: Question) =>
  type === 'checkboxes' || (type === 'radio' && options.length <= mostChoices)

// Some people have only one name, but people with a last name must not leave it out. What is folded
// can only be optional.
const labelOf = ({ id, label, required }: Question, { say }: FieldView) =>
  required || /^(familyName|needs)$/.test(id)
    ? label
    : html`${label} <small>${say('form.optional', { label: '' })}</small>`

const hintOf = ({ question: { key, hint } }: AskedQuestion) =>
  hint && html`<small part="hint" id="${idOf(key)}-hint">${unbroken(hint)}</small>`

const errorOf = ({ question: { key }, error }: AskedQuestion) =>
  error &&
  html`<p part="error" class="stop" id="${idOf(key)}-error">${icon('alert')}<span>${unbroken(error)}</span></p>`

const describedBy = ({ question: { key, hint }, error, doubt }: AskedQuestion) =>
  Object.entries({ hint, error, doubt })
    .flatMap(([name, text]) => (text ? `${idOf(key)}-${name}` : []))
    .join(' ') || nothing

const invalid = ({ error }: AskedQuestion) => (error ? 'true' : nothing)

function control(asked: AskedQuestion, view: FieldView) {
  const { type } = asked.question
  return type === 'select' || type === 'radio'
    ? select(asked, view)
    : type === 'textarea'
      ? textarea(asked)
      : input(asked)
}

const lettersBefore = 3

/**
 * What is offered while one types, in the browser's own list: it has the keys, the voice, and the
 * colors of every other one. It is long, and says nothing before one has begun.
 */
const offered = ({ question: { key, suggestions }, answer }: AskedQuestion) =>
  suggestions &&
  html`<datalist id="${idOf(key)}-some">
    ${shownIn(answer).length < lettersBefore ? nothing : suggestions.map((one) => html`<option value=${one}></option>`)}
  </datalist>`

// Names and addresses are not in dictionaries, and must not be sent to a spelling service.
function input(asked: AskedQuestion) {
  const { id, key, type, autocomplete, suggestions } = asked.question
  const isCode = type === 'code'
  return html`<input
    part=${isCode ? 'input code' : 'input'}
    id=${idOf(key)}
    name=${idOf(key)}
    type=${/^(email|tel|date)$/.test(type) ? type : 'text'}
    autocomplete=${autocomplete ?? nothing}
    inputmode=${isCode ? 'numeric' : nothing}
    autocapitalize=${namePattern.test(id) ? 'words' : nothing}
    spellcheck="false"
    aria-describedby=${describedBy(asked)}
    aria-invalid=${invalid(asked)}
    list=${suggestions ? `${idOf(key)}-some` : nothing}
    .value=${shownIn(asked.answer)}
  />${offered(asked)}`
}

function textarea(asked: AskedQuestion) {
  const { key, autocomplete } = asked.question
  return html`<textarea
    part="input textarea"
    id=${idOf(key)}
    name=${idOf(key)}
    autocomplete=${autocomplete ?? nothing}
    aria-describedby=${describedBy(asked)}
    aria-invalid=${invalid(asked)}
    rows="3"
    .value=${shownIn(asked.answer)}
  ></textarea>`
}

// Selects the option itself: when Lit sets the list's value, the options do not exist yet.
function select(asked: AskedQuestion, { say }: FieldView) {
  const { key, options } = asked.question
  return html`<select
    part="input select"
    id=${idOf(key)}
    name=${idOf(key)}
    aria-describedby=${describedBy(asked)}
    aria-invalid=${invalid(asked)}
  >
    <option value="">${say('form.select')}</option>
    ${options?.map(
      ({ value, label }) => html`<option value=${value} .selected=${isTicked(asked.answer, value)}>${label}</option>`,
    )}
  </select>`
}

function choices(asked: AskedQuestion, view: FieldView) {
  const { question } = asked
  const isRadio = question.type === 'radio'
  return html`<fieldset
    part="field group"
    role=${isRadio ? 'radiogroup' : nothing}
    aria-describedby=${describedBy(asked)}
    aria-invalid=${isRadio ? invalid(asked) : nothing}
  >
    <legend part="label">${labelOf(question, view)}</legend>
    ${hintOf(asked)}${errorOf(asked)}
    <div part="choices">${question.options?.map((option, index) => tick(asked, { ...option, isFirst: index === 0 }))}</div>
  </fieldset>`
}

/** A box to tick: the whole question, or one of its options. */
function tick(
  asked: AskedQuestion,
  { value, label, isFirst = true }: { value?: string; label: string; isFirst?: boolean },
) {
  const { key, type } = asked.question
  const isRadio = type === 'radio'
  return html`<label part="choice">
    <input
      part="tick"
      type=${isRadio ? type : 'checkbox'}
      id=${isFirst ? idOf(key) : nothing}
      name=${idOf(key)}
      value=${value ?? nothing}
      aria-describedby=${value === undefined ? describedBy(asked) : nothing}
      aria-invalid=${isRadio ? nothing : invalid(asked)}
      .checked=${isTicked(asked.answer, value)}
    /><span>${label}</span>
  </label>`
}
