import { html, nothing } from 'lit/html.js'
import { type Answers, type Fault, idOf, type Question, questionsOf, shownQuestions, trapKey } from '../answers.ts'
import { sayDay, sayFault } from '../words.ts'
import { field } from './field.ts'
import type { View } from './view.ts'

export interface FormView extends View {
  answers: Answers
  faults: Fault[]
  /** The form is another one than the visitor filled in. */
  changed: boolean
  /** What is changed now would not be among what is sent, so nothing can be. */
  isSending: boolean
  onInput(event: Event): void
  onSubmit(event: Event): void
}

export function registrationForm(view: FormView) {
  const { data, say, isSending, faults, answers } = view
  const questions = questionsOf(data.form)
  const waitlist = data.training.state === 'waitlist' ? '.waitlist' : ''
  const hasTrapFault = faults.some(({ key }) => key === trapKey)
  return html`
    <form part="form" novalidate autocomplete="on" @input=${view.onInput} @change=${view.onInput} @submit=${view.onSubmit}>
      <h3 part="form-heading" tabindex="-1">${say(`form.heading${waitlist}`)}</h3>
      ${errorSummary(view, questions)}
      ${waitlist ? html`<p part="note">${data.training.notice.text}</p>` : nothing}
      <div part="questions" ?inert=${isSending}>
        ${shownQuestions(questions, answers).map((question) => {
          const fault = faults.find(({ key }) => key === question.key)
          return field({ question, error: fault && sayFault(say, fault, question) }, view)
        })}
        ${trap(view, hasTrapFault)}
      </div>
      ${privacy(view)}
      <button part="button submit" type="submit" aria-disabled=${isSending ? 'true' : nothing}>
        ${say(isSending ? 'form.sending' : `form.submit${waitlist}`)}
      </button>
    </form>
  `
}

function errorSummary({ faults, changed, say, linkTo, data }: FormView, questions: Question[]) {
  if (faults.length === 0 && !changed) return nothing
  const isServers = faults.some(({ key }) => key.startsWith('/') && !questions.some((question) => question.key === key))
  return html`
    <div part="summary" role="alert" tabindex="-1">
      <h4 part="summary-heading">${say('errors.heading')}</h4>
      ${changed ? html`<p>${say('changed')}</p>` : nothing}
      <ul>
        ${faults.map((fault) => {
          const question = questions.find(({ key }) => key === fault.key)
          const text = sayFault(say, fault, question)
          const target = question || fault.key === trapKey
          return html`<li>${target ? html`<a part="link" href="#${idOf(fault.key)}" @click=${follow}>${text}</a>` : text}</li>`
        })}
      </ul>
      ${isServers ? html`<p>${linkTo(data.training.links.page, say('form.page'))}</p>` : nothing}
    </div>
  `
}

/** Leads to the control without touching the page's address or history. */
function follow(event: Event) {
  event.preventDefault()
  const link = event.currentTarget as HTMLAnchorElement
  const root = link.getRootNode() as ShadowRoot
  root.getElementById(link.hash ? decodeURIComponent(link.hash.slice(1)) : '')?.focus()
}

/** A box that people do not see, until their browser has filled it in. */
function trap(view: FormView, isRevealed: boolean) {
  const question = {
    id: '',
    key: trapKey,
    type: 'text',
    label: view.say('form.trap'),
    required: true,
    autocomplete: 'off',
  }
  const box = field({ question, error: undefined }, view)
  return isRevealed ? box : html`<div class="aside" inert>${box}</div>`
}

function privacy({ data: { training, lang }, say }: FormView) {
  const date = sayDay(lang, training.erasedOn)
  return html`<p part="privacy"><strong>${say('form.privacy')}</strong><br />${say('form.privacy.text', { date })}</p>`
}
