import type { RegistrationResult, TrainingAnswer } from '@training-signup/contract'
import type { TemplateResult } from 'lit/html.js'
import type { Api } from './api.ts'
import type { SignupController } from './signup-controller.ts'
import type { View } from './views/view.ts'

/** The step in which the code from the mail is typed, as far as the rest of the widget has to know of it. */
export interface CodeStep {
  form(view: View): TemplateResult
}

/** A sign-up that is stored, and counts once the code is typed that was sent to its address. */
export interface Unverified {
  training: string
  data: TrainingAnswer
  result: RegistrationResult
  server: Api
  /** Whether the page shows something else by now. */
  isStale(): boolean
}

export type CodeStepClass = new (signup: SignupController, sent: Unverified) => CodeStep
