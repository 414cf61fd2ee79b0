import type { Answer, Form, Language, Person } from '@training-signup/contract'
import { html } from 'hono/html'
import { faultSummary } from '../../../platform/html/form/fault-summary.ts'
import type { Faults } from '../../../platform/html/form/faults.ts'
import { anchorOf, faultsAt, formFields } from '../../../platform/html/form-fields.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { readAnswers } from '../../../platform/html/sent-form.ts'
import type { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { faultsAbout } from '../../api/people/form-about.ts'
import type { SentFields } from '../pages.ts'
import type { FieldWords } from '../sent-forms/both-view.ts'
import { inWords } from './person-answers.ts'

/** A training's questions with what was answered, and what is wrong with it. */
interface Answering {
  lang: Language
  form: Form
  person: Person
  faults: Faults
  /** Whether everything is needed that visitors must answer. */
  isWhole?: boolean
}

/** Renders the questions that visitors answer too, below a summary of what is wrong. */
export const answersForm = ({ lang, form, person, faults, isWhole = false }: Answering): Html =>
  html`${faultSummary(lang, faults, { anchorOf: (pointer) => anchorOf(pointer) ?? '' })}
<div class="answers">${formFields({ lang, fields: isWhole ? form.fields : form.fields.map(optional), person, faults })}</div>`

/** An organizer enters what is known: only a first name is needed. */
const optional = (field: Form['fields'][number]) => ({ ...field, required: field.id === 'givenName' })

/** How questions are called where two people changed the answer. */
export const answerWords = (lang: Language, { fields }: Form): FieldWords => {
  const fieldOf = (name: string) => fields.find(({ id }) => id === name)
  return {
    labelOf: (name) => fieldOf(name)?.label ?? name,
    textOf: (name, value) => inWords(value as Answer, fieldOf(name), lang),
  }
}

/** Leaves out empty fields. A choice that was not made is no answer. */
export const answered = (person: Person): Person =>
  Object.fromEntries(Object.entries(person).filter(([, answer]) => answer !== ''))

/** Reads the answers that a form sent. */
export function answersIn(sent: SentFields, { fields }: Form): Person {
  const params = new URLSearchParams()
  for (const { id } of fields) for (const value of sent.all(id)) params.append(id, value)
  return readAnswers(params, fields)
}

/** Returns what a refusal says about the answers; undefined if it is about something else. */
export function faultsOf({ problemName, problem }: ProblemError, lang: Language): Faults | undefined {
  if (problemName === 'invalid-answers') return faultsAt(faultsAbout(problem.errors ?? [], lang))
  if (problemName !== 'already-registered' && problemName !== 'training-full') return undefined
  return new Map([['/people/0/givenName', say(lang, `admin.person.failed.${problemName}`)]])
}
