import { html, nothing } from 'lit'
import { button, submitButton } from '../views/button.ts'
import { focusSoon } from '../views/focus-soon.ts'
import { icon } from '../views/icon.ts'
import { reveal, rootOf } from '../views/reveal.ts'
import { unbroken } from '../views/unbroken.ts'
import type { View } from '../views/view.ts'
import {
  type Answers,
  type Fault,
  idOf,
  leftFault,
  meantAddress,
  type Question,
  shownQuestions,
  trapKey,
} from './answers.ts'
import { doubtView, field } from './field.ts'
import { sayFault } from './say-fault.ts'

export interface FormView extends View {
  questions: Question[]
  answers: Answers
  /** The key of the question that is being answered. */
  typing: string | undefined
  faults: Fault[]
  /** What stands above the questions: why the form was not sent, or was refused. */
  panel: unknown
  /** The form has changed since the visitor filled it in. */
  changed: boolean
  /** While sending, the questions are inert: a change would not be sent. */
  isSending: boolean
  onInput(event: Event): void
  /** Takes an answer that the form suggests. */
  onAnswer(changed: Answers): void
  onSubmit(event: Event): void
  /** Changes to the form for several people, or back. */
  onSeveral(): void
}

type SummaryView = Pick<FormView, 'faults' | 'changed' | 'say' | 'linkTo' | 'data' | 'questions'>

export function registrationForm(view: FormView) {
  const { say, onSeveral } = view
  const several = say('form.several')
  return formFrame(view, {
    heading: say('form.heading'),
    other: several && button(several, onSeveral),
    body: shownQuestions(view.questions, view.answers).map((question) => askedField(view, question)),
    submit: say('form.submit'),
  })
}

/** Draws a question with the fault in its answer, or with a doubt about it. */
export function askedField(view: FormView, question: Question, doubt: unknown = suggestion(view, question)) {
  const { faults, answers, typing } = view
  const fault =
    faults.find(({ key }) => key === question.key) ?? (doubt ? undefined : leftFault(answers, question, typing))
  const answer = view.answers[question.key]
  return field({ question, answer, error: fault && sayFault(view.say, fault, question), doubt }, view)
}

function suggestion(view: FormView, question: Question) {
  const address = meantAddress(view.answers, question, view.typing)
  if (!address) return undefined
  const take = (event: Event) => {
    view.onAnswer({ [question.key]: address })
    focusSoon(event, `[name="${idOf(question.key)}"]`)
  }
  return doubtView(button(view.say('field.email.suggest', { address }), take))
}

/** Draws everything around the questions, for one person or several. */
export function formFrame(
  view: FormView,
  {
    heading,
    other,
    intro,
    body,
    submit,
    after,
  }: {
    heading: unknown
    body: unknown
    submit: string
    other?: unknown
    intro?: unknown
    after?: unknown
  },
) {
  const { say, isSending } = view
  // Listens for the click, which Enter fires too: a sandbox without `allow-forms` never submits a
  // form.
  return html`
    <form part="form" novalidate @input=${view.onInput} @change=${view.onInput} @submit=${view.onSubmit}>
      <div class="row" ?inert=${isSending}><h3 part="form-heading" tabindex="-1">${heading}</h3>${other}</div>
      ${view.panel}${errorSummary(view)}
      <div part="questions" class="fields" ?inert=${isSending}>${intro}${body}${trap(view)}</div>
      ${submitButton(isSending ? say('form.sending') : submit, view.onSubmit, isSending)}
      ${after}<p part="privacy">${say('form.privacy.text')}</p>
    </form>
  `
}

function errorSummary({ faults, changed, say, linkTo, data, questions }: SummaryView) {
  if (faults.length === 0 && !changed) return nothing
  const isServers = faults.some(({ key }) => key.startsWith('/') && !questions.some((question) => question.key === key))
  return html`
    <div part="summary" class="box stop" tabindex="-1">
      <div role="alert"><h3 part="summary-heading">${icon('alert')}${say('errors.heading')}</h3></div>
      ${changed ? html`<p>${say('changed')}</p>` : nothing}
      <ul>
        ${faults.map((fault) => {
          const question = questions.find(({ key }) => key === fault.key)
          const text = [question?.who, sayFault(say, fault, question)].filter(Boolean).join(': ')
          const target = question || fault.key === trapKey
          return html`<li>${target ? html`<a part="link" href="#${idOf(fault.key)}" @click=${follow}>${unbroken(text)}</a>` : text}</li>`
        })}
      </ul>
      ${isServers ? html`<p>${linkTo(data.training.links.page, say('form.page'))}</p>` : nothing}
    </div>
  `
}

/** Moves the focus to the control without changing the page's address or history. */
function follow(event: Event) {
  event.preventDefault()
  reveal(rootOf(event).getElementById(decodeURIComponent((event.currentTarget as HTMLAnchorElement).hash.slice(1))))
}

/** A box that visitors see only if their browser has filled it in. */
function trap(view: FormView) {
  const question = {
    id: '',
    key: trapKey,
    type: 'text',
    label: view.say('form.trap'),
    required: true,
    autocomplete: 'off',
  }
  const box = field({ question, answer: view.answers[trapKey], error: undefined }, view)
  return view.faults.some(({ key }) => key === trapKey) ? box : html`<div class="aside" inert>${box}</div>`
}
