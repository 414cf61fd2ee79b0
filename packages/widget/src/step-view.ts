import { html, nothing } from 'lit'
import { codeForm } from './code/code-form.ts'
import { type FormView, registrationForm } from './form/registration-form.ts'
import { groupForm } from './group/group-form.ts'
import { outcomes } from './group/people-outcome.ts'
import { failurePanel, refusalPanel } from './result/notice.ts'
import { resultView, titleOf } from './result/result.ts'
import type { TrainingStep } from './steps.ts'
import { detailsCard } from './views/details-card.ts'
import { helpBlock } from './views/help.ts'
import type { View } from './views/view.ts'

/** How much of a training is drawn: what comes first is there first. */
export type Drawn = 'details' | 'form' | 'all'

export interface StepView extends View, Pick<FormView, 'answers' | 'questions' | 'onInput' | 'onSubmit' | 'onSeveral'> {
  step: TrainingStep
  drawn: Drawn
  successUrl: string | undefined
  onRetry(): void
  onCheck(): void
  onAnother(): void
}

/** Draws the training, and the visitor's stage below it. */
export const stepView = (view: StepView) => html`
  ${detailsCard(view)}
  ${view.drawn === 'details' ? nothing : belowDetails(view)}
`

const belowDetails = (view: StepView) => html`
  <p class="aside" role="status">${statusOf(view)}</p>
  ${stageOf(view)} ${view.drawn === 'all' ? helpBlock(view.data.training.help, view.linkTo) : nothing}
`

function statusOf({ step, ...view }: StepView) {
  if (step.name === 'sending') return view.say('form.sending')
  return 'result' in step ? titleOf(view, step.result) : nothing
}

function stageOf(view: StepView) {
  const { step } = view
  switch (step.name) {
    case 'form':
    case 'sending':
      return formOf(view, nothing)
    case 'failed':
      return formOf(view, failurePanel(view, step.reason, view.onRetry))
    case 'refused': {
      const panel = refusalPanel(view, step.reason, view.onCheck)
      // The visitor may have mistyped an answer, and a smaller group may find seats.
      const mayBeChanged = /^(not-|full)/.test(step.reason ?? '')
      return mayBeChanged ? formOf(view, panel) : html`${panel}${outcomesOf(view)}`
    }
    case 'code':
      return codeForm(step.code, view)
    case 'done':
      return resultView({ ...view, result: step.result, people: outcomesOf(view) })
  }
}

const outcomesOf = ({ step, ...view }: StepView) => step.group && outcomes(step.group.sentTo(view.data), view)

/** One template with and without a panel above, so that Lit keeps the form on the page. */
function formOf(view: StepView, panel: unknown) {
  const { step } = view
  const { faults, changed } = step.name === 'form' ? step : { faults: [], changed: false }
  const form = { ...view, faults, changed, isSending: step.name === 'sending' }
  return html`${panel}${step.group ? groupForm(step.group, form) : registrationForm(form)}`
}
