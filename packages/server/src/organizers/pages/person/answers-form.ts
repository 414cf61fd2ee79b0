import type { Answer, Form, Language, Person, ProblemFault } from '@training-signup/contract'
import { html } from 'hono/html'
import { type Faults, faultSummary, firstOf } from '../../../platform/html/form/faults.ts'
import { formFields } from '../../../platform/html/form-fields.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { readAnswers } from '../../../platform/html/sent-form.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import type { FieldWords } from '../forms/both-view.ts'
import type { SentFields } from '../pages.ts'
import { inWords } from './person-answers.ts'

/** A training's questions with what was answered, and what is wrong with it. */
interface Answering {
  lang: Language
  form: Form
  person: Person
  faults: ProblemFault[]
}

/** Renders the questions that visitors answer too, below a summary of what is wrong. */
export const answersForm = ({ lang, form, person, faults }: Answering): Html =>
  html`${faultSummary(lang, byName(faults), { anchorOf: (name) => `field-${name}` })}
<div class="answers">${formFields({ lang, fields: form.fields.map(optional), person, faults })}</div>`

const byName = (faults: readonly ProblemFault[]): Faults =>
  firstOf(faults.map(({ pointer = '', message }) => [pointer.split('/').at(-1) ?? '', message]))

// An organizer enters what is known: only a first name is needed. Why visitors are asked how to
// reach them is said to visitors only.
function optional({ hint, ...field }: Form['fields'][number]) {
  const isToVisitors = field.id === 'email' || field.id === 'phone'
  return { ...field, ...(hint === undefined || isToVisitors ? {} : { hint }), required: field.id === 'givenName' }
}

/** How questions are called where two people changed the answer. */
export const answerWords = (lang: Language, { fields }: Form): FieldWords => {
  const fieldOf = (name: string) => fields.find(({ id }) => id === name)
  return {
    labelOf: (name) => fieldOf(name)?.label ?? name,
    textOf: (name, value) => inWords(value as Answer, fieldOf(name), lang),
  }
}

/** Reads the answers that a form sent. */
export function answersIn(sent: SentFields, { fields }: Form): Person {
  const params = new URLSearchParams()
  for (const { id } of fields) for (const value of sent.all(id)) params.append(id, value)
  return readAnswers(params, fields)
}

/** Returns what a refusal says about the answers; undefined if it is about something else. */
export function faultsOf(error: unknown, lang: Language): ProblemFault[] | undefined {
  if (!(error instanceof ProblemError)) return undefined
  const { problemName, problem } = error
  if (problemName === 'invalid-answers') return problem.errors ?? []
  const about = { 'already-registered': 'already-registered', 'training-full': 'training-full' }[problemName as string]
  if (about === undefined) return undefined
  const key = about === 'training-full' ? 'admin.person.failed.training-full' : 'admin.person.failed.already-registered'
  return [{ pointer: '/people/0/givenName', code: problemName, message: say(lang, key) }]
}
