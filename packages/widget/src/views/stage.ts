import { html, nothing } from 'lit/html.js'
import type { SignupController } from '../signup-controller.ts'
import type { Loaded } from '../stage.ts'
import { detailsCard } from './details-card.ts'
import { helpBlock } from './help.ts'
import { failurePanel, refusalPanel } from './notice.ts'
import { registrationForm } from './registration-form.ts'
import { resultView, titleOf } from './result.ts'
import type { View } from './view.ts'

export interface StageView extends View {
  state: Loaded
  signup: Pick<SignupController, 'answers' | 'questions' | 'group'>
  /** Whether more than the details is wanted. */
  isBegun: boolean
  successUrl: string | undefined
  onInput(event: Event): void
  onSubmit(event: Event): void
  onSeveral(): void
  onRetry(): void
  onCheck(): void
  onAnother(): void
}

/** The training, and where the visitor is with it. */
export const stageView = (view: StageView) => html`
  ${detailsCard(view)}
  ${view.isBegun ? restOf(view) : nothing}
`

const restOf = (view: StageView) => html`
  <p class="aside" role="status">${statusOf(view)}</p>
  ${stageOf(view)} ${helpBlock(view.data.training.help, view.linkTo)}
`

function statusOf({ state, ...view }: StageView) {
  if (state.step === 'sending') return view.say('form.sending')
  return state.step === 'done' ? titleOf(view, state.result) : nothing
}

function stageOf(view: StageView) {
  const { state, signup } = view
  switch (state.step) {
    case 'form':
    case 'sending':
      return formOf(view, nothing)
    case 'failed':
      return formOf(view, failurePanel(view, state.reason, view.onRetry))
    case 'refused': {
      const panel = refusalPanel(view, state.reason, view.onCheck)
      // An answer may have been a slip, and of several people fewer may find a seat.
      return /^[nf]/.test(`${state.reason}`) ? formOf(view, panel) : html`${panel}${signup.group?.outcome(view)}`
    }
    case 'done':
      return (
        state.code?.form(view) ?? resultView({ ...view, result: state.result, people: signup.group?.outcome(view) })
      )
  }
}

function formOf(view: StageView, panel: unknown) {
  const { state, signup } = view
  const { answers, questions, group } = signup
  const { faults = [], changed = false } = state.step === 'form' ? state : {}
  const form = { ...view, answers, questions, faults, changed, isSending: state.step === 'sending' }
  return html`${panel}${group ? group.form(form) : registrationForm(form)}`
}
