import type { RegistrationResult } from '@training-signup/contract'
import { html, nothing } from 'lit'
import { codeForm } from './code/code-form.ts'
import { leftFault, meantAddress } from './form/answers.ts'
import { askedField, type FormView, formFrame, registrationForm } from './form/registration-form.ts'
import { sayFault } from './form/say-fault.ts'
import { groupForm } from './group/group-form.ts'
import { outcomes } from './group/people-outcome.ts'
import { failureBox, refusalBox, refusalPanel } from './result/notice.ts'
import { resultView, titleOf } from './result/result.ts'
import type { TrainingStep } from './steps.ts'
import { detailsCard } from './views/details-card.ts'
import { helpBlock } from './views/help.ts'
import { skeletonStage } from './views/skeleton.ts'
import type { View } from './views/view.ts'

export interface StepView
  extends View,
    Pick<FormView, 'answers' | 'typing' | 'questions' | 'onInput' | 'onAnswer' | 'onSubmit' | 'onSeveral'> {
  step: TrainingStep
  drawn: number
  /** The row of languages and ways back, wherever it fits. */
  bar: unknown
  /** How much of the training the page wants to show. */
  details: string | undefined
  successUrl: string | undefined
  onCheck(): void
  /** To the next date of the series. */
  onChoose(slug: string): void
  onAnother(): void
  /** Back to the form, to correct the address that mail goes to. */
  onFix(result: RegistrationResult): void
}

/** Whether the step is the form, which is all that stands there. */
export const isAsking = ({ name }: TrainingStep) => /^(form|sending|failed)$/.test(name)

/** Draws the training, and the visitor's stage next to it with help. */
export function stepView(view: StepView) {
  const { step, drawn, data } = view
  // What stands in place of a training that is gone has none.
  const details = data.training.details ? view.details : 'none'
  const isWhole = drawn > 1
  const isFull = details !== 'brief' && (isAsking(step) || data.training.state === 'upcoming')
  return {
    card: details === 'none' ? nothing : detailsCard(view, { isFull, isWhole, toolbar: view.bar }),
    stage: drawn
      ? [stage({ ...view, details }), isWhole ? helpBlock(data.training.help, view.linkTo) : nothing]
      : skeletonStage,
  }
}

const stage = (view: StepView) => html`<div part="stage">
  <p class="aside" role="status">${statusOf(view)}</p>
  ${view.details === 'none' ? html`<div class="bar">${view.bar}</div>` : nothing}${stageOf(view)}
</div>`

function statusOf({ step, ...view }: StepView) {
  if (step.name === 'sending') return view.say('form.sending')
  const { say, questions, answers, typing } = view
  if (step.name === 'form')
    for (const question of questions) {
      const address = meantAddress(answers, question, typing)
      const fault = leftFault(answers, question, typing)
      if (address) return say('field.email.suggest', { address })
      if (fault) return sayFault(say, fault, question)
    }
  // Where the visitor asked, the focus goes to the sentence, which is heard then.
  return 'isUnasked' in step && step.isUnasked ? titleOf({ ...view, result: step.result }) : nothing
}

function stageOf(view: StepView) {
  const { step } = view
  switch (step.name) {
    case 'form':
    case 'sending':
      return formOf(view, nothing)
    case 'failed':
      return formOf(view, failureBox(view, step.reason, view.onSubmit))
    case 'refused':
      return refusalOf(view, step.reason)
    case 'code':
      return codeForm(step.code, view)
    case 'done':
      return resultView({ ...view, result: step.result, people: step.group && outcomes(step.result, view.say) })
  }
}

function refusalOf(view: StepView, reason: string | undefined) {
  // The visitor may have mistyped an answer, and a smaller group may find seats.
  return reason && /^(not-|full)/.test(reason) ? formOf(view, refusalBox(view, reason)) : refusalPanel(view, reason)
}

function formOf(view: StepView, panel: unknown) {
  const { step, say } = view
  const form = { ...view, panel, faults: [], changed: false, ...step, isSending: step.name === 'sending' }
  const heading = say(`fix.${step.replaces?.status}`)
  const address = view.questions.find(({ id }) => id === 'email')
  if (heading && address)
    return formFrame(form, { heading, body: askedField(form, address), submit: say('fix.submit') })
  return step.group ? groupForm(step.group, form) : registrationForm(form)
}
