import type { AskedQuestion, Field, Language, Person, ProblemFault } from '@training-signup/contract'
import { html } from 'hono/html'
import { type AnswerFaultOf, endsOf, fieldOf, longestText, nothingAnswered } from '../../core/evaluation/questions.ts'
import { faultsAt, formFields } from '../../platform/html/form-fields.ts'
import { icon } from '../../platform/html/icon.ts'
import type { Html } from '../../platform/html/layout.ts'
import { pressed } from '../../platform/http/require-press.ts'
import { say, sayFault } from '../../words/index.ts'
import { defaultButton, errorSummary } from '../pages/training/training-page.ts'

/** The answers as they were sent, and what is wrong with them. */
export interface SentAnswers {
  person: Person
  faults: readonly AnswerFaultOf[]
}
export const nothingSent: SentAnswers = { person: {}, faults: [] }

interface Asked {
  field: Field
  /** What the ends of a scale stand for. */
  ends?: [string, string] | undefined
  isScale?: boolean
}

export const askedOf = (questions: readonly AskedQuestion[], lang: Language): Asked[] =>
  questions.map((question) => ({
    field: fieldOf(question, lang),
    ends: question.type === 'scale' ? endsOf(question, lang) : undefined,
    isScale: question.type === 'scale',
  }))

export interface AskingForm {
  lang: Language
  action: string
  asked: readonly Asked[]
  sent: SentAnswers
  button: string
  /** Between the questions and the button. */
  below?: Html | ''
}

const faultsOfAsked = (lang: Language, { faults }: SentAnswers): ProblemFault[] =>
  faults.map(({ id, code, label }) => ({
    pointer: `/people/0/${id}`,
    code,
    message:
      code === nothingAnswered
        ? say(lang, 'evaluation.nothing')
        : sayFault(lang, code, { field: id, label, max: longestText }),
  }))

/** Renders what is wrong with the answers; nothing if they are fine. */
export const faultsView = (lang: Language, sent: SentAnswers): Html | '' =>
  sent.faults.length > 0 ? errorSummary(lang, faultsOfAsked(lang, sent)) : ''

/** Renders questions on one page, each in a card of its own. */
export function askingForm({ lang, action, asked, sent, button, below = '' }: AskingForm): Html {
  const faults = faultsAt(faultsOfAsked(lang, sent))
  const one = ({ field, ends, isScale }: Asked, at: number) => {
    const fields = [{ ...field, label: asked.length > 1 ? `${at + 1}. ${field.label}` : field.label }]
    return html`<div class="card ask${isScale ? ' scale' : ''}">${formFields({ lang, fields, person: sent.person, faults })}${
      ends ? html`<p class="ends" aria-hidden="true"><span>${ends[0]}</span><span>${ends[1]}</span></p>` : ''
    }</div>`
  }
  return html`<form class="asks" method="post" action="${action}" novalidate accept-charset="utf-8">${pressed}${defaultButton(button)}
${asked.map(one)}${below}<button class="wide">${button}</button></form>`
}

export const lockNote = (text: string): Html => html`<div class="panel step locked">${icon('lock')}<p>${text}</p></div>`
